/** The file that is being imported, as a view with rows numbered from 1. A path cannot be a bound parameter of a view. */
export const parquetView = (path: string): string => `
CREATE OR REPLACE TEMP VIEW source_file AS SELECT *, file_row_number + 1 AS source_row
FROM read_parquet('${path.replaceAll("'", "''")}', file_row_number = true, hive_partitioning = false)`;

/** The same for a CSV file. Every field is text, and rows are numbered from 1 without the header. */
export const csvView = (path: string): string => `
CREATE OR REPLACE TEMP TABLE source_text AS SELECT *, row_number() OVER () AS source_row
FROM read_csv('${path.replaceAll("'", "''")}', all_varchar = true, header = true, delim = ',', quote = '"',
  escape = '"', strict_mode = true, parallel = false);
CREATE OR REPLACE TEMP VIEW source_file AS SELECT * FROM source_text`;

/** A price that no market can have: NaN, infinite, outside 0..1, or off the grid of 1e-4 dollars. */
const unreadablePrice = (column: string): string => `${column} IS NOT NULL AND NOT (isfinite(${column})
  AND ${column} BETWEEN 0 AND 1 AND abs(${column} * 10000 - round(${column} * 10000)) <= 1e-6)`;

const ZONE = "'America/New_York'";

/**
 * Statements of the importers. They read the file through the views `source_file` (as it is) and `incoming`
 * (row, ts, slug, bid, ask), and its distinct instants through the table `polls` (ts, utc, first_row, fit).
 */
export const IMPORT_SQL = {
  describe: 'DESCRIBE SELECT * FROM source_file',
  countSource: 'SELECT count(*) AS n FROM source_file',

  incomingUtcQuotes: `CREATE OR REPLACE TEMP VIEW incoming AS
    SELECT source_row AS row, ts_utc AS ts, slug, bid, ask FROM source_file`,
  incomingLocalQuotes: `CREATE OR REPLACE TEMP VIEW incoming AS
    SELECT source_row AS row, ts, slug, bid, ask FROM source_file`,
  incomingLocalMarkets: `CREATE OR REPLACE TEMP VIEW incoming AS
    SELECT source_row AS row, last_ts AS ts, slug FROM source_file`,

  pollsUtc: `CREATE OR REPLACE TEMP TABLE polls AS
    SELECT ts, epoch_us(ts) AS utc, min(row) AS first_row, 'exact' AS fit
    FROM incoming WHERE isfinite(ts) GROUP BY ts`,

  // A local time that the clocks jumped over does not come back from the round trip; one that they ran
  // through twice has a second instant an hour away.
  pollsEastern: `CREATE OR REPLACE TEMP TABLE polls AS
    WITH times AS (SELECT ts, min(row) AS first_row FROM incoming WHERE isfinite(ts) GROUP BY ts),
    converted AS (SELECT ts, first_row, timezone(${ZONE}, ts) AS instant FROM times)
    SELECT ts, epoch_us(instant) AS utc, first_row, CASE
      WHEN timezone(${ZONE}, instant) <> ts THEN 'skipped'
      WHEN timezone(${ZONE}, instant - INTERVAL 1 HOUR) = ts
        OR timezone(${ZONE}, instant + INTERVAL 1 HOUR) = ts THEN 'doubled'
      ELSE 'exact' END AS fit
    FROM converted`,

  firstUnreadable: `SELECT
      min(row) FILTER (WHERE ts IS NULL OR NOT isfinite(ts)) AS time,
      min(row) FILTER (WHERE slug IS NULL) AS slug,
      min(row) FILTER (WHERE ${unreadablePrice('bid')}) AS bid,
      min(row) FILTER (WHERE ${unreadablePrice('ask')}) AS ask
    FROM incoming`,
  firstUnfitTime: `SELECT first_row AS row, CAST(ts AS VARCHAR) AS value, fit FROM polls
    WHERE fit <> 'exact' ORDER BY first_row LIMIT 1`,
  firstUnknownMarket: `SELECT row, slug FROM incoming
    ANTI JOIN (SELECT slug FROM markets WHERE dataset_id = ?) AS known USING (slug) ORDER BY row LIMIT 1`,
  valuesOfRow: `SELECT CAST(ts AS VARCHAR) AS time, slug, CAST(bid AS VARCHAR) AS bid, CAST(ask AS VARCHAR) AS ask
    FROM incoming WHERE row = ?`,

  insertQuotes: `INSERT INTO quotes
    SELECT markets.dataset_id, CAST(? AS INTEGER), incoming.row, markets.market_id, polls.utc, polls.utc,
      CAST(round(incoming.bid * 10000) AS USMALLINT), CAST(round(incoming.ask * 10000) AS USMALLINT), NULL, NULL
    FROM incoming JOIN markets ON markets.slug = incoming.slug AND markets.dataset_id = ?
    JOIN polls ON polls.ts = incoming.ts`,
  firstBackwards: `SELECT ordered.row, slug, local_time, before FROM (
      SELECT row, market_id, local_time, lag(local_time) OVER (PARTITION BY market_id ORDER BY row) AS before
      FROM quotes WHERE dataset_id = ? AND file_id = ?) AS ordered
    JOIN markets ON markets.market_id = ordered.market_id AND markets.dataset_id = ?
    WHERE local_time < before ORDER BY ordered.row LIMIT 1`,
  countQuotesOfFile: 'SELECT count(*) AS n FROM quotes WHERE dataset_id = ? AND file_id = ?',

  utcMarkets: `SELECT source_row AS row, slug, question, epoch_us(last_ts_utc) AS last_listed, kind AS category,
    y, label_source AS source FROM source_file ORDER BY source_row`,
  localMarkets: `SELECT source_row AS row, slug, question, utc AS last_listed, category
    FROM source_file LEFT JOIN polls ON polls.ts = source_file.last_ts ORDER BY source_row`,
  labels: 'SELECT source_row AS row, slug, y, source FROM source_file ORDER BY source_row',
  textRows: 'SELECT * FROM source_file ORDER BY source_row',
  marketIds: 'SELECT market_id, slug, last_listed FROM markets WHERE dataset_id = ?',
  marketMetadata: 'SELECT slug, metadata FROM markets WHERE dataset_id = ?',
  gameIds: 'SELECT game_id, id FROM games WHERE dataset_id = ?',
  gameNames: `SELECT id AS name, game_id, league, date FROM games WHERE dataset_id = ?1
    UNION SELECT slug, game_id, league, date FROM markets JOIN games USING (dataset_id, game_id)
    WHERE dataset_id = ?1 ORDER BY name, game_id`,
  statesOfOthers: `SELECT game_id, id, min(local_time) AS first, max(local_time) AS last
    FROM game_states JOIN games USING (dataset_id, game_id)
    WHERE dataset_id = ? AND file_id <> ? GROUP BY game_id, id ORDER BY game_id`,
  // Lists as text: a parameter is a single value.
  insertSnapshot: `INSERT INTO book_events VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, NULL, CAST(? AS USMALLINT[]),
    CAST(? AS BIGINT[]), CAST(? AS USMALLINT[]), CAST(? AS BIGINT[]))`,
  nameSide: 'UPDATE markets SET yes_means = ?, question = ? WHERE dataset_id = ? AND slug = ?',
} as const;
