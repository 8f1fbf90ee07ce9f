import type { MarketIndex } from '../ids.js';
import type { VenueOrder } from './venue-order.js';

const NONE: readonly VenueOrder[] = [];

/** Orders that wait in the books, by market, oldest first. */
export class RestingOrders {
  readonly #byMarket: (readonly VenueOrder[] | undefined)[];
  #count = 0;

  constructor(markets: number) {
    this.#byMarket = new Array<readonly VenueOrder[] | undefined>(markets).fill(undefined);
  }

  get count(): number {
    return this.#count;
  }

  /** A list that does not change under the reader: adding and removing make a new one. */
  of(market: MarketIndex): readonly VenueOrder[] {
    return this.#byMarket[market] ?? NONE;
  }

  add(entry: VenueOrder): void {
    const { market } = entry.order;
    this.#byMarket[market] = [...this.of(market), entry];
    this.#count += 1;
  }

  remove(entry: VenueOrder): void {
    const { market } = entry.order;
    const before = this.of(market);
    const after = before.filter((other) => other !== entry);
    this.#count -= before.length - after.length;
    this.#byMarket[market] = after.length > 0 ? after : undefined;
  }
}
