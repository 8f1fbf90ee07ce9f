import { assert } from '../../engine/assert.js';
import { exactLog } from '../../engine/exact-math.js';
import type { Prob } from '../../engine/units.js';
import { exactPower } from '../numeric/exact-power.js';
import { lastWhere } from '../numeric/last-where.js';
import { maximiseOverSimplex, type Outcomes, type Utility } from '../numeric/maximise-over-simplex.js';
import { kellyFraction } from './kelly.js';

/** The drawdown that is bearable: wealth may ever fall below `level` of itself with less than `chance`. */
export interface DrawdownLimit {
  /** α, in (0, 1). */
  readonly level: number;
  /** β, in (0, 1). */
  readonly chance: number;
}

/** λ = ln β / ln α: holding `E w^-λ` to at most 1 each time implies the limit (Busseti, Ryu, Boyd 2016). */
export function riskAversion({ level, chance }: DrawdownLimit): number {
  assert(level > 0 && level < 1 && chance > 0 && chance < 1, 'a drawdown limit lies within (0, 1)');
  return exactLog(chance) / exactLog(level);
}

/**
 * The part of wealth that grows it fastest within a drawdown limit, for one bet repeated for ever: Kelly, or the
 * root below it of `p (1 + f (1 - c) / c)^-λ + (1 - p) (1 - f)^-λ = 1` (Busseti, Ryu, Boyd 2016, arXiv 1603.06183).
 *
 * @example drawdownKellyFraction(prob(0.6), 0.5, { level: 0.7, chance: 0.1 }); // 0.0542572855
 */
export function drawdownKellyFraction(p: Prob, allInPrice: number, limit: DrawdownLimit): number {
  const aversion = riskAversion(limit);
  const full = kellyFraction(p, allInPrice);
  if (full === 0) return 0;
  return lastWhere({ low: 0, high: full }, (fraction) => {
    const won = exactPower(1 + (fraction * (1 - allInPrice)) / allInPrice, -aversion);
    const lost = p === 1 ? 0 : (1 - p) * exactPower(1 - fraction, -aversion);
    return p * won + lost <= 1;
  });
}

const LOG_UTILITY: Utility = {
  value: exactLog,
  slope: (wealth) => 1 / wealth,
  curvature: (wealth) => -1 / (wealth * wealth),
};

/** Parts of wealth, the last one cash, that grow it fastest: Kelly over any finite set of outcomes. */
export const kellyPortfolio = (outcomes: Outcomes): Float64Array =>
  maximiseOverSimplex(outcomes, LOG_UTILITY);

/**
 * The same within a drawdown limit: maximise `E ln w` subject to `E w^-λ <= 1`, by the weight of the constraint
 * at which it binds (Busseti, Ryu, Boyd 2016, their problem RCK).
 */
export function drawdownPortfolio(outcomes: Outcomes, limit: DrawdownLimit): Float64Array {
  const aversion = riskAversion(limit);
  let best: Float64Array | undefined;
  const bestAt = (growthWeight: number): Float64Array => {
    best = maximiseOverSimplex(outcomes, mixedUtility(growthWeight, aversion), best);
    return best;
  };
  const isWithin = (parts: Float64Array): boolean => penalty(outcomes, parts, aversion) <= 1;
  return bestAt(lastWhere({ low: 0, high: 1 }, (growthWeight) => isWithin(bestAt(growthWeight))));
}

/** `w ln x - (1 - w) x^-λ / λ`: concave, with slopes of one size, for every w in [0, 1]. */
const mixedUtility = (growthWeight: number, aversion: number): Utility => ({
  value: (wealth) =>
    growthWeight * exactLog(wealth) - ((1 - growthWeight) * exactPower(wealth, -aversion)) / aversion,
  slope: (wealth) => (growthWeight + (1 - growthWeight) * exactPower(wealth, -aversion)) / wealth,
  curvature: (wealth) =>
    -(growthWeight + (1 - growthWeight) * (aversion + 1) * exactPower(wealth, -aversion)) / (wealth * wealth),
});

function penalty({ probabilities, returns }: Outcomes, parts: Float64Array, aversion: number): number {
  let total = 0;
  for (const [outcome, probability] of probabilities.entries()) {
    let wealth = 0;
    for (const [asset, part] of parts.entries()) wealth += part * (returns[asset]?.[outcome] ?? 0);
    total += probability * exactPower(wealth, -aversion);
  }
  return total;
}
