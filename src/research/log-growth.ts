import { normalCdf } from '../engine/exact-math.js';

/** An entry with the part of wealth that went into it and what was believed; prices include the fee. */
export interface GrowthRow {
  readonly game: string;
  /** Part of the wealth at the time, 0..1. */
  readonly fraction: number;
  /** Dollars a share, fee included. */
  readonly cost: number;
  /** Own probability, 0..1. */
  readonly probability: number;
  /** Whether the side paid, 0..1. */
  readonly outcome: number;
}

/** Log growth of entries held to settlement against what the own probabilities promised. */
export interface LogGrowth {
  readonly entries: number;
  readonly games: number;
  /** Sum of log growth, and its expectation were the probabilities right. */
  readonly realised: number;
  readonly expected: number;
  /** Their difference in standard deviations of the promise; below 0 = less than promised. */
  readonly z: number;
  /** Chance of a difference this large either way were the probabilities right. */
  readonly p: number;
}

/**
 * Log growth as if each entry had been held, against its expectation `p ln(1 + f (1 - c) / c) + (1 - p) ln(1 - f)`.
 * Games are independent, entries of one game are not: their deviations add up as one. `null` without an entry.
 */
export function logGrowth(rows: readonly GrowthRow[]): LogGrowth | null {
  if (rows.length === 0) return null;
  const deviations = new Map<string, number>();
  let [realised, expected] = [0, 0];
  for (const { game, fraction, cost, probability, outcome } of rows) {
    const won = Math.log1p((fraction * (1 - cost)) / cost);
    const lost = Math.log1p(-Math.min(fraction, 1 - 1e-9));
    realised += Math.log1p(fraction * (outcome / cost - 1));
    expected += probability * won + (1 - probability) * lost;
    const deviation = Math.sqrt(probability * (1 - probability)) * (won - lost);
    deviations.set(game, (deviations.get(game) ?? 0) + deviation);
  }
  const variance = [...deviations.values()].reduce((sum, each) => sum + each * each, 0);
  const z = variance === 0 ? 0 : (realised - expected) / Math.sqrt(variance);
  return {
    entries: rows.length,
    games: deviations.size,
    realised,
    expected,
    z,
    p: 2 * normalCdf(-Math.abs(z)),
  };
}
