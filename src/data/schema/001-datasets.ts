import type { Migration } from './migration.js';

/**
 * Catalog and events. A dataset is self-contained: its markets and games carry its own numbers, so that
 * nothing about it depends on what else was imported, or when. Times are microseconds UTC, prices 1e-4
 * dollars, sizes 1e-6 shares, payouts 1e-6 dollars. `row` is the 1-based row of the source file.
 */
export const migration001: Migration = {
  version: 1,
  name: 'datasets',
  sql: `
CREATE TABLE datasets (
  dataset_id INTEGER PRIMARY KEY,
  name VARCHAR NOT NULL UNIQUE,
  format VARCHAR NOT NULL,
  importer_version INTEGER NOT NULL,
  venue VARCHAR NOT NULL,
  created_at BIGINT NOT NULL,
  completed_at BIGINT,
  manifest_hash VARCHAR
);
CREATE TABLE import_files (
  dataset_id INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  sha256 VARCHAR NOT NULL,
  bytes BIGINT NOT NULL,
  rows BIGINT NOT NULL,
  imported_at BIGINT NOT NULL,
  PRIMARY KEY (dataset_id, file_id),
  UNIQUE (dataset_id, name)
);
CREATE TABLE games (
  dataset_id INTEGER NOT NULL,
  game_id INTEGER NOT NULL,
  id VARCHAR NOT NULL,
  league VARCHAR NOT NULL,
  sport VARCHAR NOT NULL,
  date VARCHAR,
  PRIMARY KEY (dataset_id, game_id),
  UNIQUE (dataset_id, id)
);
CREATE TABLE markets (
  dataset_id INTEGER NOT NULL,
  market_id INTEGER NOT NULL,
  venue VARCHAR NOT NULL,
  slug VARCHAR NOT NULL,
  question VARCHAR NOT NULL,
  game_id INTEGER NOT NULL,
  yes_means VARCHAR CHECK (yes_means IN ('home', 'away', 'draw')),
  last_listed BIGINT,
  metadata VARCHAR NOT NULL,
  PRIMARY KEY (dataset_id, market_id),
  UNIQUE (dataset_id, venue, slug)
);
CREATE TABLE quotes (
  dataset_id INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  row BIGINT NOT NULL,
  market_id INTEGER NOT NULL,
  local_time BIGINT NOT NULL,
  venue_time BIGINT NOT NULL,
  bid USMALLINT CHECK (bid <= 10000),
  ask USMALLINT CHECK (ask <= 10000),
  bid_size BIGINT,
  ask_size BIGINT
);
CREATE TABLE trades (
  dataset_id INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  row BIGINT NOT NULL,
  market_id INTEGER NOT NULL,
  local_time BIGINT NOT NULL,
  venue_time BIGINT NOT NULL,
  price USMALLINT NOT NULL CHECK (price <= 10000),
  size BIGINT NOT NULL,
  taker_side VARCHAR NOT NULL CHECK (taker_side IN ('buy', 'sell'))
);
CREATE TABLE price_points (
  dataset_id INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  row BIGINT NOT NULL,
  market_id INTEGER NOT NULL,
  local_time BIGINT NOT NULL,
  venue_time BIGINT NOT NULL,
  price USMALLINT NOT NULL CHECK (price <= 10000)
);
CREATE TABLE game_states (
  dataset_id INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  row BIGINT NOT NULL,
  game_id INTEGER NOT NULL,
  local_time BIGINT NOT NULL,
  venue_time BIGINT NOT NULL,
  phase VARCHAR NOT NULL,
  period INTEGER,
  seconds_left DOUBLE,
  seconds_elapsed DOUBLE,
  home_score INTEGER,
  away_score INTEGER,
  possession VARCHAR CHECK (possession IN ('home', 'away'))
);
CREATE TABLE market_facts (
  dataset_id INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  row BIGINT NOT NULL,
  market_id INTEGER NOT NULL,
  local_time BIGINT NOT NULL,
  venue_time BIGINT NOT NULL,
  facts VARCHAR NOT NULL
);
CREATE TABLE resolutions (
  dataset_id INTEGER NOT NULL,
  market_id INTEGER NOT NULL,
  local_time BIGINT NOT NULL,
  payout BIGINT NOT NULL CHECK (payout BETWEEN 0 AND 1000000),
  label VARCHAR NOT NULL CHECK (label IN ('authoritative', 'inferred')),
  time_basis VARCHAR NOT NULL CHECK (time_basis IN ('reported', 'last_quote', 'day_after_start')),
  PRIMARY KEY (dataset_id, market_id)
);
CREATE TABLE feed_gaps (
  dataset_id INTEGER NOT NULL,
  market_id INTEGER,
  from_time BIGINT NOT NULL,
  until_time BIGINT NOT NULL CHECK (until_time > from_time)
);
CREATE TABLE coverage (
  dataset_id INTEGER NOT NULL,
  market_id INTEGER NOT NULL,
  first_time BIGINT NOT NULL,
  last_time BIGINT NOT NULL,
  quotes BIGINT NOT NULL,
  polls_expected BIGINT NOT NULL,
  one_sided BIGINT NOT NULL,
  empty BIGINT NOT NULL,
  crossed BIGINT NOT NULL,
  locked BIGINT NOT NULL,
  PRIMARY KEY (dataset_id, market_id)
);
`,
};
