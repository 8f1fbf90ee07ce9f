import type { Tape } from '../engine/tape.js';
import { type CompleteDataset, datasetByName } from './datasets.js';
import type { Store } from './store.js';
import { cachedTape } from './tape-cache.js';
import { selectCatalog } from './tape-catalog.js';
import type { TapeSelection } from './tape-selection.js';
import { readWindow, wholeOf } from './tape-window.js';

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

async function buildTape(store: Store, dataset: CompleteDataset, selection: TapeSelection): Promise<Tape> {
  const names = await selectCatalog(store, dataset, selection);
  const catalog = { ...names, sources: [dataset.format] };
  return readWindow(store, { dataset, selection, catalog }, wholeOf(selection));
}
