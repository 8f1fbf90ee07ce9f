/** The furthest that two times of one event may lie apart on a tape: 32 bits of microseconds. */
const LAG_LIMIT = 2_147_483_647;

/** Levels of a JSON text `[["price","size"],...]` as structs; NULL when it is no such list. */
const levels = (column: string): string => `TRY(list_transform(from_json(${column}, '[["VARCHAR"]]'),
  lambda level: {p: CAST(level[1] AS DECIMAL(18, 10)) * 10000, s: CAST(level[2] AS DECIMAL(24, 10)) * 1000000}))`;

/** A list of levels that cannot be a side of a book. */
const unreadable = (list: string): string => `event_type = 'book' AND (${list} IS NULL
  OR len(list_filter(${list}, lambda level: level.p IS NULL OR level.s IS NULL OR level.p NOT BETWEEN 0 AND 10000
    OR level.p % 1 <> 0 OR level.s < 0 OR level.s % 1 <> 0)) > 0
  OR len(list_distinct(list_transform(${list}, lambda level: level.p))) <> len(${list}))`;

/** Prices or sizes of the levels that are not empty, best first. */
const column = (list: string, key: 'p' | 's', type: string): string => `list_transform(
  list_filter(${list}, lambda level: level.s > 0), lambda level: CAST(level.${key} AS ${type}))`;

const PLACE = `SELECT CAST(? AS INTEGER), CAST(? AS INTEGER), row, market_id, local_time, venue_time`;
const SOURCE = `FROM pmxt_events JOIN pmxt_times USING (row)
    JOIN markets ON markets.slug = pmxt_events.asset_id AND markets.dataset_id = ?`;

/**
 * Statements of the PMXT importer, over the view `source_file`. The inserts take dataset, file and dataset. What is
 * sorted is kept narrow: times by the number of their token, not whole rows by its 78 digits.
 */
