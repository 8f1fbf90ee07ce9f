import { type ForecastSample, weightedMean } from '../calibration/forecast-sample.js';

/** Mean log loss in nats, with what was done about 0 and 1. */
export interface LogLoss {
  readonly logLoss: number;
  /** Forecasts that were moved to `clip` or `1 - clip`. Where one of them misses, the loss measures the clip. */
  readonly clipped: number;
  readonly clip: number;
}

/** Far below any price a market can show: one miss at 0 or 1 costs 34.5 nats, and is counted. */
export const DEFAULT_CLIP = 1e-15;

/** The probability within `clip` of 0 and 1. */
export const clippedProbability = (probability: number, clip: number): number =>
  Math.min(1 - clip, Math.max(clip, probability));

/** -(y ln p + (1 - y) ln(1 - p)); infinite where a certainty misses. */
export const logLossOf = (probability: number, outcome: number): number =>
  outcome === 1 ? -Math.log(probability) : -Math.log1p(-probability);

/** Log loss (natural logarithm; divide by ln 2 for ignorance in bits). `clip` 0 leaves 0 and 1 alone: a miss is Infinity. */
export function logLoss(sample: ForecastSample, clip = DEFAULT_CLIP): LogLoss {
  let clipped = 0;
  const loss = weightedMean(sample, (i) => {
    const given = sample.probability[i] as number;
    const used = clippedProbability(given, clip);
    if (used !== given) clipped += 1;
    return logLossOf(used, sample.outcome[i] as number);
  });
  return { logLoss: loss, clipped, clip };
}
