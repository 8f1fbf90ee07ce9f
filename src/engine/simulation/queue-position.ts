import { assertNever } from '../assert.js';
import type { VenueOrder } from './venue-order.js';

/**
 * Where an order stands among those that rest at its price:
 * - `front`: before all others, and a price that only touches it fills it: the best that could be;
 * - `proportional`: behind what rested there; what is cancelled later stood before and behind it in proportion;
 * - `back`: behind what rested there; what is cancelled stood behind it, so only trades bring it forward.
 */
export const QUEUE_MODELS = ['front', 'proportional', 'back'] as const;
export type QueueModel = (typeof QUEUE_MODELS)[number];

/** The order joins a level at which `total` rests. NaN = the size there is not recorded. */
export function joinQueue(model: QueueModel, entry: VenueOrder, total: number): void {
  entry.levelTotal = Number.isNaN(total) ? Number.POSITIVE_INFINITY : total;
  entry.tradedSince = 0;
  entry.ahead = model === 'front' ? 0 : entry.levelTotal;
}

/** What rests at its price is now `total`: more joined behind it, less was traded or cancelled. */
export function levelChanged(model: QueueModel, entry: VenueOrder, total: number): void {
  const gone = Math.max(0, entry.levelTotal - total);
  const cancelled = Math.max(0, gone - entry.tradedSince);
  entry.tradedSince = Math.max(0, entry.tradedSince - gone);
  switch (model) {
    case 'front':
      entry.ahead = 0;
      break;
    case 'proportional':
      if (entry.levelTotal > 0 && Number.isFinite(entry.ahead)) {
        entry.ahead = Math.ceil(entry.ahead - (cancelled * entry.ahead) / entry.levelTotal);
      }
      entry.ahead = Math.min(entry.ahead, total);
      break;
    case 'back':
      entry.ahead = Math.min(entry.ahead, total);
      break;
    default:
      assertNever(model);
  }
  entry.levelTotal = total;
}

/** `volume` traded at its price: first those before it. Returns what of it reaches the order. */
export function tradeAtPrice(entry: VenueOrder, volume: number): number {
  const before = Math.min(entry.ahead, volume);
  entry.ahead -= before;
  entry.tradedSince += volume;
  return volume - before;
}
