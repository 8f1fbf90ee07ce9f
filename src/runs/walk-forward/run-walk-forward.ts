import { datasetByName } from '../../data/datasets.js';
import { loadTape } from '../../data/load-tape.js';
import type { Store } from '../../data/store.js';
import { countTrials } from '../../data/sweep-trials.js';
import { canonicalSelection } from '../../data/tape-selection.js';
import type { Tape } from '../../engine/tape.js';
import type { WalkForwardInput, WalkForwardWindow } from '../../report/walk-forward/walk-forward-input.js';
import { type LoadedStrategy, loadStrategy } from '../load-strategy.js';
import { prepareLoaded } from '../prepare-run.js';
import { optionsFor, selectionOf, sha256 } from '../run-inputs.js';
import type { PlannedTrial } from '../sweep/plan-trials.js';
import { searchRounds } from '../sweep/search-rounds.js';
import { sharedTape } from '../sweep/shared-tape.js';
import { ledgeredTrials, type TrialLedger } from '../sweep/trial-ledger.js';
import { trialPool } from '../sweep/trial-pool.js';
import { trialScore } from '../sweep/trial-score.js';
import type { TrialSummary } from '../sweep/trial-summary.js';
import { type GameSpan, gameSpans } from './game-spans.js';
import { planWindows, type Window } from './plan-windows.js';
import { tapeOfGames } from './tape-of-games.js';
import type { WalkForwardFile } from './walk-forward-file.js';

/** What a walk-forward needs from outside. */
export interface WalkForwardRequest {
  readonly store: Store;
  readonly walk: WalkForwardFile;
  readonly workers: number;
  readonly version: string;
  readonly onStep?: (step: string) => void;
}

/** The whole that the windows are parts of. */
interface Ground {
  readonly request: WalkForwardRequest;
  readonly loaded: LoadedStrategy;
  readonly tape: Tape;
  readonly selection: string;
  readonly ledger: Omit<TrialLedger, 'scope' | 'games'>;
}

/**
 * Walks forward over the days of a dataset: every trial of the sweep on the games of each training, the best of them on
 * the games of the test that follows. Each window begins with fresh cash. All trials enter the ledger as they finish, so
 * that a walk that was stopped goes on where it stood.
 *
 * @throws CONFIG_INVALID, DATA_DATASET, DATA_INCOMPLETE, DATA_SELECTION, DATA_WINDOWS; what a trial throws.
 */
export async function runWalkForward(request: WalkForwardRequest): Promise<WalkForwardInput> {
  const { store, walk, version } = request;
  const { sweep, windows: plan } = walk;
  const loaded = await loadStrategy(String(sweep.base['strategy']), sweep.baseFile);
  const run = prepareLoaded(loaded, sweep.base, sweep.baseFile);
  const dataset = await datasetByName(store, run.config.data.dataset);
  const selection = selectionOf(run.config);
  request.onStep?.('loading the tape');
  const tape = await loadTape(store, selection);
  optionsFor(tape, run);
  const windows = planWindows(gameSpans(tape), plan);
  const ledger = { store, dataset, kind: 'walk-forward' } as const;
  const ground = { request, loaded, tape, selection: canonicalSelection(selection), ledger };
  const walked: WalkForwardWindow[] = [];
  let trialsPerWindow = 0;
  for (const [i, window] of windows.entries()) {
    const told = `window ${i + 1} of ${windows.length}`;
    const { trials, result } = await walkWindow(ground, window, told);
    trialsPerWindow = Math.max(trialsPerWindow, trials);
    walked.push(result);
  }
  return {
    file: sweep.file,
    strategy: run.strategy().name,
    dataset: { name: dataset.name, manifestHash: dataset.manifestHash },
    axes: sweep.axes.map(({ key }) => key),
    plan,
    trialsPerWindow,
    ledgerTrials: await countTrials(store, dataset.manifestHash),
    windows: walked,
    generatedWith: version,
  };
}

async function walkWindow(
  ground: Ground,
  window: Window,
  told: string,
): Promise<{ readonly trials: number; readonly result: WalkForwardWindow }> {
  const { sweep } = ground.request.walk;
  const scored: { trial: PlannedTrial; sharpe: number | null }[] = [];
  if (window.train.length > 0) {
    await onGames(ground, window.train, async (run) => {
      const trials = await searchRounds({ sweep, loaded: ground.loaded }, async (round) => {
        const summaries = await run(round, `${told}, learning`);
        const score = (hash: string): number | null =>
          trialScore(summaries.get(hash) as TrialSummary, window.train);
        scored.splice(
          0,
          scored.length,
          ...round.map((trial) => ({ trial, sharpe: score(trial.configHash) })),
        );
        return score;
      });
      return trials.length;
    });
  }
  const ratios = scored.map(({ sharpe }) => sharpe ?? 0).sort((a, b) => a - b);
  const best = scored.reduce<(typeof scored)[number] | null>(
    (lead, each) => ((each.sharpe ?? -Infinity) > (lead?.sharpe ?? -Infinity) ? each : lead),
    null,
  );
  const summary =
    best === null
      ? null
      : await onGames(
          ground,
          window.test,
          async (run) => (await run([best.trial], `${told}, trying`)).get(best.trial.configHash) ?? null,
        );
  const pnl = new Map(summary?.games ?? []);
  const chosen =
    best === null || best.sharpe === null
      ? null
      : {
          values: best.trial.values,
          configHash: best.trial.configHash,
          trainSharpe: best.sharpe,
          medianSharpe: ratios[Math.floor(ratios.length / 2)] ?? 0,
        };
  return {
    trials: scored.length,
    result: {
      trainFrom: window.train[0]?.day ?? '',
      trainTo: window.train.at(-1)?.day ?? '',
      trainGames: window.train.length,
      testFrom: window.test[0]?.day ?? '',
      testTo: window.test.at(-1)?.day ?? '',
      purged: window.purged,
      chosen,
      startingCash: summary?.startingCash ?? 0,
      games: window.test.map(({ game }) => [game, pnl.get(game) ?? 0] as const),
      traded: pnl.size,
    },
  };
}

type RunTrials = (
  trials: readonly PlannedTrial[],
  told: string,
) => Promise<ReadonlyMap<string, TrialSummary>>;

/** Opens threads over the tape of some games, for as long as `work` takes; they start with the first trial that is missing. */
async function onGames<Result>(
  { request, tape, selection, ledger }: Ground,
  games: readonly GameSpan[],
  work: (run: RunTrials) => Promise<Result>,
): Promise<Result> {
  const names = games.map(({ game }) => game).sort();
  const part = sharedTape(tapeOfGames(tape, new Set(games.map(({ index }) => index))));
  const scope = {
    manifestHash: ledger.dataset.manifestHash,
    selectionHash: sha256(`${selection}\n${names.join('\n')}`),
    version: request.version,
  };
  const pool = trialPool(part, request.workers);
  try {
    return await work(async (trials, told) => {
      const { summaries } = await ledgeredTrials(
        trials,
        { ...ledger, scope, games: games.length },
        {
          runner: pool.run,
          tell: (done) => request.onStep?.(`${told}: trial ${done} of ${trials.length}`),
        },
      );
      return summaries;
    });
  } finally {
    await pool.close();
  }
}
