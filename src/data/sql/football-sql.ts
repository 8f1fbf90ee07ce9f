/** Statements about files of football plays, as nflverse publishes them. Parameter 1 is the path. */
export const FOOTBALL_SQL = {
  columns: 'DESCRIBE SELECT * FROM read_parquet(?)',
  plays: `SELECT file_row_number + 1 AS number, game_id AS game, CAST(season AS INTEGER) AS season, CAST(game_date AS VARCHAR) AS date,
      CAST(qtr AS INTEGER) AS quarter, CAST(quarter_seconds_remaining AS DOUBLE) AS seconds_left,
      CASE posteam WHEN home_team THEN 'home' WHEN away_team THEN 'away' END AS side,
      CAST(posteam_score AS INTEGER) AS own, CAST(defteam_score AS INTEGER) AS other,
      CAST(yardline_100 AS INTEGER) AS yards, CAST(down AS INTEGER) AS down, CAST(wp AS DOUBLE) AS wp,
      CAST(home_score_final - away_score_final AS INTEGER) AS margin
    FROM read_parquet(?, file_row_number = true)
    WHERE posteam IS NOT NULL AND wp IS NOT NULL ORDER BY file_row_number`,
} as const;
