import type { Row } from './row.js';
import { RUN_SQL } from './sql/run-sql.js';
import type { Store } from './store.js';
import { oneOf } from './words.js';

const KINDS = ['backtest', 'sweep', 'walk-forward'] as const;
/** What a run was made for. */
export type TrialKind = (typeof KINDS)[number];

/** One run on a dataset, whether its details were kept or not. */
export interface Trial {
  /** Name of the dataset. */
  readonly dataset: string;
  readonly manifestHash: string;
  /** Hash of the part of the dataset that was replayed. */
  readonly selectionHash: string;
  readonly configHash: string;
  readonly strategy: string;
  readonly strategyVersion: string;
  readonly kind: TrialKind;
  /** Microseconds. */
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly outputHash: string;
  /** Equity at the end less starting cash, 1e-6 dollars. */
  readonly pnl: number;
  readonly fees: number;
  readonly games: number;
  readonly fills: number;
}

/** Writes a trial to the ledger and returns its number. Every run is recorded, the bad ones above all. */
export async function recordTrial(store: Store, trial: Trial): Promise<number> {
  const row = await store.row(RUN_SQL.insertTrial, [
    ...[trial.dataset, trial.manifestHash, trial.selectionHash, trial.configHash],
    ...[trial.strategy, trial.strategyVersion, trial.kind, trial.startedAt, trial.finishedAt],
    ...[trial.outputHash, trial.pnl, trial.fees, trial.games, trial.fills],
  ]);
  return row.integer('trial_id');
}

const trialOf = (row: Row): Trial => ({
  dataset: row.text('dataset'),
  manifestHash: row.text('manifest_hash'),
  selectionHash: row.text('selection_hash'),
  configHash: row.text('config_hash'),
  strategy: row.text('strategy'),
  strategyVersion: row.text('strategy_version'),
  kind: oneOf(KINDS, row.text('kind')),
  startedAt: row.integer('started_at'),
  finishedAt: row.integer('finished_at'),
  outputHash: row.text('output_hash'),
  pnl: row.integer('pnl'),
  fees: row.integer('fees'),
  games: row.integer('games'),
  fills: row.integer('fills'),
});

/** Every trial, oldest first; of one dataset's content when its manifest hash is given. */
export async function listTrials(
  store: Store,
  manifestHash: string | null = null,
): Promise<readonly Trial[]> {
  return (await store.rows(RUN_SQL.trials, [manifestHash])).map(trialOf);
}

/**
 * How many different settings were tried on a dataset's content, those of a run that is about to be recorded among
 * them. The same settings run again are no other trial.
 */
export async function countSettings(
  store: Store,
  manifestHash: string,
  run: { readonly configHash: string; readonly name: string; readonly version: string },
): Promise<number> {
  const keyOf = (...parts: readonly string[]): string => parts.join(' ');
  const rows = await store.rows(RUN_SQL.settings, [manifestHash]);
  const known = rows.map((row) =>
    keyOf(row.text('config_hash'), row.text('strategy'), row.text('strategy_version')),
  );
  return new Set([...known, keyOf(run.configHash, run.name, run.version)]).size;
}
