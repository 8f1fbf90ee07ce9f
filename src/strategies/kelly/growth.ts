import { exactLog } from '../../engine/exact-math.js';
import type { Prob } from '../../engine/units.js';

/**
 * Expected growth of log wealth of one bet: `p ln(1 + f (1 - c) / c) + (1 - p) ln(1 - f)`, f = the part of wealth
 * that is staked, c = the all-in price. At full Kelly it is the relative entropy of p against c.
 */
export function expectedGrowth(p: Prob, allInPrice: number, fraction: number): number {
  const won = p === 0 ? 0 : p * exactLog(1 + (fraction * (1 - allInPrice)) / allInPrice);
  const lost = p === 1 ? 0 : (1 - p) * exactLog(1 - fraction);
  return won + lost;
}
