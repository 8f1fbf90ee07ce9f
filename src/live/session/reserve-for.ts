import { notional, PRICE_ONE, type Price, type Shares, type Usd } from '../../engine/units.js';

/** A tenth of a cent for what single fills round up. */
const ROUNDING = 1_000;

/** Cash that an entry needs at its worst: its cost at the limit and the fee, 1e-6 dollars. */
export function reserveFor(
  feePerShare: number,
  order: { readonly limit: Price; readonly size: number },
): Usd {
  const cost = notional(order.limit, order.size as Shares, 'ceil');
  return (cost + Math.ceil((feePerShare * order.size) / PRICE_ONE) + ROUNDING) as Usd;
}
