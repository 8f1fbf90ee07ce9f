import { SWEEP_SQL } from './sql/sweep-sql.js';
import type { Store } from './store.js';
import { recordTrial, type Trial } from './trials.js';

/** What a trial's result depends on beside its configuration and strategy. */
export interface SweepScope {
  readonly manifestHash: string;
  readonly selectionHash: string;
  /** Version of touchline. */
  readonly version: string;
}

/** A trial of a sweep that was made before. */
export interface KeptSweepTrial {
  readonly configHash: string;
  readonly strategy: string;
  readonly strategyVersion: string;
  readonly summary: string;
}

/** Writes a trial of a sweep or of a walk-forward to the ledger together with its summary, both or neither. */
export function recordSweepTrial(
  store: Store,
  trial: Trial,
  kept: { readonly version: string; readonly summary: string },
): Promise<void> {
  return store.transaction(async () => {
    const trialId = await recordTrial(store, trial);
    await store.run(SWEEP_SQL.insertSummary, [trialId, kept.version, kept.summary]);
  });
}

/** Every trial of any sweep or walk-forward over the same data by the same version, oldest first. */
export async function keptSweepTrials(store: Store, scope: SweepScope): Promise<readonly KeptSweepTrial[]> {
  const values = [scope.manifestHash, scope.selectionHash, scope.version];
  const rows = await store.rows(SWEEP_SQL.summaries, values);
  return rows.map((row) => ({
    configHash: row.text('config_hash'),
    strategy: row.text('strategy'),
    strategyVersion: row.text('strategy_version'),
    summary: row.text('summary'),
  }));
}

/** How many trials were ever recorded on a dataset's content, whatever they were made for. */
export async function countTrials(store: Store, manifestHash: string): Promise<number> {
  return (await store.row(SWEEP_SQL.countTrials, [manifestHash])).integer('n');
}
