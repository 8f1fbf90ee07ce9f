import type { MarketIndex } from './ids.js';
import type { BookSideName, BookView } from './strategy.js';
import { NO_PRICE, type Tape } from './tape.js';
import type { Micros, Price, Shares } from './units.js';

/** Columns of one market, side by side: whoever reads one of them mostly reads them all. */
const BID = 0;
const ASK = 1;
const BID_SIZE = 2;
const ASK_SIZE = 3;
const UPDATED_AT = 4;
/** The bid and ask before a side was empty or the book forgotten. */
const BID_BEFORE = 5;
const ASK_BEFORE = 6;
const COLUMNS = 8;
/** A constant of this module: optimized code has it built in, where an imported one is read each time. */
const NONE = NO_PRICE;
const UNKNOWN = [NO_PRICE, NO_PRICE, Number.NaN, Number.NaN, -1, NO_PRICE, NO_PRICE, 0] as const;

/**
 * Best bid and ask of every market. The kernel has two: what the venue has, and what the strategy can have heard,
 * which is the same as long as news takes no time.
 */
export class Books {
  #data: Float64Array;

  constructor(markets: number) {
    this.#data = Float64Array.from({ length: COLUMNS * markets }, (_, at) => UNKNOWN[at % COLUMNS] as number);
  }

  /** From now on what `other` says, until `part`. */
  follow(other: Books): void {
    this.#data = other.#data;
  }

  /** From now on apart from whatever was followed. */
  part(): void {
    this.#data = this.#data.slice();
  }

  /** Best bid, 1e-4 dollars; `NO_PRICE` = none. */
  bid(market: number): number {
    return this.#data[COLUMNS * market + BID] as number;
  }

  /** Best ask, 1e-4 dollars; `NO_PRICE` = none. */
  ask(market: number): number {
    return this.#data[COLUMNS * market + ASK] as number;
  }

  /** Shares at the best bid; NaN = not recorded. */
  bidSize(market: number): number {
    return this.#data[COLUMNS * market + BID_SIZE] as number;
  }

  /** Shares at the best ask; NaN = not recorded. */
  askSize(market: number): number {
    return this.#data[COLUMNS * market + ASK_SIZE] as number;
  }

  /** -1 = never heard of. */
  updatedAt(market: number): number {
    return this.#data[COLUMNS * market + UPDATED_AT] as number;
  }

  /** Something of `market` was heard that left its best prices as they were. */
  hear(market: MarketIndex, time: number): void {
    this.#data[COLUMNS * market + UPDATED_AT] = time;
  }

  /** Writes both sides of `market`, as the tape's columns hold them. */
  set(market: MarketIndex, time: number, bid: number, ask: number): void {
    const data = this.#data;
    const at = COLUMNS * market;
    if (bid === NONE || ask === NONE) this.#remember(at);
    data[at + BID] = bid;
    data[at + ASK] = ask;
    data[at + UPDATED_AT] = time;
  }

  /** Writes the quote that stands in row `row`, heard of at `time`. */
  readQuote(tape: Tape, row: number, time: number): void {
    const market = tape.subject[row] as MarketIndex;
    this.set(market, time, tape.priceA[row] as number, tape.priceB[row] as number);
    this.setSizes(market, tape.sizeA[row] as number, tape.sizeB[row] as number);
  }

  /** The last bid that was ever heard, for valuing what is held; `NO_PRICE` = none ever was. */
  lastBid(market: MarketIndex): number {
    const bid = this.bid(market);
    return bid === NONE ? (this.#data[COLUMNS * market + BID_BEFORE] as number) : bid;
  }

  /** The last ask that was ever heard; `NO_PRICE` = none ever was. */
  lastAsk(market: MarketIndex): number {
    const ask = this.ask(market);
    return ask === NONE ? (this.#data[COLUMNS * market + ASK_BEFORE] as number) : ask;
  }

  #remember(at: number): void {
    const data = this.#data;
    const bid = data[at + BID] as number;
    const ask = data[at + ASK] as number;
    if (bid !== NONE) data[at + BID_BEFORE] = bid;
    if (ask !== NONE) data[at + ASK_BEFORE] = ask;
  }

  /** Writes what stands at the best prices of `market`. NaN = not recorded. */
  setSizes(market: MarketIndex, bidSize: number, askSize: number): void {
    const data = this.#data;
    data[COLUMNS * market + BID_SIZE] = bidSize;
    data[COLUMNS * market + ASK_SIZE] = askSize;
  }

  /** Forgets the book of `market`: after a gap nothing is known until the next quote. */
  forget(market: MarketIndex): void {
    this.set(market, -1, NO_PRICE, NO_PRICE);
    this.setSizes(market, Number.NaN, Number.NaN);
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
    const value = this.#books.bid(this.#market);
    return value === NONE ? null : (value as Price);
  }

  get ask(): Price | null {
    const value = this.#books.ask(this.#market);
    return value === NONE ? null : (value as Price);
  }

  get bidSize(): Shares | null {
    const value = this.#books.bidSize(this.#market);
    return Number.isNaN(value) ? null : (value as Shares);
  }

  get askSize(): Shares | null {
    const value = this.#books.askSize(this.#market);
    return Number.isNaN(value) ? null : (value as Shares);
  }

  get mid(): number | null {
    const bid = this.#books.bid(this.#market);
    const ask = this.#books.ask(this.#market);
    return bid === NONE || ask === NONE || bid > ask ? null : (bid + ask) / 2;
  }

  get updatedAt(): Micros {
    return this.#books.updatedAt(this.#market) as Micros;
  }

  sizeAt(side: BookSideName, price: Price): Shares {
    if (price === (side === 'bid' ? this.bid : this.ask)) {
      return ((side === 'bid' ? this.bidSize : this.askSize) ?? 0) as Shares;
    }
    return this.#depth.sizeAt(this.#market, side === 'bid' ? 0 : 1, price) as Shares;
  }

  nextPrice(side: BookSideName, price: Price): Price | null {
    const next = this.#depth.next(this.#market, side === 'bid' ? 0 : 1, price);
    return next === NONE ? null : (next as Price);
  }
}
