import type { MarketIndex } from './ids.js';
import type { BookSideName, BookView } from './strategy.js';
import { NO_PRICE } from './tape.js';
import type { Micros, Price, Shares } from './units.js';

/**
 * Best bid and ask of every market, in columns. The kernel keeps two: what the venue has, and what the
 * strategy can have heard.
 */
export class Books {
  readonly bid: Uint16Array;
  readonly ask: Uint16Array;
  /** NaN = not recorded. */
  readonly bidSize: Float64Array;
  readonly askSize: Float64Array;
  /** -1 = never heard of. */
  readonly updatedAt: Float64Array;
  /** The bid and ask before a side was empty or the book forgotten. */
  readonly #bidBefore: Uint16Array;
  readonly #askBefore: Uint16Array;

  constructor(markets: number) {
    this.bid = new Uint16Array(markets).fill(NO_PRICE);
    this.ask = new Uint16Array(markets).fill(NO_PRICE);
    this.bidSize = new Float64Array(markets).fill(Number.NaN);
    this.askSize = new Float64Array(markets).fill(Number.NaN);
    this.updatedAt = new Float64Array(markets).fill(-1);
    this.#bidBefore = new Uint16Array(markets).fill(NO_PRICE);
    this.#askBefore = new Uint16Array(markets).fill(NO_PRICE);
  }

  /** Writes both sides of `market`, as the tape's columns hold them. */
  set(market: MarketIndex, time: number, bid: number, ask: number): void {
    if (bid === NO_PRICE || ask === NO_PRICE) this.#remember(market);
    this.bid[market] = bid;
    this.ask[market] = ask;
    this.updatedAt[market] = time;
  }

  /** The last bid that was ever heard, for valuing what is held; `NO_PRICE` = none ever was. */
  lastBid(market: MarketIndex): number {
    const bid = this.bid[market] as number;
    return bid === NO_PRICE ? (this.#bidBefore[market] as number) : bid;
  }

  /** The last ask that was ever heard; `NO_PRICE` = none ever was. */
  lastAsk(market: MarketIndex): number {
    const ask = this.ask[market] as number;
    return ask === NO_PRICE ? (this.#askBefore[market] as number) : ask;
  }

  #remember(market: MarketIndex): void {
    const [bid, ask] = [this.bid[market] as number, this.ask[market] as number];
    if (bid !== NO_PRICE) this.#bidBefore[market] = bid;
    if (ask !== NO_PRICE) this.#askBefore[market] = ask;
  }

  /** Writes what stands at the best prices of `market`. NaN = not recorded. */
  setSizes(market: MarketIndex, bidSize: number, askSize: number): void {
    this.bidSize[market] = bidSize;
    this.askSize[market] = askSize;
  }

  /** Forgets the book of `market`: after a gap nothing is known until the next quote. */
  forget(market: MarketIndex): void {
    this.#remember(market);
    this.bid[market] = NO_PRICE;
    this.ask[market] = NO_PRICE;
    this.setSizes(market, Number.NaN, Number.NaN);
    this.updatedAt[market] = -1;
  }
}

/** Whole books, as far as the data has them: side 0 is the bids, 1 the asks. */
export interface DepthReader {
  sizeAt(market: MarketIndex, side: 0 | 1, price: number): number;
  /** `NO_PRICE` = there is none. */
  next(market: MarketIndex, side: 0 | 1, price: number): number;
}

/** A window on one market of `Books`. Made once a market; reading allocates nothing. */
export class BookWindow implements BookView {
  readonly #books: Books;
  readonly #depth: DepthReader;
  readonly #market: MarketIndex;

  constructor(books: Books, depth: DepthReader, market: MarketIndex) {
    this.#books = books;
    this.#depth = depth;
    this.#market = market;
  }

  get bid(): Price | null {
    const value = this.#books.bid[this.#market] as number;
    return value === NO_PRICE ? null : (value as Price);
  }

  get ask(): Price | null {
    const value = this.#books.ask[this.#market] as number;
    return value === NO_PRICE ? null : (value as Price);
  }

  get bidSize(): Shares | null {
    const value = this.#books.bidSize[this.#market] as number;
    return Number.isNaN(value) ? null : (value as Shares);
  }

  get askSize(): Shares | null {
    const value = this.#books.askSize[this.#market] as number;
    return Number.isNaN(value) ? null : (value as Shares);
  }

  get mid(): number | null {
    const bid = this.#books.bid[this.#market] as number;
    const ask = this.#books.ask[this.#market] as number;
    return bid === NO_PRICE || ask === NO_PRICE || bid > ask ? null : (bid + ask) / 2;
  }

  get updatedAt(): Micros {
    return this.#books.updatedAt[this.#market] as Micros;
  }

  sizeAt(side: BookSideName, price: Price): Shares {
    if (price === (side === 'bid' ? this.bid : this.ask)) {
      return ((side === 'bid' ? this.bidSize : this.askSize) ?? 0) as Shares;
    }
    return this.#depth.sizeAt(this.#market, side === 'bid' ? 0 : 1, price) as Shares;
  }

  nextPrice(side: BookSideName, price: Price): Price | null {
    const next = this.#depth.next(this.#market, side === 'bid' ? 0 : 1, price);
    return next === NO_PRICE ? null : (next as Price);
  }
}
