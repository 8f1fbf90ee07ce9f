import type { Side } from '../events.js';
import type { MarketIndex } from '../ids.js';
import { NO_PRICE } from '../tape.js';
import { MICROS_PER_MILLISECOND, type Price, type Shares } from '../units.js';
import type { MarketState } from './market-state.js';
import { ASK, BID } from './order-book.js';
import type { VenueOptions } from './venue-options.js';

/** A side of one market's book, and how far into it somebody is willing to go. */
export interface Reach {
  readonly market: MarketIndex;
  /** Who wants to trade: a buyer meets the asks. */
  readonly side: Side;
  readonly limit: Price;
}

/** A limit that the opposite price meets. */
export const reaches = (side: Side, limit: number, price: number): boolean =>
  side === 'buy' ? price <= limit : price >= limit;

/** A limit that the opposite price has gone beyond: only then did everything at the limit trade. */
export const passes = (side: Side, limit: number, price: number): boolean =>
  side === 'buy' ? price < limit : price > limit;

/** What can be executed against: the recorded books less what was taken from them. */
export class Liquidity {
  readonly #state: MarketState;
  readonly #options: VenueOptions;

  constructor(state: MarketState, options: VenueOptions) {
    this.#state = state;
    this.#options = options;
  }

  /** Why nothing can be executed in `market` now; `null` = something can. */
  refusal(market: MarketIndex, side: Side, time: number): string | null {
    const { books, gaps } = this.#state;
    const updatedAt = books.updatedAt(market);
    if (updatedAt < 0) return 'no quote';
    if (gaps.cover(market, time)) return 'gap in the feed';
    if (time - updatedAt > this.#options.staleAfterMs * MICROS_PER_MILLISECOND) return 'quote is stale';
    const bid = books.bid(market);
    const ask = books.ask(market);
    if (bid !== NO_PRICE && ask !== NO_PRICE && bid > ask) return 'book is crossed';
    if ((side === 'buy' ? ask : bid) === NO_PRICE) return side === 'buy' ? 'no ask' : 'no bid';
    return null;
  }

  /** The best price that a trader on `side` meets; `NO_PRICE` = none. */
  best(market: MarketIndex, side: Side): number {
    const { books } = this.#state;
    return side === 'buy' ? books.ask(market) : books.bid(market);
  }

  /** Shares that stand within `reach`, level by level, until `most`. */
  available(reach: Reach, most: number): number {
    let found = 0;
    let price = this.best(reach.market, reach.side);
    while (found < most && price !== NO_PRICE && reaches(reach.side, reach.limit, price)) {
      found += this.#standing(reach, price);
      price = this.#next(reach, price);
    }
    return Math.min(found, most);
  }

  /** The best level within `reach` that still has a lot; `null` = none. */
  nextLevel(reach: Reach, lot: Shares): { readonly price: Price; readonly size: number } | null {
    let price = this.best(reach.market, reach.side);
    while (price !== NO_PRICE && reaches(reach.side, reach.limit, price)) {
      const size = this.#standing(reach, price);
      if (size >= lot) return { price: price as Price, size };
      price = this.#next(reach, price);
    }
    return null;
  }

  /** `size` was taken at `price` by a trader on `side`. */
  take(market: MarketIndex, side: Side, price: Price, size: number): void {
    this.#state.taken.add(2 * market + (side === 'buy' ? ASK : BID), price, size);
  }

  /** `size` was taken within `reach`, from the best level on. */
  takeWithin(reach: Reach, size: number): void {
    let left = size;
    let price = this.best(reach.market, reach.side);
    while (left > 0 && price !== NO_PRICE && reaches(reach.side, reach.limit, price)) {
      const part = Math.min(left, this.#standing(reach, price));
      if (part > 0) this.take(reach.market, reach.side, price as Price, part);
      left -= part;
      price = this.#next(reach, price);
    }
  }

  /** The level behind `price`; a quote has only one. */
  #next({ market, side }: Reach, price: number): number {
    if (this.#state.hasDepth[market] !== 1) return NO_PRICE;
    return this.#state.depth.next(market, side === 'buy' ? ASK : BID, price);
  }

  #standing({ market, side }: Reach, price: number): number {
    const { books, depth, hasDepth, taken } = this.#state;
    const opposite = side === 'buy' ? ASK : BID;
    const quoted = side === 'buy' ? books.askSize(market) : books.bidSize(market);
    const recorded = hasDepth[market] === 1 ? depth.sizeAt(market, opposite, price) : quoted;
    const total = Number.isNaN(recorded) ? this.#options.quoteSizeCap : recorded;
    return Math.max(0, total - taken.at(2 * market + opposite, price));
  }
}
