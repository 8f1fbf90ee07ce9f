import { isotonicFit } from '../../strategies/calibration/isotonic.js';
import { clippedProbability, DEFAULT_CLIP, logLossOf } from '../scores/log-loss.js';
import type { ForecastSample } from './forecast-sample.js';

/** A score in parts: score = mcb - dsc + unc, all three at least 0 but for rounding. */
export interface ScoreParts {
  readonly score: number;
  /** Miscalibration: what recalibration would have saved. */
  readonly mcb: number;
  /** Discrimination: what the calibrated forecast saves against the base rate. */
  readonly dsc: number;
  /** Uncertainty: the score of the base rate. */
  readonly unc: number;
}

/** A step of the calibrated curve: forecasts from `low` to `high` came true in the share `level`. */
export interface CorpStep {
  readonly low: number;
  readonly high: number;
  readonly level: number;
  readonly rows: number;
  readonly weight: number;
}

export interface Corp {
  readonly brier: ScoreParts;
  readonly log: ScoreParts;
  readonly steps: readonly CorpStep[];
}

/** Distinct forecasts with the weight and the hits on each, ascending; every weight is above 0. */
export interface PooledWeights {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  /** Weighted outcomes. */
  readonly hits: Float64Array;
}

export interface PooledForecasts extends PooledWeights {
  readonly rows: Uint32Array;
  /** The place in `values` of each row of the sample. */
  readonly place: Uint32Array;
}

/** Pools equal forecasts. The sample is sorted, so that each stands in one run. */
export function pooledForecasts(sample: ForecastSample): PooledForecasts {
  const place = new Uint32Array(sample.rows);
  let distinct = 0;
  for (let i = 1; i < sample.rows; i += 1) {
    if (sample.probability[i] !== sample.probability[i - 1]) distinct += 1;
    place[i] = distinct;
  }
  const size = distinct + 1;
  const values = new Float64Array(size);
  const weights = new Float64Array(size);
  const hits = new Float64Array(size);
  const rows = new Uint32Array(size);
  for (let i = 0; i < sample.rows; i += 1) {
    const at = place[i] as number;
    const weight = sample.weight[i] as number;
    values[at] = sample.probability[i] as number;
    weights[at] = (weights[at] as number) + weight;
    hits[at] = (hits[at] as number) + weight * (sample.outcome[i] as number);
    rows[at] = (rows[at] as number) + 1;
  }
  return { values, weights, hits, rows, place };
}

/**
 * CORP: the isotonic curve of outcome on forecast and the parts of Brier score and log loss that follow from
 * it. No bins to choose. Source: Dimitriadis, Gneiting and Jordan, PNAS 118 (2021). Forecasts of 0 and 1 are
 * moved by `clip` in the log loss alone.
 */
export function corp(sample: ForecastSample, clip = DEFAULT_CLIP): Corp {
  const pooled = pooledForecasts(sample);
  const levels = calibratedLevels(pooled);
  return {
    brier: scoreParts(pooled, levels, brierLoss),
    log: scoreParts(
      pooled,
      levels,
      (p, mean) => expectedLogLoss(clippedProbability(p, clip), mean),
      expectedLogLoss,
    ),
    steps: stepsOf(pooled, levels),
  };
}

/** The isotonic curve at each distinct forecast. */
export const calibratedLevels = ({ weights, hits }: PooledWeights): Float64Array =>
  isotonicFit(
    hits.map((hit, i) => hit / (weights[i] as number)),
    weights,
  );

export type Loss = (probability: number, mean: number) => number;

/** Mean of (p - y)² where a share `mean` of the outcomes is 1. */
export const brierLoss: Loss = (p, mean) => mean * (1 - p) ** 2 + (1 - mean) * p * p;
export const expectedLogLoss: Loss = (p, mean) =>
  (mean > 0 ? mean * logLossOf(p, 1) : 0) + (mean < 1 ? (1 - mean) * logLossOf(p, 0) : 0);

/** `fitted` is the loss for calibrated values, which miss no certainty and need no clip. */
export function scoreParts(
  pooled: PooledWeights,
  levels: Float64Array,
  loss: Loss,
  fitted: Loss = loss,
): ScoreParts {
  let total = 0;
  let hits = 0;
  pooled.weights.forEach((weight, i) => {
    total += weight;
    hits += pooled.hits[i] as number;
  });
  const base = hits / total;
  let score = 0;
  let calibrated = 0;
  pooled.weights.forEach((weight, i) => {
    const mean = (pooled.hits[i] as number) / weight;
    score += (weight / total) * loss(pooled.values[i] as number, mean);
    calibrated += (weight / total) * fitted(levels[i] as number, mean);
  });
  const unc = fitted(base, base);
  return { score, mcb: score - calibrated, dsc: unc - calibrated, unc };
}

function stepsOf({ values, weights, rows }: PooledForecasts, levels: Float64Array): readonly CorpStep[] {
  const steps: CorpStep[] = [];
  levels.forEach((level, i) => {
    const here = { low: values[i] as number, high: values[i] as number, level };
    const last = steps.at(-1);
    if (last?.level !== level) steps.push({ ...here, rows: rows[i] as number, weight: weights[i] as number });
    else {
      steps[steps.length - 1] = {
        ...last,
        high: here.high,
        rows: last.rows + (rows[i] as number),
        weight: last.weight + (weights[i] as number),
      };
    }
  });
  return steps;
}
