const rowsOf = (table: string): string => `SELECT * FROM ${table} WHERE run_id = ? ORDER BY position`;

/** Statements about runs and the trial ledger. Nothing deletes from either. */
export const RUN_SQL = {
  insertTrial: `INSERT INTO trials
    SELECT coalesce(max(trial_id), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM trials RETURNING trial_id`,
  trials: 'SELECT * FROM trials WHERE manifest_hash = coalesce(?, manifest_hash) ORDER BY trial_id',
  settings: `SELECT DISTINCT config_hash, strategy, strategy_version FROM trials WHERE manifest_hash = ?`,
  insertRun: `INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  runExists: 'SELECT count(*) AS n FROM runs WHERE run_id = ?',
  runById: `SELECT runs.*, trials.dataset, trials.kind FROM runs JOIN trials USING (trial_id)
    WHERE starts_with(run_id, ?) ORDER BY run_id`,
  runs: `SELECT runs.*, trials.dataset, trials.kind FROM runs JOIN trials USING (trial_id)
    ORDER BY runs.started_at DESC, run_id`,
  funnel: rowsOf('run_funnel'),
  decisions: rowsOf('run_decisions'),
  orders: rowsOf('run_orders'),
  fills: rowsOf('run_fills'),
  ledger: rowsOf('run_ledger'),
  settlements: rowsOf('run_settlements'),
  roundTrips: rowsOf('run_round_trips'),
  unsettled: rowsOf('run_unsettled'),
  equity: rowsOf('run_equity'),
} as const;
