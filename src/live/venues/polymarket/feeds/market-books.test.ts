import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TapeEvent } from '../../../../engine/events.js';
import { type Micros, price } from '../../../../engine/units.js';
import { CONDITION, FACTS, listedMarket, NO, tokenTable, YES } from '../listed-markets.testing.js';
import { START } from '../scripted-ports.testing.js';
import { readMarketFrame } from '../wire/market-message.js';
import { EventStamper } from './event-stamper.js';
import { MarketBooks } from './market-books.js';

const AT = String(START / 1_000);
const about = (asset_id: string) => ({ market: CONDITION, asset_id, timestamp: AT });
const level = (cents: number, size: number) => ({ price: (cents / 100).toFixed(2), size: String(size) });
type Levels = readonly (readonly [number, number])[];
const wholeBook = (token: string, bids: Levels, asks: Levels, extra = {}) => ({
  ...about(token),
  event_type: 'book',
  bids: bids.map(([cents, size]) => level(cents, size)),
  asks: asks.map(([cents, size]) => level(cents, size)),
  ...extra,
});
const changeOf = (
  token: string,
  side: 'BUY' | 'SELL',
  cents: number,
  size: number,
  touch: readonly [string, string],
) => ({
  ...{ asset_id: token, side, price: (cents / 100).toFixed(2), size: String(size), hash: 'h' },
  ...{ best_bid: touch[0], best_ask: touch[1] },
});
const changes = (...price_changes: readonly object[]) => ({
  ...{ event_type: 'price_change', market: CONDITION, timestamp: AT, price_changes },
});

function setUp() {
  const tokens = tokenTable();
  const books = new MarketBooks(tokens, new EventStamper('test'), [YES, NO]);
  const say = (...messages: readonly object[]) =>
    books.hear(readMarketFrame(JSON.stringify(messages)), START);
  return { tokens, books, say };
}
const YES_BOOK = wholeBook(
  YES,
  [
    [40, 5],
    [39, 7],
  ],
  [
    [42, 3],
    [45, 9],
  ],
);
const NO_BOOK = wholeBook(
  NO,
  [
    [58, 3],
    [55, 9],
  ],
  [
    [60, 5],
    [61, 7],
  ],
);
const kinds = (events: readonly TapeEvent[]) => events.map(({ kind }) => kind);

