import { describe, expect, it } from 'vitest';
import type { OrderId } from '../ids.js';
import {
  at,
  dollars,
  facts,
  fillsOf,
  gap,
  lots,
  order,
  ordersOf,
  phase,
  quote,
  resolution,
  run,
  scripted,
  type TestEvent,
  type TestOptions,
  type TestOrder,
  tapeOfEvents,
} from '../kernel.testing.js';
import type { RunResult } from '../run-result.js';
import type { StrategyContext } from '../strategy.js';
import { micros, price, shares } from '../units.js';

/** What Polymarket says of orders that were to execute at once. */
const NOTHING_FOUND =
  'no orders found to match with FAK order. FAK orders are partially filled or killed if no match is found.';
const NOT_WHOLE = "order couldn't be fully filled. FOK orders are fully filled or killed.";

/** Places each order at its second. The tape goes on until second 1000. */
function trade(
  events: readonly TestEvent[],
  orders: Readonly<Record<number, TestOrder>>,
  options: TestOptions = {},
): RunResult {
  const script = Object.fromEntries(
    Object.entries(orders).map(([seconds, each]) => [
      Number(seconds),
      (context: { place(intent: ReturnType<typeof order>): unknown }) => void context.place(order(each)),
    ]),
  );
  return run(tapeOfEvents([...events, quote(1_000, 0, [null, null])]), scripted(script), options);
}

const BOOK = quote(0, 0, [3_900, 4_000]);

const cancelAll = (context: StrategyContext, placed: readonly OrderId[]): void => {
  for (const id of placed) context.cancel(id);
};

describe('a taker', () => {
  it('buys at the ask and sells at the bid, not at its limit', () => {
    const result = trade([BOOK], { 1: { limit: 5_000 }, 2: { side: 'sell', limit: 1_000 } });
    expect(fillsOf(result)).toEqual([
      ['buy', 4_000, 10, 0.12, 'taker'],
      ['sell', 3_900, 10, 0.11895, 'taker'],
    ]);
  });

  it('fills at a touch that is exactly its limit, and not one tick beyond', () => {
    expect(fillsOf(trade([BOOK], { 1: { limit: 4_000 } }))).toHaveLength(1);
    expect(ordersOf(trade([BOOK], { 1: { limit: 3_999 } }))).toEqual([['cancelled', 0, NOTHING_FOUND]]);
    expect(fillsOf(trade([BOOK], { 1: { side: 'sell', limit: 3_900 } }))).toHaveLength(1);
    expect(fillsOf(trade([BOOK], { 1: { side: 'sell', limit: 3_901 } }))).toEqual([]);
  });

  it('fills up to the size cap where no size is recorded, and drops the rest', () => {
    const result = trade([BOOK], { 1: { size: 150 } });
    expect(fillsOf(result)).toEqual([['buy', 4_000, 100, 1.2, 'taker']]);
    expect(ordersOf(result)).toEqual([['cancelled', 100, 'no more to match']]);
  });

  it('fills up to the recorded size of its side, whatever the cap', () => {
    const sized = quote(0, 0, [3_900, 4_000, 7, 250]);
    const result = trade([sized], { 1: { size: 300 }, 2: { side: 'sell', limit: 3_900, size: 300 } });
    expect(fillsOf(result)).toEqual([
      ['buy', 4_000, 250, 3, 'taker'],
      ['sell', 3_900, 7, 0.08327, 'taker'], // 0.05 x 7 x 0.39 x 0.61 = 0.083265, half up to 0.00001
    ]);
  });

  it('takes what stands once: the same quote has nothing left, the next has all again', () => {
    const result = trade([BOOK, quote(5, 0, [3_900, 4_000])], {
      1: { size: 60 },
      2: { size: 60 },
      3: { size: 60 },
      6: { size: 60 },
    });
    expect(result.fills.map((fill) => fill.size / 1e6)).toEqual([60, 40, 60]);
    expect(ordersOf(result)[2]).toEqual(['cancelled', 0, NOTHING_FOUND]);
  });

  it('leaves the other side of the quote untouched', () => {
    const result = trade([BOOK], { 1: { size: 100 }, 2: { side: 'sell', limit: 3_900, size: 100 } });
    expect(result.fills.map((fill) => fill.size / 1e6)).toEqual([100, 100]);
  });

  it('gets whole lots only', () => {
    const result = trade([facts(0, 0, { lot: shares(1_000_000) }), quote(0, 0, [3_900, 4_000, 5, 5.99])], {
      1: { size: 10 },
    });
    expect(result.fills.map((fill) => fill.size / 1e6)).toEqual([5]);
  });

  it.each([
    [5_000, 1.25],
    [9_000, 0.45],
  ])('pays the Polymarket sports fee of 0.05 C p(1 - p) for 100 at %i', (ask, fee) => {
    const result = trade([quote(0, 0, [ask - 100, ask])], { 1: { limit: ask, size: 100 } });
    expect(fillsOf(result)).toEqual([['buy', ask, 100, fee, 'taker']]);
  });
});

