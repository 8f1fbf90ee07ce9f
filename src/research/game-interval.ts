import { type ClusterDraws, clusterBootstrap } from './cluster-bootstrap.js';
import { clusteredMean } from './clustered-mean.js';
import { type Interval, MINIMUM_CLUSTERS } from './interval.js';

/** Below this many games the bootstrap runs too narrow and Student's t is used. */
export const BOOTSTRAP_CLUSTERS = 40;

export type GameIntervalMethod = 'student-t' | 'bootstrap-bca';

/** Mean and total over games with one interval; scaling by the number of games takes it as given. */
export interface GameInterval {
  readonly games: number;
  /** `null` without a game. */
  readonly mean: number | null;
  readonly total: number;
  readonly meanInterval: Interval | null;
  readonly totalInterval: Interval | null;
  readonly method: GameIntervalMethod | null;
  /** Why there is no interval, for example `N/A: 3 games`; `null` where there is one. */
  readonly missing: string | null;
}

const meanOf = (values: readonly number[]): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] as number;
  return sum / values.length;
};

/**
 * Interval of the mean of one value a game: BCa bootstrap over games from 40 games on, Student's t with
 * G - 1 degrees of freedom from 5 on, none below. `draws` are for as many clusters as there are values.
 */
export function gameInterval(
  values: readonly number[],
  draws: ClusterDraws | null,
  confidence = 0.95,
): GameInterval {
  const games = values.length;
  const total = values.reduce((sum, value) => sum + value, 0);
  const mean = games === 0 ? null : total / games;
  const none = { games, mean, total, meanInterval: null, totalInterval: null, method: null };
  if (games < MINIMUM_CLUSTERS) {
    return { ...none, missing: `N/A: ${games} ${games === 1 ? 'game' : 'games'}` };
  }
  const bootstrap =
    games >= BOOTSTRAP_CLUSTERS && draws ? clusterBootstrap(values, meanOf, { draws, confidence }) : null;
  const interval = bootstrap?.bca ?? studentInterval(values, confidence);
  if (!interval || interval.low === interval.high) {
    return { ...none, missing: `N/A: all ${games} games brought the same` };
  }
  const method = bootstrap?.bca ? 'bootstrap-bca' : 'student-t';
  const totalInterval = { low: interval.low * games, high: interval.high * games, confidence };
  return { games, mean, total, meanInterval: interval, totalInterval, method, missing: null };
}

const studentInterval = (values: readonly number[], confidence: number): Interval | null =>
  clusteredMean(
    values.map((value) => [value]),
    confidence,
  )?.interval ?? null;