describe('the books of a market', () => {
  it('become known by a whole book; changes before it are left out', () => {
    const { books, say } = setUp();
    const early = say(changes(changeOf(YES, 'BUY', 40, 1, ['0.40', '0.42'])));
    expect([early.events, early.lost]).toEqual([[], []]);
    const heard = say(YES_BOOK, NO_BOOK);
    expect(heard.known).toEqual([YES, NO]);
    expect(heard.events).toMatchObject([
      {
        kind: 'bookSnapshot',
        market: 0,
        bids: [{ price: 4_000 }, { price: 3_900 }],
        asks: [{ price: 4_200 }, {}],
      },
    ]);
    expect(books.isMirrored(listedMarket(0))).toBe(true);
  });

  it('change level by level, told of YES alone', () => {
    const { say, books } = setUp();
    say(YES_BOOK, NO_BOOK);
    const heard = say(
      changes(changeOf(YES, 'BUY', 41, 2, ['0.41', '0.42']), changeOf(NO, 'SELL', 59, 2, ['0.58', '0.59'])),
    );
    expect(heard.events).toMatchObject([
      { kind: 'bookDelta', market: 0, side: 'bid', price: 4_100, size: 2_000_000, localTime: START },
    ]);
    expect(heard.lost).toEqual([]);
    expect(books.isMirrored(listedMarket(0))).toBe(true);
    const removed = say(
      changes(changeOf(YES, 'BUY', 41, 0, ['0.40', '0.42']), changeOf(NO, 'SELL', 59, 0, ['0.58', '0.60'])),
    );
    expect(removed.events).toMatchObject([{ kind: 'bookDelta', size: 0 }]);
    expect(books.book(YES)?.bestBid).toBe(4_000);
  });

  it('are lost when the touch is not the one that was told: a message is missing', () => {
    const { say, books } = setUp();
    say(YES_BOOK, NO_BOOK);
    const heard = say(changes(changeOf(YES, 'SELL', 43, 5, ['0.41', '0.42'])));
    expect(heard.lost).toEqual([{ token: YES, reason: 'its touch is not the one that was told' }]);
    expect(books.book(YES)?.isKnown).toBe(false);
    expect(say(changes(changeOf(YES, 'SELL', 44, 5, ['0.41', '0.42']))).events).toEqual([]);
    expect(say(YES_BOOK).known).toEqual([YES]);
  });

  it('are checked after all of a message, not in the middle of it', () => {
    const { say } = setUp();
    say(YES_BOOK);
    const heard = say(
      changes(changeOf(YES, 'SELL', 42, 0, ['0.43', '0.45']), changeOf(YES, 'BUY', 43, 1, ['0.43', '0.45'])),
    );
    expect([heard.lost, kinds(heard.events)]).toEqual([[], ['bookDelta', 'bookDelta']]);
  });

  it.each([
    [
      'a change that crosses',
      changes({ ...changeOf(YES, 'BUY', 42, 1, ['', '']), best_bid: undefined, best_ask: undefined }),
    ],
    ['a book that is crossed', wholeBook(YES, [[50, 1]], [[50, 1]])],
  ])('are lost by %s', (_what, message) => {
    const { say } = setUp();
    say(YES_BOOK);
    const crossed = JSON.parse(JSON.stringify(message)) as object;
    expect(say(crossed).lost).toEqual([{ token: YES, reason: 'it is crossed' }]);
  });

  it('say once what is said twice', () => {
    const { say } = setUp();
    say(YES_BOOK);
    expect(say(YES_BOOK).events).toEqual([]);
    expect(
      say(
        wholeBook(
          YES,
          [
            [40, 6],
            [39, 7],
          ],
          [
            [42, 3],
            [45, 9],
          ],
        ),
      ).events,
    ).toMatchObject([{ kind: 'bookSnapshot' }]);
  });

  // nautilus_trader #3942: a change of tick clears the book.
  it('are not known after a change of tick until they come whole, and the new grid is in force', () => {
    const { say, tokens } = setUp();
    say(YES_BOOK, NO_BOOK);
    const heard = say({
      ...about(YES),
      event_type: 'tick_size_change',
      old_tick_size: '0.01',
      new_tick_size: '0.001',
    });
    expect(heard.lost).toEqual([{ token: YES, reason: 'its tick changed' }]);
    expect(heard.events).toMatchObject([
      {
        kind: 'marketFacts',
        facts: { tickBands: [{ from: 10, to: 9_990, tick: 10 }], minimumSize: FACTS.minimumSize },
      },
    ]);
    expect([tokens.tickOf(YES), tokens.tickOf(NO)]).toEqual([10, 10]);
    expect(say(changes(changeOf(YES, 'BUY', 40, 1, ['0.40', '0.42']))).events).toEqual([]);
  });

  it('learn the grid from a book that states it', () => {
    const { say, tokens } = setUp();
    say(wholeBook(YES, [], [], { tick_size: '0.001' }));
    expect(tokens.tickOf(YES)).toBe(10);
  });

  it('are lost by a message about them that cannot be read, all of them when it names none', () => {
    const { say, books } = setUp();
    say(YES_BOOK, NO_BOOK);
    const one = say(changes({ ...changeOf(YES, 'BUY', 40, 1, ['0.40', '0.42']), size: '1e309' }));
    expect(one.lost.map(({ token }) => token)).toEqual([YES]);
    say(YES_BOOK);
    const all = books.hear(readMarketFrame('{"event_type":"price_change","mark'), START);
    expect(all.lost.map(({ token }) => token)).toEqual([YES, NO]);
    expect(all.unrecognised).toHaveLength(1);
  });

  it('ignore tokens that nobody asked for', () => {
    const { say } = setUp();
    const heard = say(wholeBook('99', [], []), changes(changeOf('99', 'BUY', 40, 1, ['0.4', ''])));
    expect([heard.events, heard.known, heard.lost]).toEqual([[], [], []]);
  });

  it('show when NO is not the mirror image of YES', () => {
    const { say, books } = setUp();
    expect(books.isMirrored(listedMarket(0))).toBeNull();
    say(YES_BOOK, wholeBook(NO, [[57, 3]], [[60, 5]]));
    expect(books.isMirrored(listedMarket(0))).toBe(false);
    say(wholeBook(YES, [], [[42, 1]]), wholeBook(NO, [[58, 1]], []));
    expect(books.isMirrored(listedMarket(0))).toBe(true);
  });
});

