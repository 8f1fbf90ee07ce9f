import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marketIndex } from '../ids.js';
import { allocateColumns, NO_PRICE, type Tape } from '../tape.js';
import { depth } from './depth.testing.js';
import { ASK, BID, type BookSide, OrderBooks } from './order-book.js';

type Levels = readonly (readonly [price: number, size: number])[];
const MARKET = marketIndex(0);
const NO_CATALOG = { markets: [], games: [], sources: [] };

/** A tape of snapshots only: one row a book. */
function snapshots(books: readonly { market: number; bids: Levels; asks: Levels }[]): Tape {
  const columns = allocateColumns(books.length);
  const levels = books.flatMap((book) => [...book.bids, ...book.asks]);
  let first = 0;
  books.forEach((book, row) => {
    columns.subject[row] = book.market;
    columns.priceA[row] = book.bids.length;
    columns.priceB[row] = book.asks.length;
    columns.sizeA[row] = first;
    first += book.bids.length + book.asks.length;
  });
  return {
    catalog: NO_CATALOG,
    length: books.length,
    ...columns,
    levelPrice: Uint16Array.from(levels, ([at]) => at),
    levelSize: Float64Array.from(levels, ([, size]) => size),
    gameStates: [],
    facts: [],
  };
}

const bookOf = (bids: Levels, asks: Levels): OrderBooks => {
  const books = new OrderBooks(1);
  books.applySnapshot(snapshots([{ market: 0, bids, asks }]), 0);
  return books;
};
const set = (books: OrderBooks, side: BookSide, at: number, size: number): void =>
  books.applyDelta(side, at, size);
const sideOf = (books: OrderBooks, side: BookSide, market = 0): number[][] =>
  depth(books, marketIndex(market), side).map((level) => [level.price, level.size]);

/** The independent model: two maps a market, or nothing while the book is unknown. */
class NaiveBook {
  bids = new Map<number, number>();
  asks = new Map<number, number>();
  known = false;
  reset(bids: Levels, asks: Levels, known: boolean): void {
    this.bids = new Map(bids);
    this.asks = new Map(asks);
    this.known = known;
  }
  set(side: BookSide, at: number, size: number): void {
    if (!this.known) return;
    const levels = side === BID ? this.bids : this.asks;
    if (size === 0) levels.delete(at);
    else levels.set(at, size);
  }
  side(side: BookSide): number[][] {
    const sorted = [...(side === BID ? this.bids : this.asks)].sort(([left], [right]) => left - right);
    return side === BID ? sorted.reverse() : sorted;
  }
  state(): string {
    if (!this.known) return 'unknown';
    return Math.max(...this.bids.keys()) > Math.min(...this.asks.keys()) ? 'crossed' : 'valid';
  }
}

const STEPS = [100, 50, 25, 10, 1];
const MARKETS = 5;

