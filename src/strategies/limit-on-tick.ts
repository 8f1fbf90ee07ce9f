import type { MarketFacts, Side } from '../engine/events.js';
import { PRICE_ONE, type Price, price } from '../engine/units.js';

/**
 * A worst price on the grid of its market, as a venue takes it, 1e-4 dollars of YES: a purchase is rounded
 * down and a sale up, so that it never concedes more than was meant. Kept one tick away from 0 and 1.
 *
 * @param limit in 1e-4 dollars, any number.
 * @example limitOnTick(centTicks, 'buy', 6_050); // 6_000
 */
export function limitOnTick(facts: MarketFacts | null, side: Side, limit: number): Price {
  const bands = facts?.tickBands ?? [];
  const band = bands.find(({ from, to }) => limit >= from && limit <= to) ?? bands.at(limit <= 0 ? 0 : -1);
  const tick = band?.tick ?? 1;
  const from = band?.from ?? 0;
  const steps = (limit - from) / tick;
  const onTick = from + tick * (side === 'buy' ? Math.floor(steps) : Math.ceil(steps));
  return price(Math.min(PRICE_ONE - tick, Math.max(tick, onTick)));
}
