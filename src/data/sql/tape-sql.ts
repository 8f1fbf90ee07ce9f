/**
 * Events of the selected markets in the columns of a tape. `rank` and `row` are the sequence: the place of the file
 * by name, and the row in it, so that the order in which files were imported does not matter; what one source row
 * says of several markets or prices is ordered by them. Parameters: 1 dataset,
 * 2 first instant, 3 end, 4 whether inferred outcomes are wanted, 5 first instant of rules, 6 end of outcomes: of a whole
 * selection outcomes have no end and rules no beginning, since a position opened inside is settled when the market was,
 * and the rules in force at the beginning are known.
 */
const EVENTS = `
  WITH files AS (
    SELECT file_id, row_number() OVER (ORDER BY name) AS rank FROM import_files WHERE dataset_id = ?1),
  events AS (
    SELECT local_time, venue_time, 0 AS kind, subject, 65535 AS price_a, 65535 AS price_b,
      CAST(NULL AS DOUBLE) AS size_a, CAST(NULL AS DOUBLE) AS size_b, file_id, row
    FROM market_facts JOIN selected_markets USING (market_id)
    WHERE dataset_id = ?1 AND local_time >= ?5 AND local_time < ?3
  UNION ALL
    SELECT until_time, until_time, 1, coalesce(subject, 4294967295), 65535, 65535, from_time, NULL, 0, coalesce(subject, -1)
    FROM feed_gaps LEFT JOIN selected_markets USING (market_id)
    WHERE dataset_id = ?1 AND until_time >= ?2 AND until_time < ?3
      AND (feed_gaps.market_id IS NULL OR subject IS NOT NULL)
  UNION ALL
    SELECT local_time, venue_time, 2, subject, 65535, 65535, NULL, NULL, file_id, row
    FROM game_states JOIN selected_games USING (game_id)
    WHERE dataset_id = ?1 AND local_time >= ?2 AND local_time < ?3
  UNION ALL
    SELECT local_time, venue_time, 3, subject, price, CASE taker_side WHEN 'buy' THEN 0 ELSE 1 END, size, NULL, file_id, row
    FROM trades JOIN selected_markets USING (market_id)
    WHERE dataset_id = ?1 AND local_time >= ?2 AND local_time < ?3
  UNION ALL
    SELECT local_time, venue_time, CASE WHEN side IS NULL THEN 4 ELSE 5 END, subject, coalesce(price, len(bid_prices)),
      coalesce(side, len(ask_prices)), size, NULL, file_id, row
    FROM book_events JOIN selected_markets USING (market_id)
    WHERE dataset_id = ?1 AND local_time >= ?2 AND local_time < ?3
  UNION ALL
    SELECT local_time, venue_time, 6, subject, coalesce(bid, 65535), coalesce(ask, 65535), bid_size, ask_size, file_id, row
    FROM quotes JOIN selected_markets USING (market_id)
    WHERE dataset_id = ?1 AND local_time >= ?2 AND local_time < ?3
  UNION ALL
    SELECT local_time, venue_time, 7, subject, price, 65535, NULL, NULL, file_id, row
    FROM price_points JOIN selected_markets USING (market_id)
    WHERE dataset_id = ?1 AND local_time >= ?2 AND local_time < ?3
  UNION ALL
    SELECT local_time, local_time, 8, subject, CASE label WHEN 'authoritative' THEN 0 ELSE 1 END, 65535, payout, NULL,
      0, subject
    FROM resolutions JOIN selected_markets USING (market_id)
    WHERE dataset_id = ?1 AND local_time >= ?2 AND local_time < ?6 AND (label = 'authoritative' OR ?4))`;

/**
 * 64-bit integers come out of the database as bigint; as doubles, exact below 2^53, they are read fast. So are columns
 * without a NULL.
 */
const COLUMNS = `CAST(local_time AS DOUBLE) AS local_time, CAST(local_time - venue_time AS DOUBLE) AS lag,
      CAST(kind AS UTINYINT) AS kind, CAST(subject AS UINTEGER) AS subject,
      CAST(price_a AS USMALLINT) AS price_a, CAST(price_b AS USMALLINT) AS price_b,
      coalesce(CAST(size_a AS DOUBLE), 'NaN') AS size_a, coalesce(CAST(size_b AS DOUBLE), 'NaN') AS size_b
    FROM events LEFT JOIN files USING (file_id)`;
