import { normalQuantile } from '../engine/exact-math.js';
import type { Interval } from './interval.js';
import { betaQuantile } from './special-functions.js';

/**
 * Wilson's interval of a proportion, `hits` of `trials` independent ones (Wilson 1927). Never empty and never
 * outside [0, 1].
 *
 * @example
 * wilsonInterval(5, 10).low; // 0.236593
 */
export function wilsonInterval(hits: number, trials: number, confidence = 0.95): Interval {
  const z = normalQuantile((1 + confidence) / 2);
  const share = hits / trials;
  const centre = share + (z * z) / (2 * trials);
  const reach = z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  const scale = 1 + (z * z) / trials;
  return {
    low: Math.max(0, (centre - reach) / scale),
    high: Math.min(1, (centre + reach) / scale),
    confidence,
  };
}

/** Jeffreys' interval: quantiles of Beta(hits + 1/2, misses + 1/2), the end at 0 or 1 where all missed or hit (Brown, Cai and DasGupta 2001). */
export function jeffreysInterval(hits: number, trials: number, confidence = 0.95): Interval {
  const tail = (1 - confidence) / 2;
  const [a, b] = [hits + 0.5, trials - hits + 0.5];
  return {
    low: hits === 0 ? 0 : betaQuantile(tail, a, b),
    high: hits === trials ? 1 : betaQuantile(1 - tail, a, b),
    confidence,
  };
}
