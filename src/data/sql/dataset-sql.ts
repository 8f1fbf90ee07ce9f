/** A stretch without any poll of the source that is longer than this is a gap. The sweep takes about 123 s. */
export const LONGEST_POLL_SILENCE = 600_000_000;

/** Statements about datasets as a whole. */
export const DATASET_SQL = {
  byName: 'SELECT * FROM datasets WHERE name = ?',
  all: 'SELECT * FROM datasets ORDER BY name',
  insert: `INSERT INTO datasets
    SELECT coalesce(max(dataset_id), 0) + 1, ?, ?, ?, ?, epoch_us(now()), NULL, NULL FROM datasets
    RETURNING dataset_id`,
  reopen: 'UPDATE datasets SET manifest_hash = NULL, completed_at = NULL WHERE dataset_id = ?',
  complete: 'UPDATE datasets SET manifest_hash = ?, completed_at = epoch_us(now()) WHERE dataset_id = ?',
  files: 'SELECT * FROM import_files WHERE dataset_id = ? ORDER BY name',
  nextFile: 'SELECT coalesce(max(file_id), 0) + 1 AS file_id FROM import_files WHERE dataset_id = ?',
  insertFile: 'INSERT INTO import_files VALUES (?, ?, ?, ?, ?, ?, epoch_us(now()))',

  clearCoverage: 'DELETE FROM coverage WHERE dataset_id = ?',
  clearGaps: 'DELETE FROM feed_gaps WHERE dataset_id = ?',
  coverage: `INSERT INTO coverage
    WITH polls AS (
      SELECT local_time, row_number() OVER (ORDER BY local_time) AS number
      FROM (SELECT DISTINCT local_time FROM quotes WHERE dataset_id = ?)),
    markets_quoted AS (
      SELECT dataset_id, market_id, min(local_time) AS first_time, max(local_time) AS last_time,
        count(*) AS quotes,
        count(*) FILTER (WHERE (bid IS NULL) <> (ask IS NULL)) AS one_sided,
        count(*) FILTER (WHERE bid IS NULL AND ask IS NULL) AS empty,
        count(*) FILTER (WHERE bid > ask) AS crossed,
        count(*) FILTER (WHERE bid = ask) AS locked
      FROM quotes WHERE dataset_id = ? GROUP BY dataset_id, market_id)
    SELECT dataset_id, market_id, first_time, last_time, quotes, ending.number - starting.number + 1,
      one_sided, empty, crossed, locked
    FROM markets_quoted
    JOIN polls AS starting ON starting.local_time = first_time
    JOIN polls AS ending ON ending.local_time = last_time
    ORDER BY market_id`,
  gaps: `INSERT INTO feed_gaps
    SELECT CAST(? AS INTEGER), NULL, before, local_time FROM (
      SELECT local_time, lag(local_time) OVER (ORDER BY local_time) AS before
      FROM (SELECT DISTINCT local_time FROM quotes WHERE dataset_id = ?))
    WHERE local_time - before > ${LONGEST_POLL_SILENCE} ORDER BY local_time`,
  resolveAfterLastQuote: `UPDATE resolutions SET local_time = coverage.last_time FROM coverage
    WHERE resolutions.dataset_id = ? AND coverage.dataset_id = resolutions.dataset_id
      AND coverage.market_id = resolutions.market_id AND coverage.last_time > resolutions.local_time`,

  undatedOutcomes: `SELECT time_basis, count(*) AS outcomes FROM resolutions
    WHERE dataset_id = ? AND time_basis <> 'reported' GROUP BY time_basis ORDER BY time_basis`,

  summary: `SELECT
      (SELECT count(*) FROM import_files WHERE dataset_id = ?1) AS files,
      (SELECT count(*) FROM markets WHERE dataset_id = ?1) AS markets,
      (SELECT count(*) FROM games WHERE dataset_id = ?1) AS games,
      (SELECT count(*) FROM quotes WHERE dataset_id = ?1) AS quotes,
      (SELECT count(*) FROM trades WHERE dataset_id = ?1) AS trades,
      (SELECT count(*) FROM book_events WHERE dataset_id = ?1) AS book_events,
      (SELECT count(*) FROM price_points WHERE dataset_id = ?1) AS price_points,
      (SELECT count(*) FROM game_states WHERE dataset_id = ?1) AS game_states,
      (SELECT count(*) FROM resolutions WHERE dataset_id = ?1 AND label = 'authoritative') AS authoritative,
      (SELECT count(*) FROM resolutions WHERE dataset_id = ?1 AND label = 'inferred') AS inferred,
      (SELECT count(*) FROM feed_gaps WHERE dataset_id = ?1) AS gaps,
      (SELECT least(min(first_time), (SELECT min(local_time) FROM price_points WHERE dataset_id = ?1),
          (SELECT min(local_time) FROM book_events WHERE dataset_id = ?1),
          (SELECT min(local_time) FROM trades WHERE dataset_id = ?1))
        FROM coverage WHERE dataset_id = ?1) AS first_time,
      (SELECT greatest(max(last_time), (SELECT max(local_time) FROM price_points WHERE dataset_id = ?1),
          (SELECT max(local_time) FROM book_events WHERE dataset_id = ?1),
          (SELECT max(local_time) FROM trades WHERE dataset_id = ?1))
        FROM coverage WHERE dataset_id = ?1) AS last_time`,
  coverageTotals: `SELECT count(*) AS markets, coalesce(sum(quotes), 0)::BIGINT AS quotes,
      coalesce(sum(polls_expected), 0)::BIGINT AS polls_expected, coalesce(sum(one_sided), 0)::BIGINT AS one_sided,
      coalesce(sum(empty), 0)::BIGINT AS empty, coalesce(sum(crossed), 0)::BIGINT AS crossed,
      coalesce(sum(locked), 0)::BIGINT AS locked FROM coverage WHERE dataset_id = ?`,
  gapList:
    'SELECT market_id, from_time, until_time FROM feed_gaps WHERE dataset_id = ? ORDER BY from_time, market_id',
  quotesOfMarket: `SELECT local_time, bid, ask FROM quotes
    JOIN import_files ON import_files.dataset_id = quotes.dataset_id AND import_files.file_id = quotes.file_id
    WHERE quotes.dataset_id = ? AND market_id = (SELECT market_id FROM markets WHERE dataset_id = ? AND slug = ?)
    ORDER BY local_time, name, quotes.row`,
} as const;
