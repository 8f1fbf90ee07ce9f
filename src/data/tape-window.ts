import type { Catalog } from '../engine/catalog.js';
import { type Tape, tapeOf } from '../engine/tape.js';
import type { Micros } from '../engine/units.js';
import type { CompleteDataset } from './datasets.js';
import { TAPE_SQL } from './sql/tape-sql.js';
import type { Store } from './store.js';
import { countLevels, readColumns, readLevels } from './tape-columns.js';
import type { TapeSelection } from './tape-selection.js';
import { gameStateOf, marketFactsOf } from './tape-sides.js';

/** Before every event, microseconds. */
export const FIRST_INSTANT = -Number.MAX_SAFE_INTEGER;
/** After every event, microseconds. */
export const LAST_INSTANT = Number.MAX_SAFE_INTEGER;

/** Which events of a selection are wanted, by local time; ends are exclusive. */
export interface Window {
  readonly from: number;
  readonly to: number;
  /** Rules count from here on, outcomes up to here: beyond the window at the two ends of a selection. */
  readonly factsFrom: number;
  readonly outcomesTo: number;
}

/** All of a selection. */
export const wholeOf = ({
  from = FIRST_INSTANT as Micros,
  to = LAST_INSTANT as Micros,
}: TapeSelection): Window => ({
  from,
  to,
  factsFrom: FIRST_INSTANT,
  outcomesTo: LAST_INSTANT,
});

/** A selection whose markets and games are written to the temporary tables of the tape statements. */
export interface Selected {
  readonly dataset: CompleteDataset;
  readonly selection: TapeSelection;
  readonly catalog: Catalog;
}

/** The parameters of the statements of events. */
export const windowValues = (
  { dataset, selection }: Pick<Selected, 'dataset' | 'selection'>,
  { from, to, factsFrom, outcomesTo }: Window,
) => [dataset.id, from, to, selection.includeInferredLabels, factsFrom, outcomesTo];

/** The events of a window as a tape. */
export async function readWindow(store: Store, selected: Selected, window: Window): Promise<Tape> {
  const values = windowValues(selected, window);
  const { id } = selected.dataset;
  const { from, to, factsFrom } = window;
  const length = (await store.row(TAPE_SQL.count, values)).integer('n');
  const columns = await readColumns(await store.stream(TAPE_SQL.events, values), length);
  const levels = await readLevels(await store.stream(TAPE_SQL.levels, [id, from, to]), countLevels(columns));
  const gameStates = await store.rows(TAPE_SQL.gameStates, [id, from, to]);
  const facts = await store.rows(TAPE_SQL.facts, [id, to, factsFrom]);
  return tapeOf(selected.catalog, {
    ...columns,
    ...levels,
    gameStates: gameStates.map(gameStateOf),
    facts: facts.map(marketFactsOf),
  });
}
