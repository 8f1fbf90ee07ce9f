import { assertNever } from '../../assert.js';
import { PRICE_ONE, type Price } from '../../units.js';
import type { FeeRule } from './fee-rule.js';

const RATE_ONE = 1_000_000;

/**
 * Fee that a taker expects to pay per share at `price`, on the dearer side of the market, in 1e-4 dollars and
 * unrounded: for all-in prices and locks of cash, never for the ledger. The same for YES at p and NO at 1 - p.
 */
export function estimateFeePerShare(rule: FeeRule, price: Price): number {
  const rest = PRICE_ONE - price;
  const variance = (price * rest) / PRICE_ONE;
  const premium = Math.max(price, rest);
  switch (rule.base) {
    case 'variance':
      return (rule.takerRate * variance) / RATE_ONE;
    case 'premium-variance':
      return (rule.takerRate * ((variance * premium) / PRICE_ONE)) / RATE_ONE;
    case 'premium':
      return (rule.takerRate * premium) / RATE_ONE;
    default:
      return assertNever(rule.base);
  }
}
