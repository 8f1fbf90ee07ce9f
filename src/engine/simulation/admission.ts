import type { VenueName } from '../catalog.js';
import type { MarketFacts } from '../events.js';
import type { Order } from '../order.js';
import { complement, MICROS_PER_SECOND, notional } from '../units.js';
import { isOnTick } from './tick-bands.js';

/** Polymarket takes a GTD order out a minute before its stated expiry, and wants it three minutes away. */
const GTD_MARGIN_SECONDS = 60;
const GTD_LEAST_SECONDS = 180;

/** Seconds before its stated expiry at which the venue takes an order out. Source: docs.polymarket.com/trading/place-orders. */
export const gtdMarginSeconds = (venue: VenueName): number =>
  venue === 'polymarket' ? GTD_MARGIN_SECONDS : 0;

/**
 * Why the venue does not take an order, by the rules of its market; `null` = it does. The words are the
 * venue's own where they are known (Polymarket's error codes).
 */
export function admissionRefusal(
  order: Order,
  facts: MarketFacts | null,
  at: { readonly venue: VenueName; readonly time: number; readonly marketable: boolean },
): string | null {
  if (order.timeInForce === 'gtd') {
    const left = ((order.expiresAt ?? Number.NEGATIVE_INFINITY) - at.time) / MICROS_PER_SECOND;
    if (left < (at.venue === 'polymarket' ? GTD_LEAST_SECONDS : 0)) return 'invalid expiration';
  }
  if (facts === null) return null;
  if (facts.status !== 'open') return `market ${facts.status}`;
  if (facts.tickBands.length > 0 && !isOnTick(facts, order.limit)) return 'price off the tick grid';
  if (order.size < facts.minimumSize) return 'size below the minimum';
  const each = order.side === 'buy' ? order.limit : complement(order.limit);
  if (at.marketable && notional(each, order.size, 'floor') < facts.minimumNotional) {
    return 'notional below the minimum';
  }
  return null;
}

/** It waits in the book for what it does not get at once. */
export const isPatient = (order: Order): boolean =>
  order.timeInForce === 'gtc' || order.timeInForce === 'gtd';
