import { type RandomStream, randomStream } from '../../engine/random.js';
import type { LoadedStrategy } from '../load-strategy.js';
import { type PlannedTrial, plannedTrial, planTrials } from './plan-trials.js';
import type { SweepAxis } from './sweep-axes.js';
import type { SweepFile } from './sweep-file.js';
import { type Observation, proposeValues } from './tree-parzen.js';

/** Proposals in vain before a search that finds nothing new ends. */
const ATTEMPTS_MAX = 50;

/** A sweep with the strategy of its base. */
export interface Searched {
  readonly sweep: SweepFile;
  readonly loaded: LoadedStrategy;
}

/** Scores a trial that was made; `null` = it never traded. */
export type ScoreOf = (configHash: string) => number | null;

/**
 * The trials of a search, round by round: a grid and random draws are one round; TPE learns from the rounds before.
 * A round depends on the scores of whole rounds alone, never on which of its trials ended first: the same with any
 * number of workers, and after a stop.
 */
export async function searchRounds(
  { sweep, loaded }: Searched,
  runRound: (trials: readonly PlannedTrial[]) => Promise<ScoreOf>,
): Promise<readonly PlannedTrial[]> {
  if (sweep.search.method !== 'tpe') {
    const trials = planTrials(sweep, loaded);
    await runRound(trials);
    return trials;
  }
  const { trials: wanted, startup, batch, seed } = sweep.search;
  const first = { ...sweep, search: { method: 'random', trials: Math.min(startup, wanted), seed } } as const;
  const made = new Map(planTrials(first, loaded).map((trial) => [trial.configHash, trial]));
  let score = await runRound([...made.values()]);
  for (let round = 1; made.size < wanted; round += 1) {
    const observations = [...made.values()].map(({ values, configHash }) => ({
      values,
      score: score(configHash),
    }));
    const next = proposed(
      { sweep, loaded, seed, round },
      { observations, made, count: Math.min(batch, wanted - made.size) },
    );
    if (next.length === 0) break;
    for (const trial of next) made.set(trial.configHash, trial);
    score = await runRound([...made.values()]);
  }
  return [...made.values()];
}

function proposed(
  { sweep, loaded, seed, round }: Searched & { readonly seed: number | string; readonly round: number },
  from: {
    readonly observations: readonly Observation[];
    readonly made: ReadonlyMap<string, PlannedTrial>;
    readonly count: number;
  },
): readonly PlannedTrial[] {
  const streams = new Map<string, RandomStream>();
  const streamOf = ({ key }: SweepAxis): RandomStream => {
    const known =
      streams.get(key) ??
      randomStream({ seed, strategy: 'sweep-tpe', market: '', purpose: `${round} ${key}` });
    streams.set(key, known);
    return known;
  };
  const fresh = new Map<string, PlannedTrial>();
  for (let attempt = 0; attempt < ATTEMPTS_MAX * from.count && fresh.size < from.count; attempt += 1) {
    const trial = plannedTrial(sweep, proposeValues(sweep.axes, from.observations, streamOf), loaded);
    if (!from.made.has(trial.configHash) && !fresh.has(trial.configHash)) fresh.set(trial.configHash, trial);
  }
  return [...fresh.values()];
}
