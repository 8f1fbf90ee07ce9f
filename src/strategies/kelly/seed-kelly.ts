import { type Price, type Prob, prob, type Usd, ZERO_USD } from '../../engine/units.js';
import { partOf } from './part-of.js';

/** Probabilities are compared with prices as whole numbers of 1e-5. */
const SCALE = 100_000;
const PRICE_STEPS = 10;

/**
 * The seed system's belief: `0.5 + 0.3 x (confidence - 0.5)`, whatever the price. It is kept to reproduce that
 * system's sizes; it makes every cheap contract look like an edge.
 *
 * @example seedProbability(0.68); // 0.554
 */
export function seedProbability(confidence: number): Prob {
  const fourDecimals = Math.round(confidence * 10_000);
  return prob((50_000 + 3 * (fourDecimals - 5_000)) / SCALE);
}

/** What the seed system sized from, besides confidence and price. */
export interface SeedKellyOptions {
  readonly bankroll: Usd;
  /** Part of the Kelly stake, 0..1. */
  readonly kellyFraction: number;
  /** Most of the bankroll, 0..1. */
  readonly cap: number;
}

/**
 * The seed system's stake: a part of Kelly at the bare price, where the edge `p / price - 1` is at least 2 %.
 * The seed asked for more than 2 % and let exactly 2 % pass by rounding; here it is at least, in integers.
 * No edge is no stake: there is no default to fall back to and no least stake.
 */
export function seedKellyStake(p: Prob, price: Price, options: SeedKellyOptions): Usd {
  const { bankroll, kellyFraction, cap } = options;
  const belief = Math.round(p * SCALE);
  const cost = price * PRICE_STEPS;
  if (cost <= 0 || cost >= SCALE || belief * 100 < cost * 102) return ZERO_USD;
  const part = partOf(bankroll, kellyFraction);
  const stake = (BigInt(part) * BigInt(belief - cost)) / BigInt(SCALE - cost);
  return Math.min(Number(stake), partOf(bankroll, cap)) as Usd;
}
