import type { BookLevel } from '../events.js';
import type { MarketIndex } from '../ids.js';
import { NO_PRICE } from '../tape.js';
import type { Price, Shares } from '../units.js';
import type { BookSide, OrderBooks } from './order-book.js';

/** The best `most` levels of a side, best first. Makes objects: for tests. */
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
