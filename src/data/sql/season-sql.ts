/** Statements of the synthetic season. Times are microseconds. */
export const SEASON_SQL = {
  /**
   * Coverage of a season that was written whole: every quote that is missing lies in a gap of its market.
   * Parameters: 1 dataset, 2 microseconds between two quotes in play.
   */
  coverage: `INSERT INTO coverage
    WITH silence AS (
      SELECT market_id, sum((until_time - from_time) // ?2)::BIGINT AS missed
      FROM feed_gaps WHERE dataset_id = ?1 GROUP BY market_id)
    SELECT dataset_id, market_id, min(local_time), max(local_time), count(*),
      count(*) + coalesce(any_value(missed), 0),
      count(*) FILTER (WHERE (bid IS NULL) <> (ask IS NULL)),
      count(*) FILTER (WHERE bid IS NULL AND ask IS NULL),
      count(*) FILTER (WHERE bid > ask), count(*) FILTER (WHERE bid = ask)
    FROM quotes LEFT JOIN silence USING (market_id) WHERE dataset_id = ?1
    GROUP BY dataset_id, market_id ORDER BY market_id`,
} as const;
