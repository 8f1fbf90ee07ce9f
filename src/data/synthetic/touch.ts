import { PRICE_ONE, type Price, price } from '../../engine/units.js';

/** Prices move by whole cents. */
export const TICK = 100;

/** Best bid and ask; `null` = that side is empty. */
export interface Touch {
  readonly bid: Price | null;
  readonly ask: Price | null;
}

/**
 * Quotes around a believed probability, rounded outwards to the tick: whoever believes the same gains nothing
 * at either side. A side that would stand at 0 or 1 is empty.
 *
 * @param spread distance of bid and ask before rounding, 1e-4 dollars.
 */
export function touchAround(probability: number, spread: number): Touch {
  const bid = Math.floor((probability * PRICE_ONE - spread / 2) / TICK) * TICK;
  const ask = Math.ceil((probability * PRICE_ONE + spread / 2) / TICK) * TICK;
  return {
    bid: bid < TICK ? null : price(bid),
    ask: ask > PRICE_ONE - TICK ? null : price(ask),
  };
}
