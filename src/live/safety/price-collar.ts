import { formatPrice, type Price } from '../../engine/units.js';
import type { LiveLimits } from './live-limits.js';

/** Prices beyond these are never paid or taken. */
const LEAST = 100;
const MOST = 9_900;

/**
 * Why a limit price is too far from the market; `null` = it is not. Both in terms of YES, 1e-4 dollars.
 *
 * @param mid `null` = not known: an order is then refused, whatever its price.
 */
export function collarRefusal(
  order: { readonly side: 'buy' | 'sell'; readonly limit: Price },
  market: { readonly mid: number | null; readonly tick: number },
  limits: Pick<LiveLimits, 'collarTicks' | 'collarPart'>,
): string | null {
  if (order.limit < LEAST || order.limit > MOST)
    return `price ${formatPrice(order.limit)} is not within 0.01..0.99`;
  if (market.mid === null) return 'the mid is not known: one side of the book is empty';
  const most = Math.max(limits.collarTicks * market.tick, limits.collarPart * market.mid);
  // What rests far away on its own side harms nobody; what pays too much does.
  const beyond = order.side === 'buy' ? order.limit - market.mid : market.mid - order.limit;
  if (beyond <= most) return null;
  return `price ${formatPrice(order.limit)} lies ${Math.round(beyond)} from the mid, at most ${Math.round(most)} are allowed (1e-4 USD)`;
}
