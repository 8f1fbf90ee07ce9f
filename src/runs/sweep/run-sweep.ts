import { datasetByName } from '../../data/datasets.js';
import { loadTape } from '../../data/load-tape.js';
import type { Store } from '../../data/store.js';
import { countTrials } from '../../data/sweep-trials.js';
import { canonicalSelection } from '../../data/tape-selection.js';
import type { Tape } from '../../engine/tape.js';
import type { SweepInput } from '../../report/sweep/sweep-input.js';
import { loadStrategy } from '../load-strategy.js';
import { prepareLoaded } from '../prepare-run.js';
import { optionsFor, selectionOf, sha256 } from '../run-inputs.js';
import { gameDays } from './game-days.js';
import { planTrials } from './plan-trials.js';
import { searchRounds } from './search-rounds.js';
import { sharedTape } from './shared-tape.js';
import type { SweepFile } from './sweep-file.js';
import { ledgeredTrials } from './trial-ledger.js';
import { type TrialPool, trialPool } from './trial-pool.js';
import { trialScore } from './trial-score.js';
import type { TrialSummary } from './trial-summary.js';

/** What a sweep needs from outside. */
export interface SweepRequest {
  readonly store: Store;
  readonly sweep: SweepFile;
  readonly workers: number;
  /** Who replays trials instead of threads of this process, such as workers on other machines. */
  readonly openRunner?: (tape: Tape) => TrialPool;
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
  // A configuration that does not run is refused before the data is touched.
  if (sweep.search.method !== 'tpe') planTrials(sweep, loaded);
  const dataset = await datasetByName(store, run.config.data.dataset);
  const selection = selectionOf(run.config);
  const selectionHash = sha256(canonicalSelection(selection));
  const scope = { manifestHash: dataset.manifestHash, selectionHash, version };
  request.onStep?.('loading the tape');
  const tape = sharedTape(await loadTape(store, selection));
  optionsFor(tape, run);
  const days = gameDays(tape);
  const ledger = { store, dataset, scope, games: tape.catalog.games.length, kind: 'sweep' } as const;
  const pool = request.openRunner?.(tape) ?? trialPool(tape, request.workers);
  const wanted = sweep.search.method === 'grid' ? 0 : sweep.search.trials;
  let summaries: ReadonlyMap<string, TrialSummary> = new Map();
  let before: number | null = null;
  try {
    const trials = await searchRounds({ sweep, loaded }, async (round) => {
      for (const trial of round) optionsFor(tape, trial.run);
      const of = Math.max(wanted, round.length);
      const made = await ledgeredTrials(round, ledger, {
        runner: pool.run,
        tell: (done, kept) => request.onTrial?.({ done, of, kept: before ?? kept }),
      });
      before ??= made.kept;
      summaries = made.summaries;
      return (configHash) => trialScore(made.summaries.get(configHash) as TrialSummary, days);
    });
    return {
      file: sweep.file,
      search: sweep.search,
      strategy: run.strategy().name,
      dataset: { name: dataset.name, manifestHash: dataset.manifestHash },
      axes: sweep.axes.map(({ key }) => key),
      days,
      ledgerTrials: await countTrials(store, dataset.manifestHash),
      trials: trials.map(({ values, configHash }) => ({
        ...(summaries.get(configHash) as TrialSummary),
        values,
        configHash,
      })),
      generatedWith: version,
    };
  } finally {
    await pool.close();
  }
}
