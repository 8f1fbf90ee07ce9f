import { type CompleteDataset, datasetByName } from '../../data/datasets.js';
import { loadTape } from '../../data/load-tape.js';
import type { Store } from '../../data/store.js';
import { countTrials, keptSweepTrials, recordSweepTrial, type SweepScope } from '../../data/sweep-trials.js';
import { canonicalSelection } from '../../data/tape-selection.js';
import { MICROS_PER_MILLISECOND } from '../../engine/units.js';
import type { SweepInput } from '../../report/sweep/sweep-input.js';
import { loadStrategy } from '../load-strategy.js';
import { type PreparedRun, prepareLoaded } from '../prepare-run.js';
import { optionsFor, selectionOf, sha256 } from '../run-inputs.js';
import { gameDays } from './game-days.js';
import { type PlannedTrial, planTrials } from './plan-trials.js';
import { sharedTape } from './shared-tape.js';
import type { SweepFile } from './sweep-file.js';
import { type FinishedTrial, runTrials } from './trial-pool.js';
import { readTrialSummary, type TrialSummary } from './trial-summary.js';

/** What a sweep needs from outside. */
export interface SweepRequest {
  readonly store: Store;
  readonly sweep: SweepFile;
  readonly workers: number;
  /** Version of touchline: a trial of another version is run again. */
  readonly version: string;
  /** Told what is being done. */
  readonly onStep?: (step: string) => void;
  /** Told after every trial; `kept` were in the ledger before. */
  readonly onTrial?: (done: { readonly done: number; readonly of: number; readonly kept: number }) => void;
}

/**
 * Runs every trial of a sweep that is not in the ledger yet and records each as it finishes; a sweep that was
 * stopped goes on where it stood. The result does not depend on the number of workers or on stops.
 *
 * @throws CONFIG_INVALID before anything runs; DATA_DATASET, DATA_INCOMPLETE, DATA_SELECTION; what a trial throws.
 */
export async function runSweep(request: SweepRequest): Promise<SweepInput> {
  const { store, sweep, version } = request;
  const loaded = await loadStrategy(String(sweep.base['strategy']), sweep.baseFile);
  const run = prepareLoaded(loaded, sweep.base, sweep.baseFile);
  const trials = planTrials(sweep, loaded);
  const dataset = await datasetByName(store, run.config.data.dataset);
  const selection = selectionOf(run.config);
  const selectionHash = sha256(canonicalSelection(selection));
  const scope = { manifestHash: dataset.manifestHash, selectionHash, version };
  request.onStep?.('loading the tape');
  const tape = sharedTape(await loadTape(store, selection));
  const strategies = trials.map((trial) => trial.run);
  for (const each of strategies) optionsFor(tape, each);
  const summaries = await keptSummaries(store, scope, { trials, strategies });
  const missing = trials.filter(({ configHash }) => !summaries.has(configHash));
  const kept = trials.length - missing.length;
  const strategyOf = new Map(trials.map(({ configHash }, i) => [configHash, strategies[i] as PreparedRun]));
  const games = tape.catalog.games.length;
  const tell = (): void => request.onTrial?.({ done: summaries.size, of: trials.length, kept });
  tell();
  const onTrial = async (finished: FinishedTrial): Promise<void> => {
    const { configHash } = finished.trial;
    await recordTrialOf(
      { store, dataset, scope, games },
      finished,
      strategyOf.get(configHash) as PreparedRun,
    );
    summaries.set(configHash, finished.summary);
    tell();
  };
  await runTrials(missing, { tape, workers: request.workers, onTrial });
  return {
    file: sweep.file,
    search: sweep.search,
    strategy: run.strategy().name,
    dataset: { name: dataset.name, manifestHash: dataset.manifestHash },
    axes: sweep.axes.map(({ key }) => key),
    days: gameDays(tape),
    ledgerTrials: await countTrials(store, dataset.manifestHash),
    trials: trials.map(({ values, configHash }) => ({
      ...(summaries.get(configHash) as TrialSummary),
      values,
      configHash,
    })),
    generatedWith: version,
  };
}

/** Summaries by configuration of the trials that the ledger holds already. */
async function keptSummaries(
  store: Store,
  scope: SweepScope,
  planned: { readonly trials: readonly PlannedTrial[]; readonly strategies: readonly PreparedRun[] },
): Promise<Map<string, TrialSummary>> {
  const keyOf = (configHash: string, name: string, version: string): string =>
    [configHash, name, version].join(' ');
  const known = new Map(
    (await keptSweepTrials(store, scope)).map((row) => [
      keyOf(row.configHash, row.strategy, row.strategyVersion),
      row.summary,
    ]),
  );
  const found = new Map<string, TrialSummary>();
  for (const [i, { configHash }] of planned.trials.entries()) {
    const { name, version } = (planned.strategies[i] as PreparedRun).strategy();
    const summary = known.get(keyOf(configHash, name, version));
    if (summary !== undefined) found.set(configHash, readTrialSummary(summary));
  }
  return found;
}

function recordTrialOf(
  at: {
    readonly store: Store;
    readonly dataset: CompleteDataset;
    readonly scope: SweepScope;
    readonly games: number;
  },
  { trial, summary, startedAtMs, finishedAtMs }: FinishedTrial,
  run: PreparedRun,
): Promise<void> {
  const { name, version } = run.strategy();
  const entry = {
    dataset: at.dataset.name,
    manifestHash: at.scope.manifestHash,
    selectionHash: at.scope.selectionHash,
    configHash: trial.configHash,
    strategy: name,
    strategyVersion: version,
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
