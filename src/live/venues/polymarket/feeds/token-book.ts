import type { BookLevel } from '../../../../engine/events.js';
import type { Micros, Price, Shares } from '../../../../engine/units.js';
import type { BookMessage, PriceChange } from '../wire/market-message.js';

type Side = Map<Price, Shares>;

/** The book of one token as it was heard. Unknown until a whole book came, and again when it was dropped. */
export class TokenBook {
  readonly #bids: Side = new Map();
  readonly #asks: Side = new Map();
  #bestBid: Price | null = null;
  #bestAsk: Price | null = null;
  #isKnown = false;
  /** Hash of the book as the venue told it last. */
  hash: string | null = null;
  /** Instant of the last message at the venue. */
  venueTime = 0 as Micros;

  get isKnown(): boolean {
    return this.#isKnown;
  }

  get bestBid(): Price | null {
    return this.#bestBid;
  }

  get bestAsk(): Price | null {
    return this.#bestAsk;
  }

  get isCrossed(): boolean {
    return this.#bestBid !== null && this.#bestAsk !== null && this.#bestBid >= this.#bestAsk;
  }

  replace({ bids, asks, hash, at }: BookMessage): void {
    fill(this.#bids, bids);
    fill(this.#asks, asks);
    this.#bestBid = bids[0]?.price ?? null;
    this.#bestAsk = asks[0]?.price ?? null;
    this.hash = hash;
    this.venueTime = at;
    this.#isKnown = true;
  }

  apply({ side, price, size, hash }: PriceChange, at: Micros): void {
    if (side === 'bid') {
      set(this.#bids, price, size);
      if (size > 0) this.#bestBid = this.#bestBid === null || price > this.#bestBid ? price : this.#bestBid;
      else if (price === this.#bestBid) this.#bestBid = highest(this.#bids);
    } else {
      set(this.#asks, price, size);
      if (size > 0) this.#bestAsk = this.#bestAsk === null || price < this.#bestAsk ? price : this.#bestAsk;
      else if (price === this.#bestAsk) this.#bestAsk = lowest(this.#asks);
    }
    this.hash = hash;
    this.venueTime = at;
  }

  drop(): void {
    this.#bids.clear();
    this.#asks.clear();
    this.#bestBid = null;
    this.#bestAsk = null;
    this.hash = null;
    this.#isKnown = false;
  }

  /** Whether another reading of the book shows the same levels. */
  agrees({ bids, asks }: Pick<BookMessage, 'bids' | 'asks'>): boolean {
    return same(this.#bids, bids) && same(this.#asks, asks);
  }

  /** Bids best first, asks best first. */
  levels(): { readonly bids: readonly BookLevel[]; readonly asks: readonly BookLevel[] } {
    const list = (side: Side) => [...side].map(([price, size]): BookLevel => ({ price, size }));
    return {
      bids: list(this.#bids).sort((left, right) => right.price - left.price),
      asks: list(this.#asks).sort((left, right) => left.price - right.price),
    };
  }
}

function fill(side: Side, levels: readonly BookLevel[]): void {
  side.clear();
  for (const { price, size } of levels) side.set(price, size);
}

function set(side: Side, price: Price, size: Shares): void {
  if (size > 0) side.set(price, size);
  else side.delete(price);
}

const same = (side: Side, levels: readonly BookLevel[]): boolean =>
  side.size === levels.length && levels.every(({ price, size }) => side.get(price) === size);

function highest(side: Side): Price | null {
  let best: Price | null = null;
  for (const price of side.keys()) if (best === null || price > best) best = price;
  return best;
}

function lowest(side: Side): Price | null {
  let best: Price | null = null;
  for (const price of side.keys()) if (best === null || price < best) best = price;
  return best;
}
