import { isotonicFit } from './isotonic.js';

/** What Venn-Abers says of one forecast. */
export interface VennAbers {
  /** The calibrated value were this game lost, and were it won. */
  readonly low: number;
  readonly high: number;
  /** One probability from the two: high / (1 - low + high). */
  readonly probability: number;
}

/** Calibration forecasts, distinct and ascending, with weight and mean outcome. */
export interface CalibrationPoints {
  readonly values: readonly number[];
  readonly weights: readonly number[];
  readonly means: readonly number[];
}

/**
 * Inductive Venn-Abers prediction: the isotonic curve with the new forecast added as lost, and as won, read at
 * the forecast; one that equals an earlier forecast is pooled with it. `low` to `high` is how little the data
 * decides. Source: Vovk and Petej, "Venn-Abers predictors" (UAI 2014).
 */
export function vennAbers(points: CalibrationPoints, forecast: number): VennAbers {
  const low = levelWith(points, forecast, 0);
  const high = levelWith(points, forecast, 1);
  return { low, high, probability: high / (1 - low + high) };
}

function levelWith({ values, weights, means }: CalibrationPoints, forecast: number, outcome: 0 | 1): number {
  const found = values.findIndex((value) => value >= forecast);
  const at = found < 0 ? values.length : found;
  const pooled = values[at] === forecast ? 1 : 0;
  const weight = pooled === 1 ? (weights[at] as number) : 0;
  const mean = (weight * (pooled === 1 ? (means[at] as number) : 0) + outcome) / (weight + 1);
  const level = isotonicFit(
    [...means.slice(0, at), mean, ...means.slice(at + pooled)],
    [...weights.slice(0, at), weight + 1, ...weights.slice(at + pooled)],
  );
  return level[at] as number;
}
