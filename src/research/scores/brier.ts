import { type ForecastSample, weightedMean } from '../calibration/forecast-sample.js';

/**
 * Brier score in its half form: mean of (p - y)², 0..1, a coin flip scores 0.25 (the multiclass form is twice
 * that). Source: G. Brier, Monthly Weather Review 78 (1950).
 *
 * @example
 * brierScore(forecastSample([{ probability: 0.9, outcome: 1, game: 'a', contract: null }], 'row')); // 0.01
 */
export const brierScore = (sample: ForecastSample): number =>
  weightedMean(sample, (i) => ((sample.probability[i] as number) - (sample.outcome[i] as number)) ** 2);