describe('fill or kill', () => {
  it('fills whole at once', () => {
    expect(fillsOf(trade([BOOK], { 1: { size: 100, timeInForce: 'fok' } }))).toEqual([
      ['buy', 4_000, 100, 1.2, 'taker'],
    ]);
  });

  it('does not fill at all when one lot is missing, and takes nothing from the quote', () => {
    const result = trade([BOOK], { 1: { size: 100.01, timeInForce: 'fok' }, 2: { size: 100 } });
    expect(ordersOf(result)).toEqual([
      ['cancelled', 0, NOT_WHOLE],
      ['filled', 100, null],
    ]);
  });
});

describe('a resting order', () => {
  const RESTING: TestOrder = { limit: 3_900, size: 10, timeInForce: 'gtc' };

  it('does not fill when a quote meets its price, only when one has traded through it', () => {
    const touched = trade([BOOK, quote(2, 0, [3_800, 3_900])], { 1: RESTING });
    expect(touched.fills).toEqual([]);
    const through = trade([BOOK, quote(2, 0, [3_800, 3_899])], { 1: RESTING });
    expect(fillsOf(through)).toEqual([['buy', 3_900, 10, 0, 'maker']]);
    expect(through.fills[0]?.time).toBe(at(2));
  });

  it('does the same on the sell side', () => {
    const sell: TestOrder = { side: 'sell', limit: 4_000, size: 10, timeInForce: 'gtc' };
    expect(trade([BOOK, quote(2, 0, [4_000, 4_100])], { 1: sell }).fills).toEqual([]);
    expect(fillsOf(trade([BOOK, quote(2, 0, [4_001, 4_100])], { 1: sell }))).toEqual([
      ['sell', 4_000, 10, 0, 'maker'],
    ]);
  });

  it('fills in parts, each up to what the quote that passed it holds', () => {
    const result = trade([BOOK, quote(2, 0, [3_700, 3_800, 5, 4]), quote(3, 0, [3_700, 3_800, 5, 50])], {
      1: RESTING,
    });
    expect(result.fills.map((fill) => [fill.size / 1e6, fill.time])).toEqual([
      [4, at(2)],
      [6, at(3)],
    ]);
  });

  it('rests with what a taker fill left over', () => {
    const result = trade([quote(0, 0, [3_800, 3_900, 5, 4]), quote(2, 0, [3_700, 3_899])], { 1: RESTING });
    expect(fillsOf(result)).toEqual([
      ['buy', 3_900, 4, 0.04758, 'taker'],
      ['buy', 3_900, 6, 0, 'maker'],
    ]);
  });

  it('is never filled by the quote that it came to', () => {
    const result = trade([BOOK], { 1: RESTING });
    expect(ordersOf(result)).toEqual([['cancelled', 0, 'the data ended']]);
  });

  it('that was cancelled does not fill', () => {
    const placed: OrderId[] = [];
    const strategy = scripted({
      1: (context) => placed.push(context.place(order(RESTING))),
      2: (context) => cancelAll(context, placed),
    });
    const result = run(tapeOfEvents([BOOK, quote(3, 0, [3_700, 3_800])]), strategy);
    expect(ordersOf(result)).toEqual([['cancelled', 0, 'cancelled by its owner']]);
  });
});

