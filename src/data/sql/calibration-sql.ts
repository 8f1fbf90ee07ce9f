/** The last quote at or before `anchor - ?2` of each market, and the outcome of all. Parameters: 1 dataset, 2 microseconds. */
const quoteBefore = (anchors: string): string => `
  WITH anchors AS (${anchors}),
  points AS (
    SELECT quotes.market_id, local_time, bid, ask FROM quotes
    JOIN anchors USING (market_id)
    JOIN import_files ON import_files.dataset_id = quotes.dataset_id AND import_files.file_id = quotes.file_id
    WHERE quotes.dataset_id = ?1 AND local_time <= anchor - ?2
    QUALIFY row_number() OVER (
      PARTITION BY quotes.market_id ORDER BY local_time DESC, name DESC, quotes.row DESC) = 1)
  SELECT slug, games.id AS game, sport, league, metadata, anchor - ?2 AS asked, points.local_time AS quoted, bid, ask,
    payout, label, resolutions.local_time AS resolved
  FROM markets JOIN games USING (dataset_id, game_id)
  LEFT JOIN anchors USING (market_id) LEFT JOIN points USING (market_id)
  LEFT JOIN resolutions USING (dataset_id, market_id)
  WHERE dataset_id = ?1 ORDER BY market_id`;

/** One price a market at a fixed moment, with its outcome: what calibration is read from. */
export const CALIBRATION_SQL = {
  beforeLastQuote: quoteBefore(
    'SELECT market_id, max(local_time) AS anchor FROM quotes WHERE dataset_id = ?1 GROUP BY market_id',
  ),
  beforeStart: quoteBefore(`SELECT market_id,
      arg_max(CAST(json_extract(facts, '$.startTime') AS BIGINT), local_time) AS anchor
    FROM market_facts WHERE dataset_id = ?1 GROUP BY market_id`),
  close: `WITH points AS (
      SELECT market_id, local_time, price FROM price_points WHERE dataset_id = ?1
      QUALIFY row_number() OVER (PARTITION BY market_id ORDER BY local_time DESC, file_id DESC, row DESC) = 1)
    SELECT slug, games.id AS game, sport, league, metadata, points.local_time AS asked, points.local_time AS quoted,
      price AS bid, price AS ask, payout, label, resolutions.local_time AS resolved
    FROM markets JOIN games USING (dataset_id, game_id)
    LEFT JOIN points USING (market_id) LEFT JOIN resolutions USING (dataset_id, market_id)
    WHERE dataset_id = ?1 ORDER BY market_id`,
  outcomes: `SELECT slug, payout, label, resolutions.local_time AS resolved
    FROM resolutions JOIN markets USING (dataset_id, market_id) WHERE dataset_id = ?1 ORDER BY market_id`,
} as const;
