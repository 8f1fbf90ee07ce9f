import { NO_PRICE } from '../engine/tape.js';
import type { Dataset } from './datasets.js';
import { DATASET_SQL } from './sql/dataset-sql.js';
import type { Store } from './store.js';

/** The quotes of one market, in time order. All of length n. */
export interface MarketQuotes {
  /** Microseconds. */
  readonly time: Float64Array;
  /** 1e-4 dollars; `NO_PRICE` = that side is empty. */
  readonly bid: Uint16Array;
  readonly ask: Uint16Array;
}

/** Every quote of the market `slug`, for a picture of it. A market without quotes has length 0. */
export async function quotesOfMarket(store: Store, dataset: Dataset, slug: string): Promise<MarketQuotes> {
  const rows = await store.rows(DATASET_SQL.quotesOfMarket, [dataset.id, dataset.id, slug]);
  return {
    time: Float64Array.from(rows, (row) => row.integer('local_time')),
    bid: Uint16Array.from(rows, (row) => row.integerOrNull('bid') ?? NO_PRICE),
    ask: Uint16Array.from(rows, (row) => row.integerOrNull('ask') ?? NO_PRICE),
  };
}
