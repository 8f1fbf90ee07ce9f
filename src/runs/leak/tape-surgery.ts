import { EventKind } from '../../engine/events.js';
import { TAPE_COLUMNS, type Tape, type TapeColumns, tapeOf } from '../../engine/tape.js';
import type { Micros } from '../../engine/units.js';

const PAYOUT_ONE = 1_000_000;

/** Rows of a tape that are resolutions, in order. */
export function resolutionRows(tape: Tape): readonly number[] {
  return [...tape.kind.keys()].filter((row) => tape.kind[row] === EventKind.resolution);
}

/** The same tape, but the markets that resolve in `rows` pay what they did not. */
export function flipOutcomes(tape: Tape, rows: readonly number[]): Tape {
  const sizeA = tape.sizeA.slice();
  for (const row of rows) sizeA[row] = PAYOUT_ONE - (sizeA[row] ?? 0);
  return { ...tape, sizeA };
}

/** The tape as it was at the end of the instant `time`. */
export function cutAfter(tape: Tape, time: number): Tape {
  const length = tape.localTime.findIndex((each) => each > time);
  if (length === -1) return tape;
  const { catalog, length: _whole, ...columns } = tape;
  const cut = Object.fromEntries(TAPE_COLUMNS.map((name) => [name, columns[name].slice(0, length)]));
  return tapeOf(catalog, { ...columns, ...cut } satisfies TapeColumns);
}

/** The same games on another day: every time, starts and gaps included, is `micros` later. */
export function shiftTime(tape: Tape, micros: number): Tape {
  const later = (time: number): number => time + micros;
  const sizeA = tape.sizeA.slice();
  for (let row = 0; row < tape.length; row += 1) {
    if (tape.kind[row] === EventKind.feedGap) sizeA[row] = later(sizeA[row] as number);
  }
  const facts = tape.facts.map((each) =>
    each.startTime === null ? each : { ...each, startTime: later(each.startTime) as Micros },
  );
  return { ...tape, localTime: tape.localTime.map(later), sizeA, facts };
}

/** The same games under other names: what a strategy may know of them is in their prices and states. */
export function renameMarkets(tape: Tape): Tape {
  const { catalog } = tape;
  const numbered = (what: string, index: number): string => `${what}-${String(index).padStart(7, '0')}`;
  const games = catalog.games.map((game) => ({ ...game, id: numbered('game', game.index) }));
  const markets = catalog.markets.map((market) => ({
    ...market,
    slug: numbered('market', market.index),
    question: '',
  }));
  return { ...tape, catalog: { ...catalog, games, markets } };
}
