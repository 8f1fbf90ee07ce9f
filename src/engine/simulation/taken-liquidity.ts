import { NO_PRICE } from '../tape.js';

/** Two prices of `NO_PRICE`. */
const UNTOUCHED = 0xffffffff;

/**
 * What the account has taken out of recorded books. The record knows nothing of it, so it is taken off what
 * is recorded until the record says that the level itself is smaller or gone: liquidity is consumed once.
 *
 * By `market x 2 + side` (0 bid, 1 ask). Mostly one price of a side was taken from: it stands in columns, and
 * a map is made only for a second one.
 */
export class TakenLiquidity {
  readonly #price: Uint16Array;
  /** The same, both sides of a market at once. */
  readonly #prices: Uint32Array;
  readonly #size: Float64Array;
  /** Shares taken at the other prices of a slot. */
  readonly #others: (Map<number, number> | undefined)[];

  constructor(markets: number) {
    this.#price = new Uint16Array(2 * markets).fill(NO_PRICE);
    this.#prices = new Uint32Array(this.#price.buffer);
    this.#size = new Float64Array(2 * markets);
    this.#others = new Array<Map<number, number> | undefined>(2 * markets).fill(undefined);
  }

  at(slot: number, price: number): number {
    if (this.#price[slot] === price) return this.#size[slot] as number;
    return this.#others[slot]?.get(price) ?? 0;
  }

  add(slot: number, price: number, size: number): void {
    const before = this.at(slot, price);
    if (this.#price[slot] === NO_PRICE) this.#price[slot] = price;
    this.#set(slot, price, before + size);
  }

  /** A recorded level has become `total`: no more than that can have been taken from it. */
  levelChanged(slot: number, price: number, total: number): void {
    if (this.at(slot, price) > total) this.#set(slot, price, total);
  }

  /** A whole new book: each price keeps what was taken, as far as the new level has it. */
  snapshot(slot: number, sizeOf: (price: number) => number): void {
    const first = this.#price[slot] as number;
    if (first !== NO_PRICE) this.levelChanged(slot, first, sizeOf(first));
    const others = this.#others[slot];
    if (others === undefined) return;
    for (const price of [...others.keys()]) this.levelChanged(slot, price, sizeOf(price));
  }

  /** A new quote stands, of which nothing is taken. */
  reset(market: number): void {
    if (this.#prices[market] === UNTOUCHED) return;
    this.#forget(2 * market);
    this.#forget(2 * market + 1);
  }

  #forget(slot: number): void {
    if (this.#price[slot] === NO_PRICE) return;
    this.#price[slot] = NO_PRICE;
    this.#others[slot] = undefined;
  }

  #set(slot: number, price: number, size: number): void {
    if (this.#price[slot] === price) {
      this.#size[slot] = size;
      if (size === 0 && this.#others[slot] === undefined) this.#price[slot] = NO_PRICE;
    } else if (size === 0) this.#others[slot]?.delete(price);
    else {
      const others = this.#others[slot];
      if (others === undefined) this.#others[slot] = new Map([[price, size]]);
      else others.set(price, size);
    }
  }
}
