import type { Interval } from './interval.js';
import { MINIMUM_CLUSTERS } from './interval.js';
import { studentTQuantile } from './special-functions.js';

/** The mean of clustered observations with errors that allow for dependence within a cluster. */
export interface ClusteredMean {
  readonly mean: number;
  readonly observations: number;
  readonly clusters: number;
  /** Sandwich standard error without a correction for few clusters. */
  readonly standardErrorCr0: number;
  /** The same times √(G / (G - 1)); NaN with one cluster. */
  readonly standardErrorCr1: number;
  /** `mean ± t(G - 1) x CR1`; `null` with fewer than five clusters. */
  readonly interval: Interval | null;
}

/**
 * Mean over all observations of `groups`, with the cluster-robust variance
 * `Σ_g (Σ_i (x_i - mean))² / N²` (Liang and Zeger 1986; CR1 as in Cameron and Miller 2015).
 * `null` without an observation. Empty groups do not count.
 *
 * @example
 * clusteredMean([[1, 1, 1], [0, 0], [1, 0, 1, 0]])?.mean; // 5/9
 */
export function clusteredMean(
  groups: readonly (readonly number[])[],
  confidence = 0.95,
): ClusteredMean | null {
  const filled = groups.filter((group) => group.length > 0);
  const observations = filled.reduce((count, group) => count + group.length, 0);
  if (observations === 0) return null;
  const clusters = filled.length;
  const mean = filled.reduce((sum, group) => sum + total(group), 0) / observations;
  const squares = filled.reduce((sum, group) => sum + (total(group) - group.length * mean) ** 2, 0);
  const standardErrorCr0 = Math.sqrt(squares) / observations;
  const standardErrorCr1 = standardErrorCr0 * Math.sqrt(clusters / (clusters - 1));
  const base = { mean, observations, clusters, standardErrorCr0, standardErrorCr1 };
  if (clusters < MINIMUM_CLUSTERS) return { ...base, interval: null };
  const reach = studentTQuantile((1 + confidence) / 2, clusters - 1) * standardErrorCr1;
  return { ...base, interval: { low: mean - reach, high: mean + reach, confidence } };
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
