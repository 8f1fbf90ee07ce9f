import type { MarketIndex } from '../ids.js';
import type { VenueOrder } from './venue-order.js';

const NONE: readonly VenueOrder[] = [];

/** Orders that wait in the books, by market, oldest first. */
export class RestingOrders {
  readonly #byMarket: (readonly VenueOrder[])[];
  #count = 0;

  constructor(markets: number) {
    this.#byMarket = new Array<readonly VenueOrder[]>(markets).fill(NONE);
  }

  get count(): number {
    return this.#count;
  }

  /** A list that does not change under the reader: adding and removing make a new one. */
  of(market: MarketIndex): readonly VenueOrder[] {
    return this.#byMarket[market] as readonly VenueOrder[];
  }

  add(entry: VenueOrder): void {
    const { market } = entry.order;
    const before = this.of(market);
    this.#byMarket[market] = before.length === 0 ? [entry] : [...before, entry];
    this.#count += 1;
  }

  remove(entry: VenueOrder): void {
    const { market } = entry.order;
    const before = this.of(market);
    if (!before.includes(entry)) return;
    this.#count -= 1;
    this.#byMarket[market] = before.length === 1 ? NONE : before.filter((other) => other !== entry);
  }
}

/** The buyers or the sellers among `entries` by price, best first; of two at one price the older stays first. */
export function bestFirst(entries: readonly VenueOrder[], isBuy: boolean): readonly VenueOrder[] {
  const side = entries.filter((entry) => entry.isBuy === isBuy);
  if (side.length < 2) return side;
  return side.sort((left, right) => {
    const better = right.order.limit - left.order.limit;
    return isBuy ? better : -better;
  });
}