describe('nothing fills', () => {
  const THROUGH = quote(3, 0, [3_000, 3_100]);

  it('before the first quote', () => {
    const first = facts(0, 0, {});
    expect(ordersOf(trade([first], { 1: {} }))).toEqual([['rejected', 0, 'no quote']]);
  });

  it('after a gap, until the next quote', () => {
    for (const market of [0, null]) {
      const result = trade([BOOK, gap(2, market, 1.5), quote(5, 0, [3_900, 4_000])], { 3: {}, 6: {} });
      expect(ordersOf(result)).toEqual([
        ['rejected', 0, 'no quote'],
        ['filled', 10, null],
      ]);
    }
  });

  it('inside a gap, although the gap is told of only at its end', () => {
    const events = [BOOK, gap(9, 0, 2), quote(10, 0, [3_900, 4_000])];
    const result = trade(events, { 1: {}, 3: {}, 11: {} });
    expect(ordersOf(result)).toEqual([
      ['filled', 10, null],
      ['rejected', 0, 'gap in the feed'],
      ['filled', 10, null],
    ]);
  });

  it('in a crossed book, taker or resting; a locked book is no crossed one', () => {
    const crossed = trade([BOOK, quote(2, 0, [4_001, 4_000])], {
      1: { limit: 3_900, timeInForce: 'gtc' },
      3: {},
    });
    expect(ordersOf(crossed)).toEqual([
      ['cancelled', 0, 'the data ended'],
      ['rejected', 0, 'book is crossed'],
    ]);
    const resting = trade([BOOK, quote(2, 0, [3_900, 3_800])], { 1: { limit: 3_900, timeInForce: 'gtc' } });
    expect(resting.fills).toEqual([]);
    expect(trade([quote(0, 0, [4_000, 4_000])], { 1: {} }).fills).toHaveLength(1);
  });

  it('on a side that is empty', () => {
    expect(ordersOf(trade([quote(0, 0, [3_900, null])], { 1: {} }))).toEqual([['rejected', 0, 'no ask']]);
    expect(ordersOf(trade([quote(0, 0, [null, 4_000])], { 1: { side: 'sell' } }))).toEqual([
      ['rejected', 0, 'no bid'],
    ]);
  });

  it('at a quote one microsecond older than the limit', () => {
    const venue = { staleAfterMs: 10_000 };
    expect(trade([BOOK], { 10: {} }, { venue }).fills).toHaveLength(1);
    expect(ordersOf(trade([BOOK], { 10.000001: {} }, { venue }))).toEqual([
      ['rejected', 0, 'quote is stale'],
    ]);
  });

  it.each(['suspended', 'closed'] as const)('in a market that is %s', (status) => {
    const result = trade([BOOK, facts(1, 0, { status })], { 2: {} });
    expect(ordersOf(result)).toEqual([
      ['rejected', 0, `the market is not yet ready to process new orders (${status})`],
    ]);
  });

  it('for a resting order while its market is suspended', () => {
    const result = trade([BOOK, facts(2, 0, { status: 'suspended' }), THROUGH], {
      1: { limit: 3_900, timeInForce: 'gtc' },
    });
    expect(result.fills).toEqual([]);
  });

  it('in a resolved market, and what rested is cancelled', () => {
    const result = trade([BOOK, resolution(2, 0, 1), THROUGH], {
      1: { limit: 3_900, timeInForce: 'gtc' },
      4: {},
    });
    expect(ordersOf(result)).toEqual([
      ['cancelled', 0, 'market resolved'],
      ['rejected', 0, 'the market is not yet ready to process new orders (resolved)'],
    ]);
  });

  it('at a reference price, unless a half-spread is asked for', () => {
    const point: TestEvent = {
      venueTime: at(0),
      localTime: at(0),
      kind: 'pricePoint',
      market: order().market,
      price: price(3_950),
    };
    expect(ordersOf(trade([point], { 1: {} }))).toEqual([['rejected', 0, 'no quote']]);
    const asked = trade([point], { 1: {} }, { venue: { syntheticHalfSpread: price(50) } });
    expect(fillsOf(asked)).toEqual([['buy', 4_000, 10, 0.12, 'taker']]);
  });

  it('below the minimum size', () => {
    const least = facts(0, 0, { minimumSize: lots(5) });
    expect(ordersOf(trade([BOOK, least], { 1: { size: 4.99 }, 2: { size: 5 } }))).toEqual([
      ['rejected', 0, 'order is invalid. Size lower than the minimum'],
      ['filled', 5, null],
    ]);
  });
});

