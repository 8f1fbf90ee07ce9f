import { TouchlineError } from '../errors.js';
import type { BookLevel } from '../events.js';
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