export const PMXT_SQL = {
  events: `CREATE OR REPLACE TEMP VIEW pmxt_events AS
    SELECT source_row AS row, epoch_us("timestamp") AS venue_time, epoch_us(timestamp_received) AS received,
      CASE WHEN market IS NULL THEN NULL ELSE decode(CAST(market AS BLOB)) END AS condition, asset_id, event_type,
      side, price, size, TRY_CAST(new_tick_size AS DECIMAL(9, 4)) AS new_tick,
      CASE WHEN event_type = 'book' THEN list_reverse_sort(${levels('bids')}) END AS bids,
      CASE WHEN event_type = 'book' THEN list_sort(${levels('asks')}) END AS asks
    FROM source_file`,
  tokens: `CREATE OR REPLACE TEMP TABLE pmxt_tokens AS
    SELECT asset_id, row_number() OVER (ORDER BY asset_id) AS token, condition, other, row FROM (
      SELECT asset_id, min(condition) AS condition, max(condition) AS other, min(row) AS row
      FROM pmxt_events GROUP BY asset_id)`,
  tokenList: 'SELECT asset_id, condition, other, row FROM pmxt_tokens ORDER BY token',
  /**
   * The events of a token in the order of the venue: by venue time, then by receipt, then by row. Each is dated when
   * it and all before it had been received, and a microsecond after the one before at the least:
   * `t(i) = max(t(i-1) + 1, received(i))`, which is `i + max of received(k) - k` over all k up to i.
   */
  times: `CREATE OR REPLACE TEMP TABLE pmxt_times AS
    WITH numbered AS (
      SELECT row, token, received, row_number() OVER (PARTITION BY token ORDER BY venue_time, received, row) AS place
      FROM pmxt_events JOIN (SELECT asset_id, token FROM pmxt_tokens) USING (asset_id))
    SELECT row, received,
      place + max(received - place) OVER (PARTITION BY token ORDER BY place ROWS UNBOUNDED PRECEDING) AS local_time
    FROM numbered`,

  firstUnreadable: `SELECT
      min(row) FILTER (WHERE venue_time IS NULL OR abs(received - venue_time) > ${LAG_LIMIT}) AS "timestamp",
      min(row) FILTER (WHERE received IS NULL) AS timestamp_received,
      min(row) FILTER (WHERE condition IS NULL) AS market,
      min(row) FILTER (WHERE asset_id IS NULL OR NOT regexp_full_match(asset_id, '[0-9]{1,78}')) AS asset_id,
      min(row) FILTER (WHERE event_type IS NULL
        OR event_type NOT IN ('book', 'price_change', 'last_trade_price', 'tick_size_change')) AS event_type,
      min(row) FILTER (WHERE event_type IN ('price_change', 'last_trade_price')
        AND (price IS NULL OR price NOT BETWEEN 0 AND 1)) AS price,
      min(row) FILTER (WHERE event_type IN ('price_change', 'last_trade_price')
        AND (size IS NULL OR size < 0)) AS size,
      min(row) FILTER (WHERE event_type IN ('price_change', 'last_trade_price')
        AND (side IS NULL OR side NOT IN ('BUY', 'SELL'))) AS side,
      min(row) FILTER (WHERE ${unreadable('bids')}) AS bids,
      min(row) FILTER (WHERE ${unreadable('asks')}) AS asks,
      min(row) FILTER (WHERE event_type = 'tick_size_change' AND (new_tick IS NULL OR new_tick <= 0
        OR new_tick > 0.5)) AS new_tick_size
    FROM pmxt_events`,
  valueOfRow: `SELECT CAST(COLUMNS(*) AS VARCHAR) FROM source_file WHERE source_row = ?`,

  tickChanges: `SELECT row, asset_id, local_time, venue_time, CAST(new_tick * 10000 AS INTEGER) AS tick
    FROM pmxt_events JOIN pmxt_times USING (row) WHERE event_type = 'tick_size_change' ORDER BY row`,
  counts: `SELECT
      (SELECT count(*) FROM pmxt_events WHERE event_type = 'last_trade_price' AND size = 0) AS empty_trades,
      (SELECT count(*) FROM pmxt_times WHERE local_time - received > 1000) AS overtaken`,

  insertBooks: `INSERT INTO book_events ${PLACE}, NULL, NULL, NULL, ${column('bids', 'p', 'USMALLINT')},
      ${column('bids', 's', 'BIGINT')}, ${column('asks', 'p', 'USMALLINT')}, ${column('asks', 's', 'BIGINT')}
    ${SOURCE} WHERE event_type = 'book'`,
  insertDeltas: `INSERT INTO book_events ${PLACE}, CASE side WHEN 'BUY' THEN 0 ELSE 1 END,
      CAST(price * 10000 AS USMALLINT), CAST(size * 1000000 AS BIGINT), NULL, NULL, NULL, NULL
    ${SOURCE} WHERE event_type = 'price_change'`,
  insertTrades: `INSERT INTO trades ${PLACE}, CAST(price * 10000 AS USMALLINT), CAST(size * 1000000 AS BIGINT),
      CASE side WHEN 'BUY' THEN 'buy' ELSE 'sell' END
    ${SOURCE} WHERE event_type = 'last_trade_price' AND size > 0`,

  /** The first event of each market. Parameter: dataset. */
  firstEvents: `SELECT market_id, metadata, min(local_time) AS local_time, arg_min(venue_time, local_time) AS venue_time
    FROM book_events JOIN markets USING (dataset_id, market_id) WHERE dataset_id = ?
    GROUP BY market_id, metadata ORDER BY market_id`,
  fileOfName: 'SELECT file_id FROM import_files WHERE dataset_id = ? AND name = ?',
  clearFacts: 'DELETE FROM market_facts WHERE dataset_id = ? AND file_id = ?',

  /** Between two recordings that do not meet nothing is known. Parameters: dataset, dataset, microseconds. */
  gapsBetweenFiles: `INSERT INTO feed_gaps
    SELECT CAST(? AS INTEGER), NULL, before, first_time FROM (
      SELECT first_time, max(last_time) OVER (ORDER BY first_time ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        AS before
      FROM (SELECT min(local_time) AS first_time, max(local_time) AS last_time FROM book_events
        WHERE dataset_id = ? GROUP BY file_id))
    WHERE first_time - before > CAST(? AS BIGINT) ORDER BY first_time`,
} as const;
