import type { CompleteDataset } from '../../data/datasets.js';
import type { Store } from '../../data/store.js';
import { keptSweepTrials, recordSweepTrial, type SweepScope } from '../../data/sweep-trials.js';
import type { TrialKind } from '../../data/trials.js';
import { MICROS_PER_MILLISECOND } from '../../engine/units.js';
import type { PlannedTrial } from './plan-trials.js';
import type { FinishedTrial } from './trial-pool.js';
import { readTrialSummary, type TrialSummary } from './trial-summary.js';

/** Runs trials, each once, and tells of each as it finishes. */
export type TrialRunner = (
  trials: readonly PlannedTrial[],
  onTrial: (finished: FinishedTrial) => Promise<void>,
) => Promise<void>;

/** Where trials are kept, and what they have in common. */
export interface TrialLedger {
  readonly store: Store;
  readonly dataset: CompleteDataset;
  readonly scope: SweepScope;
  /** Games of the tape. */
  readonly games: number;
  readonly kind: Exclude<TrialKind, 'backtest'>;
}

/** What became of trials: summaries by configuration, and how many had been in the ledger before. */
export interface LedgeredTrials {
  readonly summaries: ReadonlyMap<string, TrialSummary>;
  readonly kept: number;
}

/**
 * Runs the trials that are not in the ledger yet and records each as it finishes. A stop loses what was running and
 * nothing else.
 *
 * @param tell told after every trial, how many of `trials` there are now.
 */
export async function ledgeredTrials(
  trials: readonly PlannedTrial[],
  ledger: TrialLedger,
  how: { readonly runner: TrialRunner; readonly tell?: (done: number, kept: number) => void },
): Promise<LedgeredTrials> {
  const summaries = await keptSummaries(trials, ledger);
  const missing = trials.filter(({ configHash }) => !summaries.has(configHash));
  const kept = trials.length - missing.length;
  how.tell?.(summaries.size, kept);
  if (missing.length === 0) return { summaries, kept };
  await how.runner(missing, async (finished) => {
    await record(ledger, finished);
    summaries.set(finished.trial.configHash, finished.summary);
    how.tell?.(summaries.size, kept);
  });
  return { summaries, kept };
}

/** Summaries by configuration of the trials that the ledger holds already. */
async function keptSummaries(
  trials: readonly PlannedTrial[],
  { store, scope }: TrialLedger,
): Promise<Map<string, TrialSummary>> {
  const keyOf = (...parts: readonly string[]): string => parts.join(' ');
  const rows = await keptSweepTrials(store, scope);
  const known = new Map(
    rows.map((row) => [keyOf(row.configHash, row.strategy, row.strategyVersion), row.summary]),
  );
  const found = new Map<string, TrialSummary>();
  for (const { configHash, run } of trials) {
    const { name, version } = run.module;
    const summary = known.get(keyOf(configHash, name, version));
    if (summary !== undefined) found.set(configHash, readTrialSummary(summary));
  }
  return found;
}

function record(
  at: TrialLedger,
  { trial, summary, startedAtMs, finishedAtMs }: FinishedTrial,
): Promise<void> {
  const { name, version } = trial.run.module;
  const entry = {
    dataset: at.dataset.name,
    manifestHash: at.scope.manifestHash,
    selectionHash: at.scope.selectionHash,
    configHash: trial.configHash,
    strategy: name,
    strategyVersion: version,
    kind: at.kind,
    startedAt: startedAtMs * MICROS_PER_MILLISECOND,
    finishedAt: finishedAtMs * MICROS_PER_MILLISECOND,
    outputHash: summary.outputHash,
    pnl: summary.equity - summary.startingCash,
    fees: summary.fees,
    games: at.games,
    fills: summary.fills,
  };
  return recordSweepTrial(at.store, entry, {
    version: at.scope.version,
    summary: JSON.stringify(summary),
  });
}
