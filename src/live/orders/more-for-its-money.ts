import { PRICE_ONE } from '../../engine/units.js';
import type { Intent } from './intent.js';
import type { VenueFill } from './venue-fill.js';

/**
 * Whether fills beyond an order's size are what it was signed for. A FOK or FAK purchase is signed as an amount of
 * money, so that better prices than its limit give more shares: it has no more than its due as long as it spent no
 * more than its size at its limit, fees apart. No other order may have more than its size.
 */
export function isMoreForItsMoney(
  { side, timeInForce, size, limit }: Pick<Intent, 'side' | 'timeInForce' | 'size' | 'limit'>,
  fills: readonly Pick<VenueFill, 'price' | 'size'>[],
): boolean {
  if (side !== 'buy' || (timeInForce !== 'fok' && timeInForce !== 'fak')) return false;
  const spent = fills.reduce((sum, fill) => sum + BigInt(fill.price) * BigInt(fill.size), 0n);
  // Each fill's money is rounded to a micro-dollar by the venue.
  return spent <= BigInt(size) * BigInt(limit) + BigInt(fills.length) * BigInt(PRICE_ONE);
}
