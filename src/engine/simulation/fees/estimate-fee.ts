import { PRICE_ONE, type Price } from '../../units.js';
import type { FeeRule } from './fee-rule.js';

const RATE_ONE = 1_000_000;

/**
 * Fee that a taker expects to pay per share bought at `price`, in 1e-4 dollars and unrounded: for all-in
 * prices in sizing, never for the ledger. To buy NO at q, ask for the price q.
 */
export function estimateFeePerShare(rule: FeeRule, price: Price): number {
  const variance = (price * (PRICE_ONE - price)) / PRICE_ONE;
  const base = {
    variance,
    'premium-variance': (variance * price) / PRICE_ONE,
    premium: price as number,
  }[rule.base];
  return (rule.takerRate * base) / RATE_ONE;
}
