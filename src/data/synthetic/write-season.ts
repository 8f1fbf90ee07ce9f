import { EventKind, type EventKindName, type GameState } from '../../engine/events.js';
import { NO_PRICE, type Tape, venueTimeAt } from '../../engine/tape.js';
import { appendRows, type ColumnWriter } from '../append-rows.js';
import { situationText } from '../situation-json.js';
import type { Store } from '../store.js';

/** The one file that a season counts as. */
export const SEASON_FILE_ID = 1;

interface Target {
  readonly store: Store;
  readonly datasetId: number;
}

/** Writes catalog and events of a season into the tables of a dataset, within an open transaction. */
export async function writeSeason(target: Target, tape: Tape): Promise<void> {
  await writeCatalog(target, tape);
  const rowsOf = rowsByKind(tape);
  await writeQuotes(target, tape, rowsOf('quote'));
  await writeTrades(target, tape, rowsOf('trade'));
  await writeGameStates(target, tape, rowsOf('gameState'));
  await writeFacts(target, tape, rowsOf('marketFacts'));
  await writeGaps(target, tape, rowsOf('feedGap'));
  await writeResolutions(target, tape, rowsOf('resolution'));
}

/** Row numbers of the events of one kind. */
function rowsByKind(tape: Tape): (kind: EventKindName) => readonly number[] {
  const rows = new Map<number, number[]>();
  for (let row = 0; row < tape.length; row += 1) {
    const kind = tape.kind[row] as number;
    const list = rows.get(kind);
    if (list === undefined) rows.set(kind, [row]);
    else list.push(row);
  }
  return (kind) => rows.get(EventKind[kind]) ?? [];
}

const at = (column: ArrayLike<number>, row: number): number => column[row] as number;
const priceAt = (column: ArrayLike<number>, row: number): number | null =>
  at(column, row) === NO_PRICE ? null : at(column, row);
const sizeAt = (column: ArrayLike<number>, row: number): number | null =>
  Number.isNaN(at(column, row)) ? null : at(column, row);

async function writeCatalog({ store, datasetId }: Target, tape: Tape): Promise<void> {
  await appendRows(
    store,
    'games',
    [
      ['integer', () => datasetId],
      ['integer', (game) => game.index],
      ['text', (game) => game.id],
      ['text', (game) => game.league],
      ['text', (game) => game.sport],
      ['text', (game) => game.date],
    ],
    tape.catalog.games,
  );
  await appendRows(
    store,
    'markets',
    [
      ['integer', () => datasetId],
      ['integer', (market) => market.index],
      ['text', (market) => market.venue],
      ['text', (market) => market.slug],
      ['text', (market) => market.question],
      ['integer', (market) => market.game],
      ['text', (market) => market.yesMeans],
      ['bigint', () => null],
      ['text', () => '{}'],
    ],
    tape.catalog.markets,
  );
}

/** Columns that every table of events begins with: dataset, file, row, subject, local and venue time. */
const stamps = (datasetId: number, tape: Tape): readonly ColumnWriter<number>[] => [
  ['integer', () => datasetId],
  ['integer', () => SEASON_FILE_ID],
  ['bigint', (row) => row + 1],
  ['integer', (row) => at(tape.subject, row)],
  ['bigint', (row) => at(tape.localTime, row)],
  ['bigint', (row) => venueTimeAt(tape, row)],
];

function writeQuotes({ store, datasetId }: Target, tape: Tape, rows: readonly number[]): Promise<void> {
  const columns: readonly ColumnWriter<number>[] = [
    ...stamps(datasetId, tape),
    ['integer', (row) => priceAt(tape.priceA, row)],
    ['integer', (row) => priceAt(tape.priceB, row)],
    ['bigint', (row) => sizeAt(tape.sizeA, row)],
    ['bigint', (row) => sizeAt(tape.sizeB, row)],
  ];
  return appendRows(store, 'quotes', columns, rows);
}

function writeTrades({ store, datasetId }: Target, tape: Tape, rows: readonly number[]): Promise<void> {
  const columns: readonly ColumnWriter<number>[] = [
    ...stamps(datasetId, tape),
    ['integer', (row) => at(tape.priceA, row)],
    ['bigint', (row) => at(tape.sizeA, row)],
    ['text', (row) => (at(tape.priceB, row) === 0 ? 'buy' : 'sell')],
  ];
  return appendRows(store, 'trades', columns, rows);
}

function writeGameStates({ store, datasetId }: Target, tape: Tape, rows: readonly number[]): Promise<void> {
  const stateAt = (row: number): GameState => tape.gameStates[at(tape.sizeA, row)] as GameState;
  const columns: readonly ColumnWriter<number>[] = [
    ...stamps(datasetId, tape),
    ['text', (row) => stateAt(row).phase],
    ['integer', (row) => stateAt(row).period],
    ['double', (row) => stateAt(row).secondsLeftInPeriod],
    ['double', (row) => stateAt(row).secondsElapsedInPeriod],
    ['integer', (row) => stateAt(row).homeScore],
    ['integer', (row) => stateAt(row).awayScore],
    ['text', (row) => stateAt(row).possession],
    ['text', (row) => situationText(stateAt(row))],
  ];
  return appendRows(store, 'game_states', columns, rows);
}

function writeFacts({ store, datasetId }: Target, tape: Tape, rows: readonly number[]): Promise<void> {
  const columns: readonly ColumnWriter<number>[] = [
    ...stamps(datasetId, tape),
    ['text', (row) => JSON.stringify(tape.facts[at(tape.sizeA, row)])],
  ];
  return appendRows(store, 'market_facts', columns, rows);
}

function writeGaps({ store, datasetId }: Target, tape: Tape, rows: readonly number[]): Promise<void> {
  const columns: readonly ColumnWriter<number>[] = [
    ['integer', () => datasetId],
    ['integer', (row) => at(tape.subject, row)],
    ['bigint', (row) => at(tape.sizeA, row)],
    ['bigint', (row) => at(tape.localTime, row)],
  ];
  return appendRows(store, 'feed_gaps', columns, rows);
}

function writeResolutions({ store, datasetId }: Target, tape: Tape, rows: readonly number[]): Promise<void> {
  const columns: readonly ColumnWriter<number>[] = [
    ['integer', () => datasetId],
    ['integer', (row) => at(tape.subject, row)],
    ['bigint', (row) => at(tape.localTime, row)],
    ['bigint', (row) => at(tape.sizeA, row)],
    ['text', () => 'authoritative'],
    ['text', () => 'reported'],
  ];
  return appendRows(store, 'resolutions', columns, rows);
}
