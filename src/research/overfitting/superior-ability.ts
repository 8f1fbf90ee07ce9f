import { TouchlineError } from '../../engine/errors.js';
import type { RandomStream } from '../../engine/random.js';

/** One strategy against the benchmark. */
export interface Advantage {
  readonly mean: number;
  /** Long-run variance of √n x mean. */
  readonly variance: number;
  /** √n x mean over its standard deviation. */
  readonly studentised: number;
  /** A mean below this counts as truly worse and does not widen the test. */
  readonly threshold: number;
}

/** Is the best of several strategies better than the benchmark, allowing for the search? */
export interface SuperiorAbility {
  readonly advantages: readonly Advantage[];
  /** Hansen's statistic: the largest studentised advantage, at least 0. */
  readonly statistic: number;
  /** Hansen's consistent p-value, and his lower and upper bound of it. */
  readonly p: number;
  readonly lowerP: number;
  readonly upperP: number;
  /** White's reality check: not studentised, and every strategy taken as good as the benchmark. */
  readonly realityCheckP: number;
}

export interface SuperiorAbilityOptions {
  readonly random: RandomStream;
  /** Mean length of a block of the stationary bootstrap, games or days. Default √n. */
  readonly block?: number;
  readonly resamples?: number;
}

/**
 * Test of superior predictive ability: `advantages` has a row a game (or day, in time order) and a column a strategy,
 * each entry how much better than the benchmark the strategy did (profit more, loss less). The statistic is
 * studentised, in the sample and in every resample. Source: Hansen, J. Business & Economic Statistics 23 (2005); White,
 * Econometrica 68 (2000); stationary bootstrap of Politis and Romano (1994).
 *
 * @throws DATA_OVERFITTING with fewer than three rows, without a strategy, or where one never varies.
 */
export function superiorAbility(
  advantages: readonly (readonly number[])[],
  options: SuperiorAbilityOptions,
): SuperiorAbility {
  const n = advantages.length;
  const strategies = advantages[0]?.length ?? 0;
  const block = options.block ?? Math.sqrt(n);
  if (n < 3 || strategies < 1 || !(block >= 1)) throw tooLittle(n, strategies);
  const columns = Array.from({ length: strategies }, (_, k) =>
    Float64Array.from(advantages, (row) => row[k] as number),
  );
  const each = columns.map((column) => advantageOf(column, 1 / block));
  if (each.some(({ variance }) => !(variance > 0))) throw tooLittle(n, strategies);
  const statistic = largest(each, ({ studentised }) => studentised);
  const raw = Math.sqrt(n) * largest(each, ({ mean }) => mean);
  const resamples = options.resamples ?? 1000;
  const reached = { consistent: 0, lower: 0, upper: 0, raw: 0 };
  for (let b = 0; b < resamples; b += 1) {
    const rows = stationaryRows(n, 1 / block, options.random);
    const means = columns.map((column) => rows.reduce((sum, row) => sum + (column[row] as number), 0) / n);
    const beyond = (centre: (advantage: Advantage) => number): number =>
      Math.sqrt(n) * largest(each, (a, k) => ((means[k] as number) - centre(a)) / Math.sqrt(a.variance));
    if (beyond(({ mean, threshold }) => (mean >= threshold ? mean : 0)) >= statistic) reached.consistent += 1;
    if (beyond(({ mean }) => Math.max(mean, 0)) >= statistic) reached.lower += 1;
    if (beyond(({ mean }) => mean) >= statistic) reached.upper += 1;
    if (Math.sqrt(n) * largest(each, (a, k) => (means[k] as number) - a.mean) >= raw) reached.raw += 1;
  }
  // The sample itself is one of the draws: a p-value of 0 would claim more than was drawn.
  const share = (count: number): number => (count + 1) / (resamples + 1);
  return {
    advantages: each,
    statistic,
    p: share(reached.consistent),
    lowerP: share(reached.lower),
    upperP: share(reached.upper),
    realityCheckP: share(reached.raw),
  };
}

const tooLittle = (rows: number, strategies: number): TouchlineError =>
  new TouchlineError('DATA_OVERFITTING', 'too little to test', {
    where: { rows, strategies },
    hint: 'wanted three or more rows and strategies whose advantage varies',
  });

const largest = (each: readonly Advantage[], value: (advantage: Advantage, k: number) => number): number =>
  each.reduce((most, advantage, k) => Math.max(most, value(advantage, k)), 0);

function advantageOf(column: Float64Array, restart: number): Advantage {
  const n = column.length;
  const mean = column.reduce((sum, value) => sum + value, 0) / n;
  const variance = stationaryVariance(column, mean, restart);
  return {
    mean,
    variance,
    studentised: (Math.sqrt(n) * mean) / Math.sqrt(variance),
    threshold: -Math.sqrt((2 * variance * Math.log(Math.log(n))) / n),
  };
}

/** Variance of √n x mean under the stationary bootstrap, in closed form (Politis and Romano 1994, lemma 1). */
function stationaryVariance(column: Float64Array, mean: number, restart: number): number {
  const n = column.length;
  const covariance = (lag: number): number => {
    let sum = 0;
    for (let t = lag; t < n; t += 1)
      sum += ((column[t] as number) - mean) * ((column[t - lag] as number) - mean);
    return sum / n;
  };
  let variance = covariance(0);
  for (let lag = 1; lag < n; lag += 1) {
    const kernel = (1 - lag / n) * (1 - restart) ** lag + (lag / n) * (1 - restart) ** (n - lag);
    variance += 2 * kernel * covariance(lag);
  }
  return variance;
}

/** Rows of one resample: blocks of geometric length that wrap at the end. */
function stationaryRows(n: number, restart: number, random: RandomStream): Uint32Array {
  const rows = new Uint32Array(n);
  let at = random.integer(n);
  for (let i = 0; i < n; i += 1) {
    rows[i] = at;
    at = random.uniform() < restart ? random.integer(n) : (at + 1) % n;
  }
  return rows;
}
