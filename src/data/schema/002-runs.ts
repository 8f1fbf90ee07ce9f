import type { Migration } from './migration.js';

/**
 * Results. The tables mirror the engine's run result row for row; `position` keeps the order. `trials` is the
 * ledger of every run ever made on a dataset, saved in full or not: the number of trials is a fact for the
 * overfitting statistics, so nothing deletes from it.
 */
export const migration002: Migration = {
  version: 2,
  name: 'runs',
  sql: `
CREATE TABLE trials (
  trial_id INTEGER PRIMARY KEY,
  dataset VARCHAR NOT NULL,
  manifest_hash VARCHAR NOT NULL,
  selection_hash VARCHAR NOT NULL,
  config_hash VARCHAR NOT NULL,
  strategy VARCHAR NOT NULL,
  strategy_version VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  started_at BIGINT NOT NULL,
  finished_at BIGINT NOT NULL,
  output_hash VARCHAR NOT NULL,
  pnl BIGINT NOT NULL,
  fees BIGINT NOT NULL,
  games INTEGER NOT NULL,
  fills INTEGER NOT NULL
);
CREATE TABLE runs (
  run_id VARCHAR PRIMARY KEY,
  trial_id INTEGER NOT NULL,
  dataset_id INTEGER,
  manifest_hash VARCHAR NOT NULL,
  config VARCHAR NOT NULL,
  config_hash VARCHAR NOT NULL,
  certificate_inputs VARCHAR NOT NULL,
  started_at BIGINT NOT NULL,
  finished_at BIGINT NOT NULL,
  strategy VARCHAR NOT NULL,
  strategy_version VARCHAR NOT NULL,
  starting_cash BIGINT NOT NULL,
  cash BIGINT NOT NULL,
  equity BIGINT NOT NULL,
  fees BIGINT NOT NULL,
  counts VARCHAR NOT NULL,
  catalog VARCHAR NOT NULL,
  assumptions VARCHAR NOT NULL,
  output_hash VARCHAR NOT NULL
);
CREATE TABLE run_funnel (
  run_id VARCHAR NOT NULL, position INTEGER NOT NULL, action VARCHAR NOT NULL, gate VARCHAR NOT NULL,
  reached BIGINT NOT NULL, passed BIGINT NOT NULL, blocked_alone BIGINT NOT NULL
);
CREATE TABLE run_decisions (
  run_id VARCHAR NOT NULL, position INTEGER NOT NULL, time BIGINT NOT NULL, market INTEGER NOT NULL,
  action VARCHAR NOT NULL, label VARCHAR NOT NULL, verdict VARCHAR NOT NULL, blocked_by VARCHAR,
  gates VARCHAR NOT NULL, confidence VARCHAR NOT NULL, sizing VARCHAR NOT NULL
);
CREATE TABLE run_orders (
  run_id VARCHAR NOT NULL, position INTEGER NOT NULL, id VARCHAR NOT NULL, market INTEGER NOT NULL,
  side VARCHAR NOT NULL, limit_price INTEGER NOT NULL, size BIGINT NOT NULL, time_in_force VARCHAR NOT NULL,
  reduce_only BOOLEAN NOT NULL, tag VARCHAR NOT NULL, state VARCHAR NOT NULL, filled BIGINT NOT NULL,
  placed_at BIGINT NOT NULL, reason VARCHAR
);
CREATE TABLE run_fills (
  run_id VARCHAR NOT NULL, position INTEGER NOT NULL, order_id VARCHAR NOT NULL, market INTEGER NOT NULL,
  side VARCHAR NOT NULL, price INTEGER NOT NULL, size BIGINT NOT NULL, fee BIGINT NOT NULL,
  liquidity VARCHAR NOT NULL, time BIGINT NOT NULL,
  order_state VARCHAR NOT NULL, order_filled BIGINT NOT NULL, order_reason VARCHAR
);
CREATE TABLE run_ledger (
  run_id VARCHAR NOT NULL, position INTEGER NOT NULL, time BIGINT NOT NULL, kind VARCHAR NOT NULL,
  market INTEGER NOT NULL, amount BIGINT NOT NULL, cash_after BIGINT NOT NULL
);
CREATE TABLE run_settlements (
  run_id VARCHAR NOT NULL, position INTEGER NOT NULL, time BIGINT NOT NULL, market INTEGER NOT NULL,
  holding BIGINT NOT NULL, payout BIGINT NOT NULL, cash BIGINT NOT NULL, label VARCHAR NOT NULL
);
CREATE TABLE run_round_trips (
  run_id VARCHAR NOT NULL, position INTEGER NOT NULL, market INTEGER NOT NULL, side VARCHAR NOT NULL,
  opened_at BIGINT NOT NULL, closed_at BIGINT NOT NULL, size BIGINT NOT NULL, cost BIGINT NOT NULL,
  proceeds BIGINT NOT NULL, fees BIGINT NOT NULL, pnl BIGINT NOT NULL, closed_by VARCHAR NOT NULL
);
CREATE TABLE run_unsettled (
  run_id VARCHAR NOT NULL, position INTEGER NOT NULL, market INTEGER NOT NULL, holding BIGINT NOT NULL,
  cost BIGINT NOT NULL, mark BIGINT NOT NULL
);
CREATE TABLE run_equity (
  run_id VARCHAR NOT NULL, position INTEGER NOT NULL, time BIGINT NOT NULL, equity BIGINT NOT NULL,
  cash BIGINT NOT NULL, open_markets INTEGER NOT NULL
);
`,
};
