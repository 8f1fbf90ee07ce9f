import { studentTCdf } from '../special-functions.js';

/** Are two forecasters equally good? */
export interface DieboldMariano {
  /** Mean difference of the losses: below 0, the first is better. */
  readonly mean: number;
  /** Variance of the mean. */
  readonly variance: number;
  readonly kernel: 'rectangular' | 'bartlett';
  readonly statistic: number;
  /** With the correction for small samples; compare with t of n - 1 degrees. */
  readonly corrected: number;
  readonly p: number;
}

/**
 * Diebold and Mariano's test on loss differences in time order, with the correction of Harvey, Leybourne and
 * Newbold (1997). `horizon` h: differences correlate over h - 1 steps. A rectangular kernel can give a variance
 * that is not positive; then Bartlett's is used. For games, pass the mean difference of each and h = 1. `null`
 * with fewer than two differences or where all agree.
 */
export function dieboldMariano(differences: readonly number[], horizon = 1): DieboldMariano | null {
  const n = differences.length;
  if (n < 2 || horizon >= n) return null;
  const mean = differences.reduce((sum, value) => sum + value, 0) / n;
  const covariance = (lag: number): number => {
    let sum = 0;
    for (let t = lag; t < n; t += 1) {
      sum += ((differences[t] as number) - mean) * ((differences[t - lag] as number) - mean);
    }
    return sum / n;
  };
  const own = covariance(0);
  // Equal differences leave a variance of rounding errors.
  if (!(own > 1e-28 * mean * mean)) return null;
  const lags = Array.from({ length: horizon - 1 }, (_, k) => covariance(k + 1));
  const longRun = (weight: (lag: number) => number): number =>
    own + 2 * lags.reduce((sum, value, k) => sum + weight(k + 1) * value, 0);
  const rectangular = longRun(() => 1);
  const kernel = rectangular > 0 ? 'rectangular' : 'bartlett';
  const variance = (rectangular > 0 ? rectangular : longRun((lag) => 1 - lag / horizon)) / n;
  const statistic = mean / Math.sqrt(variance);
  const corrected = statistic * Math.sqrt((n + 1 - 2 * horizon + (horizon * (horizon - 1)) / n) / n);
  return { mean, variance, kernel, statistic, corrected, p: 2 * studentTCdf(-Math.abs(corrected), n - 1) };
}
