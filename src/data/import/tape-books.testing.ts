import { EventKind } from '../../engine/events.js';
import { marketIndex } from '../../engine/ids.js';
import { depth } from '../../engine/simulation/depth.testing.js';
import { ASK, BID, OrderBooks } from '../../engine/simulation/order-book.js';
import type { Tape } from '../../engine/tape.js';

/** Prices and sizes of a book, best first. */
export interface PlainBook {
  readonly bids: readonly (readonly [price: number, size: number])[];
  readonly asks: readonly (readonly [price: number, size: number])[];
}

/** Applies a row of the tape to the books, as the venue does: a gap and a change of tick drop them. */
export function applyRow(books: OrderBooks, tape: Tape, row: number): void {
  const kind = tape.kind[row];
  if (kind === EventKind.bookSnapshot) books.applySnapshot(tape, row);
  if (kind !== EventKind.bookDelta) return;
  const slot = 2 * (tape.subject[row] as number) + (tape.priceB[row] as number);
  books.applyDelta(slot, tape.priceA[row] as number, tape.sizeA[row] as number);
}

/** The book of a market as plain numbers. */
export function plainBook(books: OrderBooks, market: number): PlainBook {
  const side = (of: typeof BID | typeof ASK) =>
    depth(books, marketIndex(market), of).map((level) => [level.price, level.size] as const);
  return { bids: side(BID), asks: side(ASK) };
}

/** The books at the end of a tape. */
export function booksAfter(tape: Tape): OrderBooks {
  const books = new OrderBooks(tape.catalog.markets.length);
  for (let row = 0; row < tape.length; row += 1) applyRow(books, tape, row);
  return books;
}