describe('the taker delay', () => {
  const DELAY = facts(0, 0, { takerDelayMs: 3_000 });
  const LIVE = phase(0, 0, 'live');

  it('holds a marketable order, which meets the quote that stands at its end', () => {
    const result = trade([DELAY, LIVE, BOOK, quote(2, 0, [3_850, 3_950])], { 1: {} });
    expect(fillsOf(result)).toEqual([['buy', 3_950, 10, 0.11949, 'taker']]); // 0.05 x 10 x 0.395 x 0.605 = 0.1194875
    expect(result.fills[0]?.time).toBe(at(4));
  });

  it('lets the book run away from the order', () => {
    const result = trade([DELAY, LIVE, BOOK, quote(3.999999, 0, [4_000, 4_100])], { 1: {} });
    expect(ordersOf(result)).toEqual([['cancelled', 0, NOTHING_FOUND]]);
  });

  it('re-checks the market at its end', () => {
    const suspended = trade([DELAY, LIVE, BOOK, facts(3, 0, { status: 'suspended' })], { 1: {} });
    expect(ordersOf(suspended)).toEqual([
      ['rejected', 0, 'the market is not yet ready to process new orders (suspended)'],
    ]);
    const resolved = trade([DELAY, LIVE, BOOK, resolution(3, 0, 1)], { 1: {} });
    expect(ordersOf(resolved)).toEqual([
      ['rejected', 0, 'the market is not yet ready to process new orders (resolved)'],
    ]);
    const gapped = trade([DELAY, LIVE, BOOK, gap(3, 0, 2)], { 1: {} });
    expect(ordersOf(gapped)).toEqual([['rejected', 0, 'no quote']]);
  });

  it('cannot be escaped by a cancel', () => {
    const placed: OrderId[] = [];
    const strategy = scripted({
      1: (context) => placed.push(context.place(order({ timeInForce: 'gtc' }))),
      2: (context) => cancelAll(context, placed),
    });
    const result = run(tapeOfEvents([DELAY, LIVE, BOOK, quote(9, 0, [3_900, 4_000])]), strategy);
    expect(ordersOf(result)).toEqual([['filled', 10, null]]);
  });

  it('does not hold an order that makes: it may be cancelled, and fills when it is passed', () => {
    const result = trade([DELAY, LIVE, BOOK, quote(2, 0, [3_700, 3_800])], {
      1: { limit: 3_900, timeInForce: 'gtc' },
    });
    expect(fillsOf(result)).toEqual([['buy', 3_900, 10, 0, 'maker']]);
    expect(result.fills[0]?.time).toBe(at(2));
  });

  it('begins with the game: with its feed, or with the scheduled start', () => {
    expect(trade([DELAY, BOOK], { 1: {} }).fills[0]?.time).toBe(at(1));
    expect(trade([DELAY, BOOK, phase(0, 0, 'scheduled')], { 1: {} }).fills[0]?.time).toBe(at(1));
    const start = facts(0, 0, { takerDelayMs: 3_000, startTime: at(5) });
    const result = trade([start, BOOK], { 4: {}, 6: {} });
    expect(result.fills.map((fill) => fill.time)).toEqual([at(4), at(9)]);
  });
});

describe('the scheduled start', () => {
  const RESTING: TestOrder = { limit: 3_900, timeInForce: 'gtc' };
  const start = (told: number, seconds: number): TestEvent =>
    facts(told, 0, { startTime: at(seconds), clearAtStart: true });

  it('cancels what rests', () => {
    const result = trade([start(0, 5), BOOK, quote(6, 0, [3_000, 3_100])], { 1: RESTING });
    expect(ordersOf(result)).toEqual([['cancelled', 0, 'book cleared at the start']]);
  });

  it('leaves what rests in a market whose book is not cleared', () => {
    const kept = facts(0, 0, { startTime: at(5), clearAtStart: false });
    expect(trade([kept, BOOK, quote(6, 0, [3_000, 3_100])], { 1: RESTING }).fills).toHaveLength(1);
  });

  it('moves when the game is rescheduled: the old time clears nothing, the new one does', () => {
    const events = [start(0, 5), BOOK, start(4, 20)];
    const between = trade([...events, quote(6, 0, [3_000, 3_100])], { 1: RESTING });
    expect(between.fills.map((fill) => fill.time)).toEqual([at(6)]);
    const after = trade([...events, quote(21, 0, [3_000, 3_100])], { 1: RESTING });
    expect(ordersOf(after)).toEqual([['cancelled', 0, 'book cleared at the start']]);
  });

  it('comes once: rules that change in play, the start as it was, cancel nothing', () => {
    const result = trade([start(0, 5), BOOK, start(8, 5), quote(9, 0, [3_000, 3_100])], { 6: RESTING });
    expect(fillsOf(result)).toEqual([['buy', 3_900, 10, 0, 'maker']]);
  });
});

