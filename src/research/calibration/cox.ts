import { chiSquaredTail } from '../special-functions.js';
import type { ForecastSample } from './forecast-sample.js';
import { inverseMatrix, type Matrix, matrixProduct, matrixTimes } from './linear-system.js';
import { type LogisticFit, type LogisticTask, logisticFit, logOdds } from './logistic-fit.js';

/** Cox's calibration regression: logit P(y) = intercept + slope x logit p; 0 and 1 for calibrated forecasts. */
export interface CoxCalibration {
  readonly intercept: number;
  /** Below 1: overconfident, prices too extreme. Above 1: underconfident. */
  readonly slope: number;
  /** If rows were independent. */
  readonly standardErrors: readonly [number, number];
  /** Sandwich by game, x √(G / (G - 1)). */
  readonly clusteredErrors: readonly [number, number];
  /** Likelihood ratio of (0, 1), chi-squared with 2 degrees of freedom: rows as if independent. */
  readonly likelihoodRatio: { readonly statistic: number; readonly p: number };
  /** Wald test of (0, 1) with the sandwich, against F with 2 and G - 1 degrees. */
  readonly clusteredJointP: number;
  /** Calibration in the large: the intercept where the slope is held at 1. */
  readonly inTheLarge: number;
  /** Forecasts of 0 or 1, which have no logit and are left out. */
  readonly excluded: number;
}

/**
 * Fits Cox's regression (Biometrika 45, 1958). `null` where it has no finite solution: fewer than three games,
 * one outcome only, one forecast only, or forecasts that separate the outcomes.
 */
export function coxCalibration(sample: ForecastSample): CoxCalibration | null {
  const rows = Array.from({ length: sample.rows }, (_, i) => i).filter((i) => {
    const p = sample.probability[i] as number;
    return p > 0 && p < 1;
  });
  const pick = (column: ArrayLike<number>): Float64Array =>
    Float64Array.from(rows, (i) => column[i] as number);
  const logits = Float64Array.from(rows, (i) => logOdds(sample.probability[i] as number));
  const task = {
    columns: [new Float64Array(rows.length).fill(1), logits],
    target: pick(sample.outcome),
    weight: pick(sample.weight),
  };
  const fit = logisticFit(task);
  const shifted = logisticFit({ ...task, columns: task.columns.slice(0, 1), offset: logits });
  if (fit === null || shifted === null || sample.games < 3) return null;
  const [intercept = Number.NaN, slope = Number.NaN] = fit.coefficients;
  const sandwich = sandwichByGame(task, fit, pick(sample.game));
  const null0 = logisticFit({ ...task, columns: [], offset: logits });
  const statistic = Math.max(0, 2 * (fit.logLikelihood - (null0?.logLikelihood ?? Number.NaN)));
  const root = (matrix: Matrix, i: number): number => Math.sqrt(matrix[i]?.[i] as number);
  return {
    intercept,
    slope,
    standardErrors: [root(fit.covariance, 0), root(fit.covariance, 1)],
    clusteredErrors: [root(sandwich, 0), root(sandwich, 1)],
    likelihoodRatio: { statistic, p: chiSquaredTail(statistic, 2) },
    clusteredJointP: waldTail([intercept, slope - 1], sandwich, sample.games),
    inTheLarge: shifted.coefficients[0] as number,
    excluded: sample.rows - rows.length,
  };
}

/** Covariance that allows for any dependence within a game (Liang and Zeger 1986), with CR1's factor. */
function sandwichByGame(task: LogisticTask, fit: LogisticFit, game: ArrayLike<number>): Matrix {
  const scores = new Map<number, number[]>();
  for (let i = 0; i < game.length; i += 1) {
    const residual = (task.weight[i] as number) * ((task.target[i] as number) - (fit.fitted[i] as number));
    const before = scores.get(game[i] as number) ?? task.columns.map(() => 0);
    scores.set(
      game[i] as number,
      before.map((sum, k) => sum + residual * (task.columns[k]?.[i] as number)),
    );
  }
  const meat = task.columns.map((_, j) =>
    task.columns.map((_, k) => {
      let sum = 0;
      for (const score of scores.values()) sum += (score[j] as number) * (score[k] as number);
      return (sum * scores.size) / (scores.size - 1);
    }),
  );
  return matrixProduct(matrixProduct(fit.covariance, meat), fit.covariance);
}

/** Tail of F(2, G - 1) at W / 2, which has the closed form (1 + W / (G - 1))^(-(G - 1) / 2). */
function waldTail(offset: readonly number[], covariance: Matrix, games: number): number {
  const precision = inverseMatrix(covariance);
  if (precision === null) return Number.NaN;
  const wald = matrixTimes(precision, offset).reduce(
    (sum, value, i) => sum + value * (offset[i] as number),
    0,
  );
  const degrees = games - 1;
  return (1 + Math.max(0, wald) / degrees) ** (-degrees / 2);
}
