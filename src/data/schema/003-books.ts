import type { Migration } from './migration.js';

/**
 * Order books, event by event. A row with a `side` (0 bid, 1 ask) sets the total at one price, 0 takes the level
 * away; a row without one is a whole book, its levels best first. Prices 1e-4 dollars, sizes 1e-6 shares. No two
 * rows of one source row set the same price on the same side of a market.
 */
export const migration003: Migration = {
  version: 3,
  name: 'books',
  sql: `
CREATE TABLE book_events (
  dataset_id INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  row BIGINT NOT NULL,
  market_id INTEGER NOT NULL,
  local_time BIGINT NOT NULL,
  venue_time BIGINT NOT NULL,
  side UTINYINT CHECK (side <= 1),
  price USMALLINT CHECK (price <= 10000),
  size BIGINT CHECK (size >= 0),
  bid_prices USMALLINT[],
  bid_sizes BIGINT[],
  ask_prices USMALLINT[],
  ask_sizes BIGINT[],
  CHECK ((side IS NULL) = (bid_prices IS NOT NULL)),
  CHECK ((side IS NULL) = (price IS NULL) AND (price IS NULL) = (size IS NULL)),
  CHECK (len(bid_prices) IS NOT DISTINCT FROM len(bid_sizes) AND len(ask_prices) IS NOT DISTINCT FROM len(ask_sizes)
    AND (bid_prices IS NULL) = (ask_prices IS NULL))
);
`,
};
