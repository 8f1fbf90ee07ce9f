import { TouchlineError } from '../errors.js';
import type { BookLevel, Side } from '../events.js';
import type { MarketIndex } from '../ids.js';
import { NO_PRICE } from '../tape.js';
import { complement, type Price, type Shares } from '../units.js';
import { ASK, BID, type BookSide, type OrderBooks } from './order-book.js';

/** The best `most` levels of a side, best first. Makes objects: not for the hot path. */
export function depth(
  books: OrderBooks,
  market: MarketIndex,
  side: BookSide,
  most = Number.POSITIVE_INFINITY,
): readonly BookLevel[] {
  const levels: BookLevel[] = [];
  let price = books.best(market, side);
  while (price !== NO_PRICE && levels.length < most) {
    levels.push({ price: price as Price, size: books.sizeAt(market, side, price) as Shares });
    price = books.next(market, side, price);
  }
  return levels;
}

/** The book of NO, made from that of YES: a bid for YES at p is an offer of NO at one dollar less p. */
export interface MirroredBook {
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
}

const reflect = (levels: readonly BookLevel[]): readonly BookLevel[] =>
  levels.map((level) => ({ price: complement(level.price), size: level.size }));

/** @throws ENGINE_BOOK unless it was verified that the two books of `market` are one. */
export function mirroredBook(books: OrderBooks, market: MarketIndex): MirroredBook {
  if (!books.isMirrorVerified(market)) {
    throw new TouchlineError('ENGINE_BOOK', 'the book of NO is not known to be the reflection of YES', {
      where: { market },
      hint: 'verify it on a recording of both books, or record the NO token as a market of its own',
    });
  }
  return { bids: reflect(depth(books, market, ASK)), asks: reflect(depth(books, market, BID)) };
}

/** What a taker wants to find: `limit` and `size` as in its order. */
export interface WalkQuery {
  readonly market: MarketIndex;
  readonly side: Side;
  readonly limit: Price;
  readonly size: Shares;
}

/** What a walk came to, in arrays that are used again: levels 0..count-1. */
export class Walk {
  count = 0;
  /** Shares found within the limit, at most the size that was asked for; 1e-6 shares. */
  total = 0;
  readonly price: number[] = [];
  readonly size: number[] = [];
}

/**
 * Walks the levels that a taker meets, best first, until its limit or its size is reached. Writes them to `into`
 * and returns it. A book that is not `valid` has nothing.
 */
export function walkLevels(books: OrderBooks, query: WalkQuery, into: Walk): Walk {
  const { market, side, limit, size } = query;
  into.count = 0;
  into.total = 0;
  if (books.state(market) !== 'valid') return into;
  const opposite = side === 'buy' ? ASK : BID;
  let price = books.best(market, opposite);
  while (price !== NO_PRICE && into.total < size && (side === 'buy' ? price <= limit : price >= limit)) {
    const standing = Math.min(books.sizeAt(market, opposite, price), size - into.total);
    into.price[into.count] = price;
    into.size[into.count] = standing;
    into.total += standing;
    into.count += 1;
    price = books.next(market, opposite, price);
  }
  return into;
}
