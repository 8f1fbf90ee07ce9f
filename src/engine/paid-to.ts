import { USD_PER_DOLLAR, type Usd, usd } from './units.js';

/**
 * What a holding is paid when one YES share pays `payout`, 1e-6 dollars: YES shares above 0, NO below.
 * A fraction of a micro-dollar is not paid.
 */
export function paidTo(position: number, payout: Usd): Usd {
  const perShare = position > 0 ? payout : USD_PER_DOLLAR - payout;
  return usd(Number((BigInt(Math.abs(position)) * BigInt(perShare)) / BigInt(USD_PER_DOLLAR)));
}
