import type { Interval } from './interval.js';
import { MINIMUM_CLUSTERS } from './interval.js';
import { studentTQuantile } from './special-functions.js';

/** An observation of a cluster. */
export interface ClusteredPoint {
  readonly x: number;
  readonly y: number;
}

/** The slope of y on x by least squares, with errors that allow for dependence within a cluster. */
export interface ClusteredSlope {
  readonly slope: number;
  readonly observations: number;
  readonly clusters: number;
  /** Sandwich by cluster (Liang and Zeger 1986) times √(G / (G - 1)); NaN with one cluster. */
  readonly standardErrorCr1: number;
  /** `slope ± t(G - 1) x CR1`; `null` with fewer than five clusters. */
  readonly interval: Interval | null;
}

/**
 * @param groups observations of each cluster; an empty one counts for nothing.
 * @returns `null` where x does not vary.
 * @example clusteredSlope([[{ x: 0, y: 1 }], [{ x: 1, y: 3 }]])?.slope; // 2
 */
export function clusteredSlope(
  groups: readonly (readonly ClusteredPoint[])[],
  confidence = 0.95,
): ClusteredSlope | null {
  const filled = groups.filter((group) => group.length > 0);
  const all = filled.flat();
  const meanX = mean(all.map(({ x }) => x));
  const meanY = mean(all.map(({ y }) => y));
  const spread = total(all.map(({ x }) => (x - meanX) ** 2));
  if (!(spread > 0)) return null;
  const slope = total(all.map(({ x, y }) => (x - meanX) * (y - meanY))) / spread;
  const scores = filled.map((group) =>
    total(group.map(({ x, y }) => (x - meanX) * (y - meanY - slope * (x - meanX)))),
  );
  const clusters = filled.length;
  const correction = clusters / (clusters - 1);
  const standardErrorCr1 = Math.sqrt(correction * total(scores.map((score) => score ** 2))) / spread;
  const base = { slope, observations: all.length, clusters, standardErrorCr1 };
  if (clusters < MINIMUM_CLUSTERS) return { ...base, interval: null };
  const reach = studentTQuantile((1 + confidence) / 2, clusters - 1) * standardErrorCr1;
  return { ...base, interval: { low: slope - reach, high: slope + reach, confidence } };
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const mean = (values: readonly number[]): number => total(values) / values.length;
