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
    const [only] = before;
    if (only === undefined) this.#byMarket[market] = [entry];
    else this.#byMarket[market] = before.length === 1 ? [only, entry] : [...before, entry];
    this.#count += 1;
  }

  remove(entry: VenueOrder): void {
    const { market } = entry.order;
    const before = this.of(market);
    const [first, second] = before;
    if (before.length <= 2) {
      if (first !== entry && second !== entry) return;
      const other = first === entry ? second : first;
      this.#byMarket[market] = other === undefined ? NONE : [other];
    } else {
      if (!before.includes(entry)) return;
      this.#byMarket[market] = before.filter((other) => other !== entry);
    }
    this.#count -= 1;
  }
}

/** The buyers or the sellers among `entries` by price, best first; of two at one price the older stays first. */
export function bestFirst(entries: readonly VenueOrder[], isBuy: boolean): readonly VenueOrder[] {
  let only: VenueOrder | null = null;
  let count = 0;
  for (let at = 0; at < entries.length; at += 1) {
    const entry = entries[at] as VenueOrder;
    if (entry.isBuy !== isBuy) continue;
    only = entry;
    count += 1;
  }
  if (only === null) return NONE;
  if (count === 1) return [only];
  const side = entries.filter((entry) => entry.isBuy === isBuy);
  return side.sort((left, right) => {
    const better = right.order.limit - left.order.limit;
    return isBuy ? better : -better;
  });
}