describe('the order books of many markets', () => {
  it('hold what two maps a market hold, through 50,000 deltas, snapshots, gaps and finer ticks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), (seed) => {
        let word = seed;
        const below = (limit: number): number => {
          word ^= word << 13;
          word ^= word >>> 17;
          word ^= word << 5;
          return (word >>> 0) % limit;
        };
        const books = new OrderBooks(MARKETS);
        const naive = Array.from({ length: MARKETS }, () => new NaiveBook());
        let leftOut = 0;
        for (let turn = 0; turn < 12_500; turn += 1) {
          const market = below(MARKETS);
          const model = naive[market] as NaiveBook;
          const step = STEPS[Math.min(market, below(2 * STEPS.length))] as number;
          const chance = below(1_000);
          if (chance < 4) {
            books.drop(marketIndex(market));
            model.reset([], [], false);
          } else if (chance < 12) {
            const bids = levelsOf(below, step).sort(([left], [right]) => right - left);
            const asks = levelsOf(below, step).sort(([left], [right]) => left - right);
            books.applySnapshot(snapshots([{ market, bids, asks }]), 0);
            model.reset(bids, asks, true);
          } else {
            const side = below(2) === 0 ? BID : ASK;
            const at = below(10_000 / step + 1) * step;
            const size = below(3) === 0 ? 0 : 1 + below(1e9);
            if (!model.known) leftOut += 1;
            books.applyDelta(2 * market + side, at, size);
            model.set(side, at, size);
          }
          const index = marketIndex(market);
          expect(books.state(index)).toBe(model.state());
          if (turn % 20 !== 0) continue;
          for (const side of [BID, ASK] as const) {
            const wanted = model.side(side);
            expect(sideOf(books, side, market)).toEqual(wanted);
            expect(books.best(index, side)).toBe(wanted[0]?.[0] ?? NO_PRICE);
            expect(books.levels(index, side)).toBe(wanted.length);
          }
        }
        expect(books.deltasLeftOut).toBe(leftOut);
      }),
      { numRuns: 4 },
    );
  });

  it('move the best price when the best level goes and when a better one comes', () => {
    const books = bookOf([[4_800, 5]], [[5_000, 7]]);
    set(books, BID, 4_900, 3);
    expect(books.bestBid[0]).toBe(4_900);
    set(books, BID, 4_900, 0);
    expect(books.bestBid[0]).toBe(4_800);
    set(books, ASK, 5_000, 0);
    expect(books.bestAsk[0]).toBe(NO_PRICE);
  });

  it('are unknown until a snapshot, after a gap and after a change of tick, and count what they leave out', () => {
    const books = new OrderBooks(1);
    set(books, BID, 4_800, 5);
    expect(books.state(MARKET)).toBe('unknown');
    books.applySnapshot(snapshots([{ market: 0, bids: [], asks: [] }]), 0);
    set(books, BID, 4_800, 5);
    expect(books.state(MARKET)).toBe('valid');
    books.drop(MARKET);
    set(books, BID, 4_700, 5);
    expect([books.state(MARKET), books.deltasLeftOut]).toEqual(['unknown', 2]);
    expect(books.bestBid[0]).toBe(NO_PRICE);
  });

  it('may cross between the deltas of one message and are crossed when they still do at its end', () => {
    const books = bookOf([[4_800, 5]], [[5_000, 7]]);
    set(books, BID, 5_100, 1);
    expect(books.state(MARKET)).toBe('crossed');
    set(books, ASK, 5_000, 0);
    set(books, ASK, 5_200, 1);
    expect(books.state(MARKET)).toBe('valid');
    set(books, BID, 5_200, 1);
    expect(books.state(MARKET)).toBe('valid');
  });

  it.each([
    ['a size below zero', 4_800, -1],
    ['a size that is no number', 4_800, Number.NaN],
    ['a price above one dollar', 10_001, 1],
  ])('refuse %s', (_, at, size) => {
    const books = bookOf([], []);
    expect(() => set(books, BID, at, size)).toThrow(expect.objectContaining({ code: 'ENGINE_BOOK' }));
  });

  it.each([
    ['a size of zero', [[4_800, 0]]],
    [
      'two levels of one price',
      [
        [4_800, 1],
        [4_800, 2],
      ],
    ],
    [
      'a worse level before a better one',
      [
        [4_700, 1],
        [4_800, 2],
      ],
    ],
  ] as const)('refuse a snapshot with %s', (_, bids) => {
    expect(() => bookOf(bids, [])).toThrow(expect.objectContaining({ code: 'ENGINE_BOOK' }));
  });
});

describe('a side, read level by level', () => {
  const asks: Levels = [
    [5_000, 10],
    [5_100, 20],
    [5_300, 40],
  ];

  it('goes from the best price to worse ones, and from a price between two levels to the next', () => {
    const books = bookOf([[4_500, 8]], asks);
    expect(books.next(MARKET, ASK, books.best(MARKET, ASK))).toBe(5_100);
    expect(books.next(MARKET, ASK, 5_150)).toBe(5_300);
    expect(books.next(MARKET, ASK, 5_300)).toBe(NO_PRICE);
    expect(books.next(MARKET, BID, 4_501)).toBe(4_500);
    expect(books.next(MARKET, BID, 4_500)).toBe(NO_PRICE);
  });

  it('has nothing at a price where nothing rests', () => {
    const books = bookOf([[4_500, 8]], asks);
    expect([5_000, 5_001, 5_200, 4_500].map((at) => books.sizeAt(MARKET, ASK, at))).toEqual([10, 0, 0, 0]);
    expect(new OrderBooks(1).sizeAt(MARKET, ASK, 5_000)).toBe(0);
  });

  it('is cut at the depth that is asked for', () => {
    expect(depth(bookOf([], asks), MARKET, ASK, 2).map((level) => level.price)).toEqual([5_000, 5_100]);
  });
});

function levelsOf(below: (limit: number) => number, step: number): (readonly [number, number])[] {
  const levels = new Map<number, number>();
  for (let level = below(12); level > 0; level -= 1)
    levels.set(below(10_000 / step + 1) * step, 1 + below(1e9));
  return [...levels];
}
