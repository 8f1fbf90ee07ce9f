import { TouchlineError } from '../errors.js';
import type { BookLevel, Side } from '../events.js';
import type { MarketIndex } from '../ids.js';
import { complement, type Price, type Shares } from '../units.js';
import { ASK, BID, type BookSide, type OrderBooks } from './order-book.js';

/** The best `most` levels of a side, best first. Makes objects: not for the hot path. */
export function depth(
  books: OrderBooks,
  market: MarketIndex,
  side: BookSide,
  most = books.levels(market, side),
): readonly BookLevel[] {
  const count = Math.min(most, books.levels(market, side));
  return Array.from({ length: count }, (_, level) => ({
    price: books.priceAt(market, side, level) as Price,
    size: books.sizeAt(market, side, level) as Shares,
  }));
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
  const levels = books.levels(market, opposite);
  for (let level = 0; level < levels && into.total < size; level += 1) {
    const price = books.priceAt(market, opposite, level);
    if (side === 'buy' ? price > limit : price < limit) break;
    const standing = Math.min(books.sizeAt(market, opposite, level), size - into.total);
    into.price[level] = price;
    into.size[level] = standing;
    into.total += standing;
    into.count = level + 1;
  }
  return into;
}
