import { assert } from '../../engine/assert.js';
import type { Prob } from '../../engine/units.js';

/**
 * The part of wealth that grows it fastest in the long run on a contract that pays one dollar:
 * `max(0, (p - c) / (1 - c))` (Kelly 1956). `allInPrice` is in dollars a share, above 0, **fee included**.
 * 0 = do not bet, and is never replaced by anything else.
 *
 * @example kellyFraction(prob(0.6), 0.5); // 0.2
 */
export function kellyFraction(p: Prob, allInPrice: number): number {
  assert(allInPrice > 0, `an all-in price is above 0, was ${allInPrice}`);
  if (p <= allInPrice || allInPrice >= 1) return 0;
  return (p - allInPrice) / (1 - allInPrice);
}

/**
 * A belief moved toward the price: `weight x p + (1 - weight) x price`. Full Kelly at the moved belief is
 * `weight` times full Kelly at `p` (Beygelzimer, Langford, Pennock, arXiv 1201.6655).
 */
export function shrinkToPrice(p: Prob, price: number, weight: number): Prob {
  assert(weight >= 0 && weight <= 1, `a weight is in [0, 1], was ${weight}`);
  return (price + weight * (p - price)) as Prob;
}
