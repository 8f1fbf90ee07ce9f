import { normalCdf, normalQuantile } from '../../engine/exact-math.js';

/** Sharpe ratio of returns a game (or a day), not annualised, with the moments its error depends on. */
export interface SharpeMoments {
  /** Mean over standard deviation (n - 1); NaN where all returns agree. */
  readonly sharpe: number;
  readonly observations: number;
  /** Population skewness, and raw kurtosis: 3 for a normal distribution. */
  readonly skewness: number;
  readonly kurtosis: number;
}

/** Sharpe ratio and population moments of `returns`, one a game. */
export function sharpeMoments(returns: readonly number[]): SharpeMoments {
  const n = returns.length;
  const mean = returns.reduce((sum, value) => sum + value, 0) / n;
  const moment = (power: number): number =>
    returns.reduce((sum, value) => sum + (value - mean) ** power, 0) / n;
  const variance = moment(2);
  return {
    sharpe: mean / Math.sqrt((variance * n) / (n - 1)),
    observations: n,
    skewness: moment(3) / variance ** 1.5,
    kurtosis: moment(4) / (variance * variance),
  };
}

/** (n - 1) times the variance of a Sharpe ratio: 1 - γ3 SR + (γ4 - 1) / 4 SR² (Mertens 2002). */
const spreadOf = ({ sharpe, skewness, kurtosis }: SharpeMoments): number =>
  1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe;

/**
 * Probabilistic Sharpe ratio: the chance that the true one exceeds `benchmark` (a ratio of the same period).
 * Source: Bailey and López de Prado, "The Sharpe ratio efficient frontier" (2012).
 */
export const probabilisticSharpe = (moments: SharpeMoments, benchmark = 0): number =>
  normalCdf(
    ((moments.sharpe - benchmark) * Math.sqrt(moments.observations - 1)) / Math.sqrt(spreadOf(moments)),
  );

const EULER_MASCHERONI = 0.5772156649015329;

/**
 * Expected largest of `trials` independent standard normal values, approximately (Bailey and López de Prado 2014).
 * 0 for one trial.
 */
export function expectedMaximum(trials: number): number {
  if (trials <= 1) return 0;
  const near = normalQuantile(1 - 1 / trials);
  const far = normalQuantile(1 - 1 / (trials * Math.E));
  return (1 - EULER_MASCHERONI) * near + EULER_MASCHERONI * far;
}

/** Trials behind a result: how many there were, and how their Sharpe ratios scattered. */
export interface TrialSpread {
  readonly trials: number;
  /** Variance of the Sharpe ratios across trials, of the same period. */
  readonly variance: number;
}

/** Deflated Sharpe ratio, and the ratio that the best of so many would show by luck. */
export interface DeflatedSharpe {
  readonly probability: number;
  readonly luckySharpe: number;
}

/**
 * Deflated Sharpe ratio: the chance that the true ratio is above what the best of `trials` shows by luck. The
 * number of trials is that of the ledger. Source: Bailey and López de Prado, "The deflated Sharpe ratio" (2014).
 */
export function deflatedSharpe(moments: SharpeMoments, { trials, variance }: TrialSpread): DeflatedSharpe {
  const luckySharpe = Math.sqrt(variance) * expectedMaximum(trials);
  return { probability: probabilisticSharpe(moments, luckySharpe), luckySharpe };
}

/**
 * Trials that count as independent where their results correlate by `correlation` on average: ρ + (1 - ρ) M
 * (Bailey and López de Prado 2014).
 */
export const effectiveTrials = (trials: number, correlation: number): number =>
  correlation + (1 - correlation) * trials;

/** Games (or days) until the ratio is above `benchmark` with `confidence`; Infinity where it is not above it. */
export function minimumTrackRecord(moments: SharpeMoments, benchmark = 0, confidence = 0.95): number {
  const lead = moments.sharpe - benchmark;
  if (!(lead > 0)) return Number.POSITIVE_INFINITY;
  return 1 + spreadOf(moments) * (normalQuantile(confidence) / lead) ** 2;
}

/**
 * Periods below which the best of `trials` reaches `sharpe` a period by luck alone (Bailey et al., "Pseudo-mathematics
 * and financial charlatanism", 2014).
 */
export const minimumBacktestLength = (trials: number, sharpe: number): number =>
  (expectedMaximum(trials) / sharpe) ** 2;