describe('what else the channel says', () => {
  const trade = (token: string, side: string) => ({
    ...about(token),
    event_type: 'last_trade_price',
    price: '0.42',
    size: '2',
    side,
  });
  it.each([
    [YES, 'BUY', 4_200, 'buy'],
    [YES, 'SELL', 4_200, 'sell'],
    [NO, 'BUY', 5_800, 'sell'],
    [NO, 'SELL', 5_800, 'buy'],
  ])(
    'is a trade on %s.. by a taker who would %s: in terms of YES at %i, %s',
    (token, side, at, takerSide) => {
      expect(setUp().say(trade(token, side)).events).toMatchObject([
        { kind: 'trade', market: 0, price: at, size: 2_000_000, takerSide },
      ]);
    },
  );

  it('is an outcome when the winner is one of the two tokens', () => {
    const resolved = (winner: string) => ({
      ...{ event_type: 'market_resolved', market: CONDITION, timestamp: AT, winning_asset_id: winner },
    });
    expect(setUp().say(resolved(YES)).events).toMatchObject([{ kind: 'resolution', payout: 1_000_000 }]);
    expect(setUp().say(resolved(NO)).events).toMatchObject([{ kind: 'resolution', payout: 0 }]);
    const odd = setUp().say(resolved('7'));
    expect([odd.events, odd.unrecognised.length]).toEqual([[], 1]);
  });

  it('is dated at its receipt when the venue dates it hours before', () => {
    const { books } = setUp();
    const old = readMarketFrame(
      JSON.stringify({ ...YES_BOOK, timestamp: String(START / 1_000 - 7_200_000) }),
    );
    expect(books.hear(old, START).events).toMatchObject([{ venueTime: START, localTime: START }]);
  });

  it("rebuilds the venue's book from any run of changes", () => {
    const step = fc.record({
      side: fc.constantFrom('BUY' as const, 'SELL' as const),
      at: fc.integer({ min: 1, max: 49 }),
      size: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { books, say } = setUp();
        say(wholeBook(YES, [], []));
        const naive = { BUY: new Map<number, number>(), SELL: new Map<number, number>() };
        for (const { side, at, size } of steps) {
          const cents = side === 'BUY' ? at : 100 - at;
          if (size === 0) naive[side].delete(cents);
          else naive[side].set(cents, size);
          const touch = (of: Map<number, number>, pick: (...of: number[]) => number) =>
            of.size === 0 ? '' : (pick(...of.keys()) / 100).toFixed(2);
          const heard = say(
            changes(
              changeOf(YES, side, cents, size, [touch(naive.BUY, Math.max), touch(naive.SELL, Math.min)]),
            ),
          );
          expect(heard.lost).toEqual([]);
        }
        const best = (of: Map<number, number>, sign: number) =>
          [...of]
            .sort(([left], [right]) => sign * (left - right))
            .map(([cents, size]) => ({ price: cents * 100, size: size * 1e6 }));
        expect(books.book(YES)?.levels()).toEqual({ bids: best(naive.BUY, -1), asks: best(naive.SELL, 1) });
      }),
    );
  });

  it('can be told whole again at any time', () => {
    const { books, say } = setUp();
    expect(books.snapshot(listedMarket(0), START)).toBeNull();
    say(YES_BOOK);
    expect(books.snapshot(listedMarket(0), (START + 5) as Micros)).toMatchObject({
      ...{ kind: 'bookSnapshot', localTime: START + 5, bids: [{ price: price(4_000) }, {}] },
    });
  });
});
