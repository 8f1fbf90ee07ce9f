import { TouchlineError } from '../errors.js';
import type { MarketIndex } from '../ids.js';
import { NO_PRICE, type Tape } from '../tape.js';
import { PRICE_ONE } from '../units.js';

/** Sides of a book as the tape writes them: 0 bid, 1 ask. */
export const BID = 0;
export const ASK = 1;
export type BookSide = typeof BID | typeof ASK;

/**
 * `unknown` = never heard of whole, or dropped by a gap or a change of tick: nothing can be executed.
 * `crossed` = the best bid is above the best ask: real books are not, so nothing can be executed either.
 */
export type BookState = 'unknown' | 'valid' | 'crossed';

/** Levels that a side has room for when it is first heard of. */
const FIRST_ROOM = 16;
/** Most changes are this near to the touch: they are found without a search. */
const NEAR_TOUCH = 8;

const NO_KEYS = new Uint16Array(0);
const NO_SIZES = new Float64Array(0);

/**
 * The order books of many markets, level by level, from snapshots and deltas of a tape.
 *
 * Each side is a pair of short sorted arrays, best level **last**, so that a change near the touch moves a few
 * entries and a market takes room for the levels that it has. Asks are kept by `PRICE_ONE - price`, which makes
 * one code of both sides. An array over the whole price range was measured too: it is no faster on books of
 * 20 to 100 levels, three times slower over 1,000 markets (it leaves the cache), and takes 160 kB a market on
 * a ladder of 1e-4.
 *
 * A delta is applied to a whole book only: before the first snapshot, after a gap and after a change of tick it
 * is left out and counted. No object is made per event.
 */
export class OrderBooks {
  /** Best prices, `NO_PRICE` = the side is empty or the book unknown. Length markets. */
  readonly bestBid: Uint16Array;
  readonly bestAsk: Uint16Array;
  /** 1 = the whole book is known. */
  readonly #known: Uint8Array;
  /** 1 = NO was seen to be the reflection of YES. */
  readonly #mirrorVerified: Uint8Array;
  readonly #epoch: Uint32Array;
  /** By `market x 2 + side`. */
  readonly #count: Uint16Array;
  readonly #keys: Uint16Array[];
  readonly #sizes: Float64Array[];
  #deltasLeftOut = 0;

  /** @param markets number of markets; their arrays come with their first level. */
  constructor(markets: number) {
    this.bestBid = new Uint16Array(markets).fill(NO_PRICE);
    this.bestAsk = new Uint16Array(markets).fill(NO_PRICE);
    this.#known = new Uint8Array(markets);
    this.#mirrorVerified = new Uint8Array(markets);
    this.#epoch = new Uint32Array(markets);
    this.#count = new Uint16Array(2 * markets);
    this.#keys = new Array<Uint16Array>(2 * markets).fill(NO_KEYS);
    this.#sizes = new Array<Float64Array>(2 * markets).fill(NO_SIZES);
  }

  /** Deltas that were left out because their book was not known whole. */
  get deltasLeftOut(): number {
    return this.#deltasLeftOut;
  }

