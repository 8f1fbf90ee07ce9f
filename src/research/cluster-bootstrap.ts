import { normalCdf, normalQuantile } from '../engine/exact-math.js';
import type { RandomStream } from '../engine/random.js';
import type { Interval } from './interval.js';
import { MINIMUM_CLUSTERS } from './interval.js';

/** Which clusters each resample holds: `resamples` rows of `clusters` indices. */
export interface ClusterDraws {
  readonly clusters: number;
  readonly resamples: number;
  readonly indices: Uint32Array;
}

/**
 * Draws whole clusters with replacement. Made once and used for several statistics, so that these are
 * compared on the same resamples.
 */
export function drawClusters(clusters: number, resamples: number, random: RandomStream): ClusterDraws {
  const indices = new Uint32Array(clusters * resamples);
  for (let i = 0; i < indices.length; i += 1) indices[i] = random.integer(clusters);
  return { clusters, resamples, indices };
}

export interface BootstrapResult {
  readonly estimate: number;
  readonly standardError: number;
  readonly percentile: Interval;
  /** Bias-corrected and accelerated; `null` where all resamples agree or the correction leaves (0, 1). */
  readonly bca: Interval | null;
}

/**
 * Bootstrap of `statistic` over whole clusters; ticks or trades within one are never torn apart.
 * Percentile and BCa intervals of Efron and Tibshirani, "An Introduction to the Bootstrap" (1993),
 * 13.3 and 14.3. `null` with fewer than five clusters.
 */
export function clusterBootstrap<Cluster>(
  clusters: readonly Cluster[],
  statistic: (sample: readonly Cluster[]) => number,
  options: { readonly draws: ClusterDraws; readonly confidence?: number },
): BootstrapResult | null {
  if (clusters.length < MINIMUM_CLUSTERS || options.draws.clusters !== clusters.length) return null;
  const confidence = options.confidence ?? 0.95;
  const estimate = statistic(clusters);
  const replicates = resampled(clusters, statistic, options.draws).sort();
  const tail = (1 - confidence) / 2;
  return {
    estimate,
    standardError: standardDeviation(replicates),
    percentile: {
      low: sortedQuantile(replicates, tail),
      high: sortedQuantile(replicates, 1 - tail),
      confidence,
    },
    bca: bcaInterval(replicates, { estimate, jackknife: leaveOneOut(clusters, statistic), confidence }),
  };
}

function resampled<Cluster>(
  clusters: readonly Cluster[],
  statistic: (sample: readonly Cluster[]) => number,
  draws: ClusterDraws,
): Float64Array {
  const sample = [...clusters];
  return Float64Array.from({ length: draws.resamples }, (_, row) => {
    for (let i = 0; i < sample.length; i += 1) {
      sample[i] = clusters[draws.indices[row * sample.length + i] as number] as Cluster;
    }
    return statistic(sample);
  });
}

function leaveOneOut<Cluster>(
  clusters: readonly Cluster[],
  statistic: (sample: readonly Cluster[]) => number,
): readonly number[] {
  return clusters.map((_, left) => statistic(clusters.filter((_, i) => i !== left)));
}

function bcaInterval(
  replicates: Float64Array,
  known: { readonly estimate: number; readonly jackknife: readonly number[]; readonly confidence: number },
): Interval | null {
  const below = replicates.filter((value) => value < known.estimate).length;
  const equal = replicates.filter((value) => value === known.estimate).length;
  // Half of the ties: a statistic on a coarse grid is not biased by its grid.
  const bias = normalQuantile((below + equal / 2) / replicates.length);
  const acceleration = skewnessOfJackknife(known.jackknife);
  if (!Number.isFinite(bias) || !Number.isFinite(acceleration)) return null;
  const level = (probability: number): number => {
    const z = bias + normalQuantile(probability);
    return normalCdf(bias + z / (1 - acceleration * z));
  };
  const tail = (1 - known.confidence) / 2;
  const low = sortedQuantile(replicates, level(tail));
  const high = sortedQuantile(replicates, level(1 - tail));
  return low <= high ? { low, high, confidence: known.confidence } : null;
}

/** Acceleration of BCa: Efron and Tibshirani (1993), equation 14.15. */
function skewnessOfJackknife(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (mean - value) ** 2, 0);
  const cubes = values.reduce((sum, value) => sum + (mean - value) ** 3, 0);
  return cubes / (6 * squares ** 1.5);
}

/** Quantile of ascending values by linear interpolation (type 7 of Hyndman and Fan 1996). */
export function sortedQuantile(sorted: ArrayLike<number>, probability: number): number {
  const position = (sorted.length - 1) * probability;
  const index = Math.floor(position);
  const low = sorted[index] ?? Number.NaN;
  const high = sorted[Math.min(index + 1, sorted.length - 1)] ?? Number.NaN;
  return low + (high - low) * (position - index);
}

function standardDeviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