const IN_ORDER = 'ORDER BY events.local_time, kind, coalesce(rank, 0), row, subject, price_a, price_b';
const GAP_KIND = 1;

const WINDOWED = 'local_time >= ?2 AND local_time < ?3';

/** Statements that make a tape. The temporary tables say which markets and games, and their index on the tape. */
export const TAPE_SQL = {
  catalog: `SELECT market_id, venue, slug, question, yes_means, game_id, games.id AS game, league, sport, date
    FROM markets JOIN games USING (dataset_id, game_id) WHERE dataset_id = ?`,
  createMarkets: 'CREATE OR REPLACE TEMP TABLE selected_markets (market_id INTEGER, subject BIGINT)',
  createGames: 'CREATE OR REPLACE TEMP TABLE selected_games (game_id INTEGER, subject BIGINT)',
  // A list of numbers as text: the appender cannot write a temporary table of a store that is read only.
  insertMarkets: `INSERT INTO selected_markets
    SELECT unnest(ids), generate_subscripts(ids, 1) - 1 FROM (SELECT CAST(? AS INTEGER[]) AS ids)`,
  insertGames: `INSERT INTO selected_games
    SELECT unnest(ids), generate_subscripts(ids, 1) - 1 FROM (SELECT CAST(? AS INTEGER[]) AS ids)`,
  count: `${EVENTS} SELECT count(*) AS n FROM events`,
  events: `${EVENTS} SELECT ${COLUMNS} ${IN_ORDER}`,
  /** Gaps alone. */
  gaps: `${EVENTS} SELECT ${COLUMNS} WHERE kind = ${GAP_KIND} ${IN_ORDER}`,
  countGaps: `${EVENTS} SELECT count(*) AS n FROM events WHERE kind = ${GAP_KIND}`,
  /**
   * Parts of about ?7 events, cut between seconds: their first and last instants, their events, and how far these were
   * heard from when they happened.
   */
  parts: `${EVENTS},
    seconds AS (
      SELECT min(local_time) AS first, max(local_time) AS last, count(*) AS n,
        max(local_time - venue_time) AS longest_lag, min(local_time - venue_time) AS shortest_lag
      FROM events GROUP BY local_time // 1000000),
    cut AS (SELECT *, (sum(n) OVER (ORDER BY first) - n) // ?7 AS part FROM seconds)
    SELECT min(first) AS first, max(last) AS last, CAST(sum(n) AS BIGINT) AS n, max(longest_lag) AS longest_lag,
      min(shortest_lag) AS shortest_lag
    FROM cut GROUP BY part ORDER BY first`,
  gameStates: `SELECT phase, period, seconds_left, seconds_elapsed, home_score, away_score, possession, situation
    FROM game_states JOIN selected_games USING (game_id) JOIN import_files USING (dataset_id, file_id)
    WHERE dataset_id = ?1 AND ${WINDOWED} ORDER BY local_time, name, row, subject`,
  facts: `SELECT facts FROM market_facts JOIN selected_markets USING (market_id)
    JOIN import_files USING (dataset_id, file_id)
    WHERE dataset_id = ?1 AND local_time < ?2 AND local_time >= ?3 ORDER BY local_time, name, row, subject`,
  // The levels of whole books, in the order of their events, each side best first.
  levels: `WITH books AS (
      SELECT local_time, name, row, subject, list_concat(bid_prices, ask_prices) AS prices,
        list_concat(bid_sizes, ask_sizes) AS sizes
      FROM book_events JOIN selected_markets USING (market_id) JOIN import_files USING (dataset_id, file_id)
      WHERE dataset_id = ?1 AND side IS NULL AND ${WINDOWED})
    SELECT price, CAST(size AS DOUBLE) AS size FROM (
      SELECT local_time, name, row, subject, unnest(prices) AS price, unnest(sizes) AS size,
        generate_subscripts(prices, 1) AS position FROM books)
    ORDER BY local_time, name, row, subject, position`,
} as const;
