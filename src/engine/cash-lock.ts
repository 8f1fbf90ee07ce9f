import type { Order } from './order.js';
import { complement, notional, type Shares, type Usd, usd } from './units.js';

/**
 * Kept aside for what fees round up to, 1e-6 dollars: a venue rounds each fill of an order on its own.
 */
const ROUNDING_RESERVE = 50_000;

/** What `size` shares of `order` put at risk: their cost at the limit, 1e-6 dollars. */
export function costAtLimit(order: Order, size: Shares): Usd {
  return notional(order.side === 'buy' ? order.limit : complement(order.limit), size, 'ceil');
}

/**
 * Cash to lock for `size` shares: their cost at the limit, the taker fee there, and the rounding
 * reserve. Cost plus fee grows with the price paid, so the limit is the worst case.
 *
 * @param feePerShare in 1e-4 dollars a share at the limit.
 */
export function cashToLock(order: Order, size: Shares, feePerShare: number): Usd {
  if (size === 0) return usd(0);
  const fee = Math.ceil((feePerShare * size) / 10_000);
  return usd(costAtLimit(order, size) + fee + ROUNDING_RESERVE);
}
