/** Statements about the trials of sweeps. Nothing deletes from them: they are part of the ledger. */
export const SWEEP_SQL = {
  insertSummary: 'INSERT INTO sweep_trials VALUES (?, ?, ?)',
  summaries: `SELECT config_hash, strategy, strategy_version, summary FROM sweep_trials JOIN trials USING (trial_id)
    WHERE manifest_hash = ? AND selection_hash = ? AND version = ? ORDER BY trial_id`,
  countTrials: 'SELECT count(*) AS n FROM trials WHERE manifest_hash = ?',
} as const;
