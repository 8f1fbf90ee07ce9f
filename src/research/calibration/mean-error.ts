import type { Interval } from '../interval.js';
import { MINIMUM_CLUSTERS } from '../interval.js';
import { studentTQuantile } from '../special-functions.js';
import { type ForecastSample, sumByGame, weightedMean } from './forecast-sample.js';
import { meanErrorTest, type ScoreTest } from './spiegelhalter.js';

/** How far the forecasts are off on the whole: mean of y - p. Above 0: YES came true more often than said. */
export interface MeanError {
  readonly value: number;
  /**
   * By game, Student's t with G - 1 degrees; `null` below five games. Never narrower than calibrated rows that are
   * independent would make it: where all of a few longshots lost, the games themselves show no spread at all.
   */
  readonly interval: Interval | null;
  readonly test: ScoreTest | null;
}

export function meanError(sample: ForecastSample, confidence = 0.95): MeanError {
  const miss = (i: number): number => (sample.outcome[i] as number) - (sample.probability[i] as number);
  const value = weightedMean(sample, miss);
  const squares = sumByGame(sample, (i) => miss(i) - value).reduce((sum, each) => sum + each * each, 0);
  const { games } = sample;
  const test = meanErrorTest(sample);
  if (games < MINIMUM_CLUSTERS) return { value, interval: null, test };
  const byGame = (squares * games) / (games - 1);
  const error = Math.sqrt(Math.max(byGame, independentVariance(sample))) / sample.totalWeight;
  const reach = studentTQuantile((1 + confidence) / 2, games - 1) * error;
  return { value, interval: { low: value - reach, high: value + reach, confidence }, test };
}

/** Variance of Σ w y if forecasts are right and rows independent. */
function independentVariance({ rows, weight, probability }: ForecastSample): number {
  let sum = 0;
  for (let i = 0; i < rows; i += 1) {
    const p = probability[i] as number;
    sum += (weight[i] as number) ** 2 * p * (1 - p);
  }
  return sum;
}
