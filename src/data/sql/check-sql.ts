import { THREE_WAY_SPORTS } from '../../engine/risk/exclusive-outcomes.js';

const THREE_WAY = [...THREE_WAY_SPORTS].map((sport) => `'${sport}'`).join(', ');

/** Each statement counts the rows that break one rule of a dataset. Parameter 1 is the dataset. */
export const CHECK_SQL = {
  'every file holds the rows that were counted when it came in': `
    SELECT count(*) AS n FROM import_files JOIN (
      SELECT file_id, count(*) AS found FROM quotes WHERE dataset_id = ?1 GROUP BY file_id) AS stored USING (file_id)
    WHERE dataset_id = ?1 AND rows <> found`,
  'every quote belongs to a file': `
    SELECT count(*) AS n FROM quotes ANTI JOIN import_files USING (dataset_id, file_id) WHERE dataset_id = ?1`,
  'every quote belongs to a market': `
    SELECT count(*) AS n FROM quotes ANTI JOIN markets USING (dataset_id, market_id) WHERE dataset_id = ?1`,
  'every market belongs to a game': `
    SELECT count(*) AS n FROM markets ANTI JOIN games USING (dataset_id, game_id) WHERE dataset_id = ?1`,
  'no row of a file is stored twice': `
    SELECT coalesce(sum(copies - 1), 0)::BIGINT AS n FROM (
      SELECT file_id, count(*) - count(DISTINCT row) + 1 AS copies FROM quotes WHERE dataset_id = ?1 GROUP BY file_id)`,
  'the quotes of a market are in time order within a file': `
    SELECT count(*) AS n FROM (
      SELECT local_time, lag(local_time) OVER (PARTITION BY file_id, market_id ORDER BY row) AS before
      FROM quotes WHERE dataset_id = ?1) WHERE local_time < before`,
  'every price lies in 0..10000': `
    SELECT (SELECT count(*) FROM quotes WHERE dataset_id = ?1 AND (bid > 10000 OR ask > 10000))
      + (SELECT count(*) FROM price_points WHERE dataset_id = ?1 AND price > 10000) AS n`,
  'every price point belongs to a market': `
    SELECT count(*) AS n FROM price_points ANTI JOIN markets USING (dataset_id, market_id) WHERE dataset_id = ?1`,
  'every state of a game belongs to a game': `
    SELECT count(*) AS n FROM game_states ANTI JOIN games USING (dataset_id, game_id) WHERE dataset_id = ?1`,
  'the states of a game are in time order within a file': `
    SELECT count(*) AS n FROM (
      SELECT local_time, lag(local_time) OVER (PARTITION BY file_id, game_id ORDER BY row) AS before
      FROM game_states WHERE dataset_id = ?1) WHERE local_time < before`,
  'every book event belongs to a market': `
    SELECT count(*) AS n FROM book_events ANTI JOIN markets USING (dataset_id, market_id) WHERE dataset_id = ?1`,
  'every book event belongs to a file': `
    SELECT count(*) AS n FROM book_events ANTI JOIN import_files USING (dataset_id, file_id) WHERE dataset_id = ?1`,
  'the levels of a book are not empty and stand best first, each price once': `
    SELECT count(*) AS n FROM book_events WHERE dataset_id = ?1 AND side IS NULL AND (
      list_reverse_sort(list_distinct(bid_prices)) <> bid_prices OR list_sort(list_distinct(ask_prices)) <> ask_prices
      OR list_contains(bid_sizes, 0) OR list_contains(ask_sizes, 0))`,
  'every trade belongs to a market': `
    SELECT count(*) AS n FROM trades ANTI JOIN markets USING (dataset_id, market_id) WHERE dataset_id = ?1`,
  'every resolution belongs to a market': `
    SELECT count(*) AS n FROM resolutions ANTI JOIN markets USING (dataset_id, market_id) WHERE dataset_id = ?1`,
  'the outcomes of a game that exclude each other pay one dollar together, or half each': `
    SELECT count(*) AS n FROM (
      SELECT count(*) = count(DISTINCT yes_means) AND count(*) = count(payout) AND bool_or(yes_means = 'home')
          AND bool_or(yes_means = 'away') AND (bool_or(yes_means = 'draw') OR any_value(sport) NOT IN (${THREE_WAY}))
          AS whole,
        bool_and(payout = 500000) AS void, sum(payout) AS paid
      FROM markets JOIN games USING (dataset_id, game_id) LEFT JOIN resolutions USING (dataset_id, market_id)
      WHERE dataset_id = ?1 AND yes_means IS NOT NULL GROUP BY game_id, venue)
    WHERE whole AND NOT void AND paid <> 1000000`,
  'no market is quoted after its resolution': `
    SELECT count(*) AS n FROM resolutions JOIN (
      SELECT market_id, max(local_time) AS last_time FROM quotes WHERE dataset_id = ?1 GROUP BY market_id) AS quoted
      USING (market_id) WHERE dataset_id = ?1 AND quoted.last_time > resolutions.local_time`,
  'coverage counts the quotes that are there': `
    SELECT count(*) AS n FROM coverage FULL JOIN (
      SELECT market_id, count(*) AS found FROM quotes WHERE dataset_id = ?1 GROUP BY market_id) AS stored
      ON coverage.market_id = stored.market_id AND coverage.dataset_id = ?1
    WHERE (coverage.dataset_id = ?1 OR coverage.dataset_id IS NULL) AND coverage.quotes IS DISTINCT FROM found`,
} as const;
