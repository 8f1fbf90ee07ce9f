import { type Tape, tapeOf } from '../engine/tape.js';
import { type CompleteDataset, datasetByName } from './datasets.js';
import { TAPE_SQL } from './sql/tape-sql.js';
import type { Store } from './store.js';
import { cachedTape } from './tape-cache.js';
import { selectCatalog } from './tape-catalog.js';
import { countLevels, readColumns, readLevels } from './tape-columns.js';
import type { TapeSelection } from './tape-selection.js';
import { gameStateOf, marketFactsOf } from './tape-sides.js';

/** How a tape is loaded. */
export interface LoadTapeOptions {
  /** Keep the tape as a file beside the store and read that next time. Default true. */
  readonly cache?: boolean;
}

/**
 * The events of a selection, in their total order. Markets, games and order do not depend on how the dataset was
 * imported. `from` and `to` cut what can be traded on; outcomes after `to` are kept, so that what was opened inside
 * is settled, and so are the rules that were in force at `from`.
 *
 * @throws DATA_DATASET, DATA_INCOMPLETE, DATA_SELECTION.
 */
export async function loadTape(
  store: Store,
  selection: TapeSelection,
  options: LoadTapeOptions = {},
): Promise<Tape> {
  const dataset = await datasetByName(store, selection.dataset);
  const build = (): Promise<Tape> => buildTape(store, dataset, selection);
  if (options.cache === false || store.path === ':memory:') return build();
  return cachedTape({ storePath: store.path, manifestHash: dataset.manifestHash, selection }, build);
}

const FIRST_INSTANT = -Number.MAX_SAFE_INTEGER;
const LAST_INSTANT = Number.MAX_SAFE_INTEGER;

async function buildTape(store: Store, dataset: CompleteDataset, selection: TapeSelection): Promise<Tape> {
  const catalog = await selectCatalog(store, dataset, selection);
  const from = selection.from ?? FIRST_INSTANT;
  const to = selection.to ?? LAST_INSTANT;
  const values = [dataset.id, from, to, selection.includeInferredLabels];
  const length = (await store.row(TAPE_SQL.count, values)).integer('n');
  const columns = await readColumns(await store.stream(TAPE_SQL.events, values), length);
  const window = [dataset.id, from, to];
  const levels = await readLevels(await store.stream(TAPE_SQL.levels, window), countLevels(columns));
  const gameStates = await store.rows(TAPE_SQL.gameStates, window);
  const facts = await store.rows(TAPE_SQL.facts, [dataset.id, to]);
  return tapeOf(
    { ...catalog, sources: [dataset.format] },
    {
      ...columns,
      ...levels,
      gameStates: gameStates.map(gameStateOf),
      facts: facts.map(marketFactsOf),
    },
  );
}
