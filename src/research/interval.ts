/** An interval of an estimate. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  /** Nominal coverage, for example 0.95. */
  readonly confidence: number;
}

/** Fewer independent clusters than this give no interval: it would be a guess about a guess. */
export const MINIMUM_CLUSTERS = 5;