describe('a reduce-only order', () => {
  const HOLD: TestOrder = { size: 10, tag: 'entry' };
  const EXIT: TestOrder = { side: 'sell', limit: 3_900, reduceOnly: true, tag: 'exit' };

  it('is cut to what is held', () => {
    const result = trade([BOOK], { 1: HOLD, 2: { ...EXIT, size: 25 } });
    expect(fillsOf(result)[1]).toEqual(['sell', 3_900, 10, 0.11895, 'taker']);
    expect(result.unsettled).toEqual([]);
  });

  it('is refused with nothing to reduce, or with the wrong side', () => {
    const none = trade([BOOK], { 2: EXIT });
    expect(ordersOf(none)).toEqual([['rejected', 0, 'nothing to reduce']]);
    const wrong = trade([BOOK], { 1: HOLD, 2: { reduceOnly: true } });
    expect(ordersOf(wrong)[1]).toEqual(['rejected', 0, 'nothing to reduce']);
  });

  it('buys NO back, and no more than is held', () => {
    const result = trade([BOOK], {
      1: { side: 'sell', limit: 3_900, size: 10 },
      2: { reduceOnly: true, size: 25 },
    });
    expect(result.fills.map((fill) => [fill.side, fill.size / 1e6])).toEqual([
      ['sell', 10],
      ['buy', 10],
    ]);
  });

  it('shares what is held with the reduce-only orders that are open already', () => {
    const result = trade([BOOK], {
      1: HOLD,
      2: { ...EXIT, limit: 5_000, size: 6, timeInForce: 'gtc' },
      3: { ...EXIT, size: 10 },
    });
    expect(result.orders[2]?.size).toBe(lots(4));
    expect(ordersOf(result)[2]).toEqual(['filled', 4, null]);
  });

  it('is cut again at the venue, when a plain sale was faster', () => {
    const through = quote(4, 0, [5_100, 5_200]);
    const result = trade([BOOK, through], {
      1: HOLD,
      2: { ...EXIT, limit: 5_000, size: 10, timeInForce: 'gtc' },
      3: { side: 'sell', limit: 3_900, size: 7 },
    });
    expect(result.fills.map((fill) => [fill.order.tag, fill.size / 1e6])).toEqual([
      ['entry', 10],
      ['test', 7],
      ['exit', 3],
    ]);
  });

  it('needs no cash', () => {
    const result = trade([BOOK], { 1: HOLD, 2: { ...EXIT, size: 10 } }, { startingCash: dollars(4.17) });
    expect(ordersOf(result)).toEqual([
      ['filled', 10, null],
      ['filled', 10, null],
    ]);
  });
});

describe('latency', () => {
  const LATENCY = { latency: { entryMs: 1_000, cancelMs: 500, responseMs: 250 } };

  it('lets an order meet the quote that stands when it arrives, and tells of it later still', () => {
    const result = trade([BOOK, quote(1.5, 0, [3_800, 3_900])], { 1: {} }, { venue: LATENCY });
    expect(fillsOf(result)).toEqual([['buy', 3_900, 10, 0.11895, 'taker']]);
    expect(result.fills[0]?.time).toBe(micros(at(2) + 250_000));
  });

  it('lets an order fill that a cancel did not reach in time', () => {
    const placed: OrderId[] = [];
    const strategy = scripted({
      1: (context) => placed.push(context.place(order({ limit: 3_900, timeInForce: 'gtc' }))),
      4: (context) => cancelAll(context, placed),
    });
    const fills = (passedAt: number) =>
      run(tapeOfEvents([BOOK, quote(passedAt, 0, [3_000, 3_100]), quote(9, 0, [3_000, 3_100])]), strategy, {
        venue: LATENCY,
      }).fills.length;
    expect(fills(4.499999)).toBe(1);
    placed.length = 0;
    expect(fills(4.500001)).toBe(0);
  });
});

describe('a whole book', () => {
  const book = (seconds: number, asks: readonly (readonly [number, number])[]): TestEvent => ({
    venueTime: at(seconds),
    localTime: at(seconds),
    kind: 'bookSnapshot',
    market: order().market,
    bids: [{ price: price(3_000), size: lots(50) }],
    asks: asks.map(([level, size]) => ({ price: price(level), size: lots(size) })),
  });

  it('is walked level by level, as far as limit and size go', () => {
    const asks = book(0, [
      [4_000, 5],
      [4_100, 5],
      [4_200, 5],
    ]);
    const result = trade([asks], { 1: { limit: 4_100, size: 12 } });
    expect(fillsOf(result).map(([, level, size]) => [level, size])).toEqual([
      [4_000, 5],
      [4_100, 5],
    ]);
  });

  it('has each share once: what passed a resting order is gone for a taker, level by level', () => {
    const asks = [
      book(0, [[5_500, 5]]),
      book(2, [
        [4_800, 5],
        [4_900, 5],
        [5_400, 5],
      ]),
    ];
    const result = trade(asks, {
      1: { limit: 5_000, size: 10, timeInForce: 'gtc' },
      3: { limit: 5_400, size: 15 },
    });
    expect(fillsOf(result).map(([, level, size, , liquidity]) => [level, size, liquidity])).toEqual([
      [5_000, 10, 'maker'],
      [5_400, 5, 'taker'],
    ]);
  });
});
