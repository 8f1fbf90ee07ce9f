import type { Side } from '../engine/events.js';
import { complement, type Price } from '../engine/units.js';
import type { ClaimSide } from './side-quote.js';

/** A trade of either side as the venue takes it: buying NO at p is selling YES at 1 - p. */
export function inYes(
  side: ClaimSide,
  action: Side,
  limit: Price,
): { readonly side: Side; readonly limit: Price } {
  if (side === 'yes') return { side: action, limit };
  return { side: action === 'buy' ? 'sell' : 'buy', limit: complement(limit) };
}