  /** Judged when asked, so that the deltas of one message may cross for a moment. A locked book is valid. */
  state(market: MarketIndex): BookState {
    if (this.#known[market] === 0) return 'unknown';
    const bid = this.bestBid[market] as number;
    return bid !== NO_PRICE && bid > (this.bestAsk[market] as number) ? 'crossed' : 'valid';
  }

  /** How often the book was dropped: an index into levels is good within one epoch. */
  epoch(market: MarketIndex): number {
    return this.#epoch[market] as number;
  }

  /** Number of levels of a side. */
  levels(market: MarketIndex, side: BookSide): number {
    return this.#count[2 * market + side] as number;
  }

  /** Price of a level, 1e-4 dollars; level 0 is the best. `NO_PRICE` beyond the last. */
  priceAt(market: MarketIndex, side: BookSide, level: number): number {
    const slot = 2 * market + side;
    const key = (this.#keys[slot] as Uint16Array)[(this.#count[slot] as number) - 1 - level];
    if (key === undefined) return NO_PRICE;
    return side === BID ? key : PRICE_ONE - key;
  }

  /** What rests at a level, 1e-6 shares; level 0 is the best. 0 beyond the last. */
  sizeAt(market: MarketIndex, side: BookSide, level: number): number {
    const slot = 2 * market + side;
    return (this.#sizes[slot] as Float64Array)[(this.#count[slot] as number) - 1 - level] ?? 0;
  }

  /** What rests at a price, 1e-6 shares; 0 where nothing does. */
  sizeOf(market: MarketIndex, side: BookSide, price: number): number {
    const slot = 2 * market + side;
    const key = side === BID ? price : PRICE_ONE - price;
    const at = this.#place(slot, key);
    const found = at < (this.#count[slot] as number) && (this.#keys[slot] as Uint16Array)[at] === key;
    return found ? ((this.#sizes[slot] as Float64Array)[at] as number) : 0;
  }

  /**
   * Sets the total that rests at `price`; 0 takes the level away. `at` is `market x 2 + side`: on a tape
   * `2 * subject + priceB`. Left out, and counted, while the book is not known.
   *
   * @throws ENGINE_BOOK for a size below 0 or no number, or a price above one dollar.
   */
  applyDelta(slot: number, price: number, size: number): void {
    if (!(size >= 0) || price > PRICE_ONE) refuse(slot, price, size);
    if (this.#known[slot >> 1] === 0) {
      this.#deltasLeftOut += 1;
      return;
    }
    this.#set(slot, (slot & 1) === BID ? price : PRICE_ONE - price, size);
    this.#touch(slot);
  }

  /**
   * Replaces both sides by the levels that a snapshot row of a tape points at.
   *
   * @throws ENGINE_BOOK for a size that is not above 0, a price above one dollar, or levels out of order.
   */
  applySnapshot(tape: Tape, row: number): void {
    const market = tape.subject[row] as number;
    const bids = tape.priceA[row] as number;
    const first = tape.sizeA[row] as number;
    this.#known[market] = 1;
    this.#load(2 * market, tape, { first, count: bids });
    this.#load(2 * market + 1, tape, { first: first + bids, count: tape.priceB[row] as number });
  }

  /** Forgets the book of `market` until its next snapshot: after a gap, or when its tick changes. */
  drop(market: MarketIndex): void {
    this.#known[market] = 0;
    this.#epoch[market] = (this.#epoch[market] as number) + 1;
    this.#count[2 * market] = 0;
    this.#count[2 * market + 1] = 0;
    this.bestBid[market] = NO_PRICE;
    this.bestAsk[market] = NO_PRICE;
  }

  /** Says that NO of `market` is the reflection of YES: seen on recordings, never assumed of a venue. */
  verifyMirror(market: MarketIndex): void {
    this.#mirrorVerified[market] = 1;
  }

  isMirrorVerified(market: MarketIndex): boolean {
    return this.#mirrorVerified[market] === 1;
  }

  /** First index whose key is not below `key`. Keys ascend towards the touch. */
  #place(slot: number, key: number): number {
    const keys = this.#keys[slot] as Uint16Array;
    let high = this.#count[slot] as number;
    const near = high - NEAR_TOUCH;
    while (high > 0 && high > near && (keys[high - 1] as number) >= key) high -= 1;
    if (high === 0 || high > near) return high;
    let low = 0;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((keys[middle] as number) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #set(slot: number, key: number, size: number): void {
    const count = this.#count[slot] as number;
    const at = this.#place(slot, key);
    const present = at < count && (this.#keys[slot] as Uint16Array)[at] === key;
    if (present && size > 0) {
      (this.#sizes[slot] as Float64Array)[at] = size;
    } else if (present) {
      this.#shift(slot, at + 1, at);
      this.#count[slot] = count - 1;
    } else if (size > 0) {
      if (count === (this.#keys[slot] as Uint16Array).length) this.#grow(slot, count + 1);
      this.#shift(slot, at, at + 1);
      (this.#keys[slot] as Uint16Array)[at] = key;
      (this.#sizes[slot] as Float64Array)[at] = size;
      this.#count[slot] = count + 1;
    }
  }

  /** Moves everything from `from` on to `to`. By hand: near the touch that is a few entries. */
  #shift(slot: number, from: number, to: number): void {
    const keys = this.#keys[slot] as Uint16Array;
    const sizes = this.#sizes[slot] as Float64Array;
    const count = this.#count[slot] as number;
    if (to > from) {
      for (let index = count - 1; index >= from; index -= 1) {
        keys[index + 1] = keys[index] as number;
        sizes[index + 1] = sizes[index] as number;
      }
      return;
    }
    for (let index = from; index < count; index += 1) {
      keys[index - 1] = keys[index] as number;
      sizes[index - 1] = sizes[index] as number;
    }
  }

  #grow(slot: number, wanted: number): void {
    const room = Math.max(FIRST_ROOM, wanted, 2 * (this.#keys[slot] as Uint16Array).length);
    const keys = new Uint16Array(room);
    const sizes = new Float64Array(room);
    keys.set(this.#keys[slot] as Uint16Array);
    sizes.set(this.#sizes[slot] as Float64Array);
    this.#keys[slot] = keys;
    this.#sizes[slot] = sizes;
  }

  #touch(slot: number): void {
    const count = this.#count[slot] as number;
    const key = count === 0 ? NO_PRICE : ((this.#keys[slot] as Uint16Array)[count - 1] as number);
    if ((slot & 1) === BID) this.bestBid[slot >> 1] = key;
    else this.bestAsk[slot >> 1] = key === NO_PRICE ? NO_PRICE : PRICE_ONE - key;
  }

  #load(slot: number, tape: Tape, levels: { readonly first: number; readonly count: number }): void {
    const { first, count } = levels;
    if (count > (this.#keys[slot] as Uint16Array).length) this.#grow(slot, count);
    const keys = this.#keys[slot] as Uint16Array;
    const sizes = this.#sizes[slot] as Float64Array;
    for (let level = 0; level < count; level += 1) {
      const price = tape.levelPrice[first + level] as number;
      const size = tape.levelSize[first + level] as number;
      const at = count - 1 - level;
      const key = (slot & 1) === BID ? price : PRICE_ONE - price;
      if (!(size > 0) || price > PRICE_ONE) refuse(slot, price, size);
      if (level > 0 && key >= (keys[at + 1] as number)) refuse(slot, price, size, 'levels out of order');
      keys[at] = key;
      sizes[at] = size;
    }
    this.#count[slot] = count;
    this.#touch(slot);
  }
}

function refuse(slot: number, price: number, size: number, what = 'a level is no level'): never {
  throw new TouchlineError('ENGINE_BOOK', `${what}: price ${price}, size ${size}`, {
    where: { market: slot >> 1, side: (slot & 1) === BID ? 'bid' : 'ask', price, size },
    hint: 'wanted a price of 0..10000 and a size of 0 or more, best level first; the feed or the import is corrupt',
  });
}
