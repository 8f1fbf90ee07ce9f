import { describe, expect, it } from 'vitest';
import { type MarketIndex, marketIndex, type OrderId } from '../ids.js';
import {
  at,
  facts,
  fillsOf,
  gap,
  lots,
  order,
  ordersOf,
  quote,
  resolution,
  run,
  scripted,
  type TestEvent,
  tapeOfEvents,
} from '../kernel.testing.js';
import type { OrderIntent, StrategyContext } from '../strategy.js';
import { micros, price, usd } from '../units.js';

/** What Polymarket says of orders that were to execute at once. */
const NOT_WHOLE = "order couldn't be fully filled. FOK orders are fully filled or killed.";

type Levels = readonly (readonly [price: number, size: number])[];

const when = (seconds: number, lagSeconds = 0) => ({
  venueTime: at(seconds - lagSeconds),
  localTime: at(seconds),
});
const levels = (rows: Levels) => rows.map(([each, size]) => ({ price: price(each), size: lots(size) }));

/** The whole book of market 0: prices in 1e-4, sizes in shares, best first. */
const book = (seconds: number, bids: Levels, asks: Levels, lagSeconds = 0): TestEvent => ({
  ...when(seconds, lagSeconds),
  kind: 'bookSnapshot',
  market: marketIndex(0),
  bids: levels(bids),
  asks: levels(asks),
});
const level = (seconds: number, side: 'bid' | 'ask', at: number, size: number): TestEvent => ({
  ...when(seconds),
  kind: 'bookDelta',
  market: marketIndex(0),
  side,
  price: price(at),
  size: lots(size),
});
/** A print: `sell` = the taker sold, so that bids were hit. */
const trade = (seconds: number, takerSide: 'buy' | 'sell', at: number, size: number): TestEvent => ({
  ...when(seconds),
  kind: 'trade',
  market: marketIndex(0),
  price: price(at),
  size: lots(size),
  takerSide,
});

const bid = (size: number, limit = 4_000): OrderIntent => order({ size, limit, timeInForce: 'gtc' });
const places = (...intents: OrderIntent[]) =>
  scripted({ 1: (context) => intents.map((each) => context.place(each)) });

describe('a taker in a whole book', () => {
  const events = [
    book(
      0,
      [[3_900, 50]],
      [
        [4_000, 10],
        [4_100, 20],
        [4_300, 100],
      ],
    ),
    resolution(60, 0, 1),
  ];

  it('walks three ask levels and takes the third in part', () => {
    const result = run(tapeOfEvents(events), places(order({ size: 45, limit: 4_300 })));
    // Fees 0.05 C p(1 - p), half up to 1e-5: 10 x .4 x .6, 20 x .41 x .59, 15 x .43 x .57.
    expect(fillsOf(result)).toEqual([
      ['buy', 4_000, 10, 0.12, 'taker'],
      ['buy', 4_100, 20, 0.2419, 'taker'],
      ['buy', 4_300, 15, 0.18383, 'taker'],
    ]);
    // Paid 4 + 8.20 + 6.45 + 0.54573 and got 45 dollars.
    expect(result.cash).toBe(1_000_000_000 - 18_650_000 - 545_730 + 45_000_000);
  });

  it('stops at its limit and drops the rest', () => {
    const result = run(tapeOfEvents(events), places(order({ size: 45, limit: 4_200 })));
    expect(ordersOf(result)).toEqual([['cancelled', 30, 'no more to match']]);
  });

  it('fills whole or not at all over several levels', () => {
    const [whole, short] = [40, 131].map((size) =>
      run(tapeOfEvents(events), places(order({ size, limit: 4_300, timeInForce: 'fok' }))),
    );
    expect(whole && ordersOf(whole)).toEqual([['filled', 40, null]]);
    expect(short && ordersOf(short)).toEqual([['cancelled', 0, NOT_WHOLE]]);
  });

  it('takes each share once: a level that is told again, or grows, gives only what is new', () => {
    const grown = [
      ...events,
      level(2, 'ask', 4_000, 10),
      level(4, 'ask', 4_000, 13),
      level(6, 'ask', 4_000, 0),
      level(7, 'ask', 4_000, 5),
    ];
    const take = (context: StrategyContext) => void context.place(order({ size: 10, limit: 4_000 }));
    const result = run(tapeOfEvents(grown), scripted({ 1: take, 3: take, 5: take, 8: take }));
    // 10 taken; nothing of the 10 told again; 3 of the 13; a level that went and came back is new.
    expect(result.orders.map((each) => each.filled / 1_000_000)).toEqual([10, 0, 3, 5]);
  });

  it('finds nothing in a book that was dropped by a change of tick, until it is heard whole', () => {
    const ticks = (tick: number) => [{ from: price(0), to: price(10_000), tick: price(tick) }];
    const take = (context: StrategyContext) => void context.place(order({ size: 5, limit: 4_100 }));
    const tape = tapeOfEvents([
      facts(0, 0, { tickBands: ticks(100) }),
      ...events,
      facts(2, 0, { tickBands: ticks(10) }),
      level(3, 'ask', 4_010, 7),
      book(5, [[3_900, 50]], [[4_050, 5]]),
    ]);
    const result = run(tape, scripted({ 1: take, 4: take, 6: take }));
    expect(ordersOf(result).map(([state]) => state)).toEqual(['filled', 'rejected', 'filled']);
    expect(result.fills.at(-1)?.price).toBe(4_050);
  });
});

describe('a resting order in its queue', () => {
  const start = book(0, [[4_000, 100]], [[4_200, 100]]);

  it('with 100 ahead gets nothing of 80, 10 of 30, and 40 of 50', () => {
    const tape = tapeOfEvents([
      start,
      trade(2, 'sell', 4_000, 80),
      level(2, 'bid', 4_000, 20),
      trade(3, 'sell', 4_000, 30),
      level(3, 'bid', 4_000, 0),
      trade(4, 'sell', 4_000, 50),
    ]);
    const result = run(tape, places(bid(50)));
    expect(
      result.fills.map((fill) => [fill.time, fill.size / 1_000_000, fill.price, fill.liquidity]),
    ).toEqual([
      [at(3), 10, 4_000, 'maker'],
      [at(4), 40, 4_000, 'maker'],
    ]);
  });

  it('at the front gets the first print, in proportion a part of what is cancelled, at the back nothing of it', () => {
    const tape = tapeOfEvents([start, level(2, 'bid', 4_000, 60), trade(3, 'sell', 4_000, 70)]);
    // 40 of the 100 cancelled. Front: all 50 of 70. Proportional: 60 ahead, 10 left. Back: 60 of 60 are ahead.
    const filled = (['front', 'proportional', 'back'] as const).map((queueModel) => {
      const result = run(tape, places(bid(50)), { venue: { queueModel } });
      return result.orders[0]?.filled;
    });
    expect(filled).toEqual([lots(50), lots(10), lots(10)]);
  });

  it('in proportion moves up by its share of a cancel, at the back only by what is left', () => {
    // 50 joined behind us, so 150 rest; then 60 are cancelled: 100 x 60 / 150 = 40 of them before us.
    const tape = tapeOfEvents([
      start,
      level(2, 'bid', 4_000, 150),
      level(3, 'bid', 4_000, 90),
      trade(4, 'sell', 4_000, 75),
    ]);
    const filled = (['proportional', 'back'] as const).map(
      (queueModel) => run(tape, places(bid(50)), { venue: { queueModel } }).orders[0]?.filled,
    );
    // Proportional: 60 ahead of 75. Back: 90 rest in all, so at most 90 are ahead: none of 75.
    expect(filled).toEqual([lots(15), lots(0)]);
  });

  it('does not count what traded as cancelled too', () => {
    const tape = tapeOfEvents([
      start,
      trade(2, 'sell', 4_000, 40),
      level(2, 'bid', 4_000, 60),
      trade(3, 'sell', 4_000, 65),
    ]);
    const result = run(tape, places(bid(50)), { venue: { queueModel: 'proportional' } });
    expect(fillsOf(result)).toEqual([['buy', 4_000, 5, 0, 'maker']]);
  });

  it('before the best bid has nobody ahead', () => {
    const tape = tapeOfEvents([start, trade(2, 'sell', 4_100, 30)]);
    expect(fillsOf(run(tape, places(bid(50, 4_100))))).toEqual([['buy', 4_100, 30, 0, 'maker']]);
  });

  it('fills when prints go through its price, and when the asks do', () => {
    const prints = run(tapeOfEvents([start, trade(2, 'sell', 3_900, 30)]), places(bid(50)));
    const asks = run(
      tapeOfEvents([start, level(2, 'bid', 4_000, 0), level(3, 'ask', 3_950, 20)]),
      places(bid(50)),
    );
    expect(fillsOf(prints)).toEqual([['buy', 4_000, 30, 0, 'maker']]);
    expect(fillsOf(asks)).toEqual([['buy', 4_000, 20, 0, 'maker']]);
  });

  it('is not reached by prints of buyers, nor by prints above it', () => {
    const tape = tapeOfEvents([start, trade(2, 'buy', 4_000, 500), trade(3, 'sell', 4_100, 500)]);
    expect(run(tape, places(bid(50))).fills).toEqual([]);
  });

  it('on the sell side is the mirror of all this', () => {
    const tape = tapeOfEvents([start, trade(2, 'buy', 4_200, 130)]);
    const sell = order({ side: 'sell', limit: 4_200, size: 50, timeInForce: 'gtc' });
    expect(fillsOf(run(tape, places(sell)))).toEqual([['sell', 4_200, 30, 0, 'maker']]);
  });

  it('shares a print with the own order before it: the better price first, then the older', () => {
    const tape = tapeOfEvents([book(0, [[3_900, 10]], [[4_200, 100]]), trade(2, 'sell', 3_950, 60)]);
    const result = run(tape, places(bid(40, 4_000), bid(40, 4_100)));
    expect(fillsOf(result)).toEqual([
      ['buy', 4_100, 40, 0, 'maker'],
      ['buy', 4_000, 20, 0, 'maker'],
    ]);
  });

  it('over quotes joins the recorded size, and at a price whose size is not recorded waits for a trade through', () => {
    const sized = [quote(0, 0, [4_000, 4_200, 100, 100]), trade(2, 'sell', 4_000, 120)];
    const unsized = [quote(0, 0, [4_000, 4_200]), trade(2, 'sell', 4_000, 120), trade(3, 'sell', 3_900, 7)];
    expect(fillsOf(run(tapeOfEvents(sized), places(bid(50))))).toEqual([['buy', 4_000, 20, 0, 'maker']]);
    expect(fillsOf(run(tapeOfEvents(unsized), places(bid(50))))).toEqual([['buy', 4_000, 7, 0, 'maker']]);
  });
});

describe('a queue in a book that is not known', () => {
  const known = (seconds: number) => book(seconds, [[4_000, 100]], [[4_200, 10]]);
  const fills = (...events: TestEvent[]) => {
    const tape = tapeOfEvents([known(0), ...events, resolution(60, 0, 1)]);
    return fillsOf(run(tape, scripted({ 1: (context) => void context.place(bid(10)) }))).length;
  };

  it('is not empty: nobody ahead has left because a gap hid them', () => {
    const gapped = [gap(3, 0, 2), level(4, 'bid', 3_900, 7), trade(5, 'sell', 4_000, 90)];
    expect(fills(...gapped)).toBe(0);
    expect(fills(...gapped, known(6), trade(7, 'sell', 4_000, 20))).toBe(1);
  });

  it('is joined behind all that may stand there', () => {
    const place = scripted({ 3.5: (context) => void context.place(bid(10)) });
    const events = [known(0), gap(3, 0, 2), trade(5, 'sell', 4_000, 90)];
    const after = [known(6), trade(7, 'sell', 4_000, 100)];
    expect(fillsOf(run(tapeOfEvents(events), place))).toEqual([]);
    expect(fillsOf(run(tapeOfEvents([...events, ...after]), place))).toEqual([]);
    const last = trade(8, 'sell', 4_000, 10);
    expect(fillsOf(run(tapeOfEvents([...events, ...after, last]), place))).toHaveLength(1);
  });
});

describe('the rules of an order', () => {
  const start = book(0, [[4_000, 100]], [[4_200, 100]]);
  const only = (intent: OrderIntent, ...events: TestEvent[]) =>
    ordersOf(run(tapeOfEvents([start, ...events, trade(400, 'buy', 9_000, 1)]), places(intent)))[0];

  it('post-only is refused where it would take, and rests where it would not', () => {
    expect(only({ ...bid(10, 4_200), postOnly: true })).toEqual([
      'rejected',
      0,
      'invalid post-only order: order crosses book',
    ]);
    expect(only({ ...bid(10, 4_100), postOnly: true })).toEqual(['cancelled', 0, 'the data ended']);
  });

  it('good till date ends a minute before what was stated, on Polymarket', () => {
    const gtd = (seconds: number): OrderIntent => ({
      ...bid(10),
      timeInForce: 'gtd',
      expiresAt: at(seconds),
    });
    const through = (seconds: number) => trade(seconds, 'sell', 3_900, 50);
    expect(only(gtd(300), through(239))).toEqual(['filled', 10, null]);
    expect(only(gtd(300), through(241))).toEqual(['expired', 0, 'good till date']);
    // Stated less than three minutes away.
    expect(only(gtd(180))).toEqual(['rejected', 0, 'invalid expiration']);
    expect(only({ ...bid(10), timeInForce: 'gtd' })).toEqual(['rejected', 0, 'invalid expiration']);
  });

  it('a price off the grid of its band is refused', () => {
    const tickBands = [
      { from: price(0), to: price(1_000), tick: price(10) },
      { from: price(1_000), to: price(9_000), tick: price(100) },
    ];
    const rules = facts(0, 0, { tickBands });
    expect(only(bid(10, 4_050), rules)?.[2]).toBe('order is invalid. Price breaks minimum tick size rules');
    expect(only(bid(10, 950), rules)?.[0]).toBe('cancelled');
    expect(only(bid(10, 9_500), rules)?.[2]).toBe('order is invalid. Price breaks minimum tick size rules');
  });

  it('a marketable order below the least notional is refused, a resting one is not', () => {
    const rules = facts(0, 0, { minimumNotional: usd(1_000_000) });
    expect(only(order({ limit: 4_200, size: 2 }), rules)?.[2]).toBe(
      'invalid amount for a marketable BUY order, lower than the minimum',
    );
    expect(only(order({ limit: 4_200, size: 2.5 }), rules)?.[0]).toBe('filled');
    expect(only(bid(2), rules)?.[0]).toBe('cancelled');
  });

  it('an order does not trade with an own one', () => {
    const sell = order({ side: 'sell', limit: 4_100, size: 10, timeInForce: 'gtc' });
    const result = run(
      tapeOfEvents([start, resolution(9, 0, 1)]),
      scripted({
        1: (context) => void context.place(sell),
        2: (context) => void context.place(order({ limit: 4_200, size: 10 })),
      }),
    );
    expect(ordersOf(result)).toEqual([
      ['cancelled', 0, 'market resolved'],
      ['rejected', 0, 'self-match prevented'],
    ]);
  });

  it('lives on when its cancel is faster than itself; that cancel and one that is too late are refused', () => {
    const refused: unknown[] = [];
    let id: OrderId;
    const strategy = scripted(
      {
        1: (context) => {
          id = context.place(bid(10));
        },
        1.5: (context) => context.cancel(id),
        5: (context) => context.cancel(id),
        5.25: (context) => context.cancel(id),
      },
      {
        cancelRefused: (context, each, reason) =>
          void refused.push([(context.now - at(0)) / 1e6, each.state, reason]),
      },
    );
    const tape = tapeOfEvents([book(0, [[4_000, 100]], [[4_100, 100]]), level(10, 'bid', 3_900, 5)]);
    const latency = { entryMs: 2_000, cancelMs: 500, responseMs: 100 };
    const result = run(tape, strategy, { venue: { latency } });
    // Sent at 1.5, there at 2, heard at 2.1; the order itself arrived at 3 and rested until 5.5.
    expect(refused).toEqual([
      [2.1, 'sending', 'order not found'],
      [5.85, 'cancelled', 'order not found'],
    ]);
    expect(ordersOf(result)).toEqual([['cancelled', 0, 'cancelled by its owner']]);
  });

  it('held for the taker delay, is not given back to a cancel', () => {
    const refused: string[] = [];
    let id: OrderId;
    const strategy = scripted(
      {
        2: (context) => {
          id = context.place(order({ limit: 4_100 }));
        },
        3: (context) => context.cancel(id),
      },
      { cancelRefused: (_context, _order, reason) => void refused.push(reason) },
    );
    const inPlay = facts(0, 0, { startTime: at(1), takerDelayMs: 3_000 });
    const events = [inPlay, book(1, [[4_000, 100]], [[4_100, 100]]), level(10, 'bid', 3_900, 5)];
    expect(fillsOf(run(tapeOfEvents(events), strategy))).toHaveLength(1);
    expect(refused).toEqual(['held for the taker delay']);
  });

  it('a replacement takes a cancel’s time and the old order’s place; where the old one is gone, it is refused', () => {
    const seen: OrderId[] = [];
    const strategy = scripted({
      1: (context) => void seen.push(context.place(bid(10))),
      2: (context) => void seen.push(context.replace(seen[0] as OrderId, bid(10, 4_100))),
      6: (context) => void seen.push(context.replace(seen[0] as OrderId, bid(10, 4_100))),
    });
    const tape = tapeOfEvents([
      start,
      trade(3, 'sell', 4_000, 500),
      trade(5, 'sell', 4_100, 3),
      trade(8, 'buy', 9_000, 1),
    ]);
    const venue = { latency: { entryMs: 0, cancelMs: 2_000, responseMs: 0 } };
    const result = run(tape, strategy, { venue });
    // The print at 3 s still meets the old order (100 ahead, then it); at 4 s the replacement finds it gone.
    expect(ordersOf(result)).toEqual([
      ['filled', 10, null],
      ['rejected', 0, 'nothing to replace'],
      ['rejected', 0, 'nothing to replace'],
    ]);
    const quick = run(tape, strategy, { venue: { latency: { entryMs: 0, cancelMs: 500, responseMs: 0 } } });
    expect(ordersOf(quick).slice(0, 2)).toEqual([
      ['cancelled', 0, 'replaced by its owner'],
      ['filled', 10, null],
    ]);
  });
});

describe('two cursors over one tape', () => {
  it('the strategy sees a book late; its order meets the book as it is at the venue by then', () => {
    // Heard at 10 s what the venue had at 7 s; the venue's next book is of 9.5 s and heard at 12.5 s.
    const tape = tapeOfEvents([
      book(10, [[3_900, 10]], [[4_000, 10]], 3),
      book(12.5, [[3_900, 10]], [[4_100, 10]], 3),
    ]);
    const heard: (readonly [number, number | null])[] = [];
    const strategy = scripted(
      {},
      {
        book: (context, market) => {
          heard.push([context.now, context.book(market).ask]);
          if (heard.length === 1) context.place(order({ limit: 4_200 }));
        },
      },
    );
    const result = run(tape, strategy);
    expect(heard).toEqual([
      [at(10), 4_000],
      [at(12.5), 4_100],
    ]);
    expect(fillsOf(result).map(([, each]) => each)).toEqual([4_100]);
  });

  it('latency from the data is the lag of the market’s last event, times the factor', () => {
    const tape = tapeOfEvents([
      book(10, [[3_900, 10]], [[4_000, 10]], 2),
      book(13.9, [[3_900, 10]], [[4_100, 10]], 0.1),
      book(14, [[3_900, 10]], [[4_150, 10]], 0),
    ]);
    const arrival = (factor: number) => {
      const strategy = scripted({ 11: (context) => void context.place(order({ limit: 4_200 })) });
      const latency = { kind: 'data', factor, minimumMs: 1 } as const;
      return run(tape, strategy, { venue: { latency } }).fills[0]?.price;
    };
    // Sent at 11 s with a lag of 2 s: there at 12 s, 13.85 s or 15 s.
    expect([0.5, 1.425, 2].map(arrival)).toEqual([4_000, 4_100, 4_150]);
  });

  it('a drawn latency is at least its minimum, the same for the same seed, and another for another', () => {
    const tape = tapeOfEvents(
      Array.from({ length: 100 }, (_, second) => quote(second / 10, 0, [3_000, 4_000 + second])),
    );
    const paid = (seed: string) => {
      const latency = { kind: 'sampled', minimumMs: 1_000, meanMs: 2_000 } as const;
      const strategy = scripted({ 1: (context) => void context.place(order({ limit: 9_000 })) });
      return run(tape, strategy, { seed, venue: { latency } }).fills[0]?.price ?? 0;
    };
    expect(paid('a')).toBe(paid('a'));
    expect(new Set(['a', 'b', 'c', 'd', 'e'].map(paid)).size).toBeGreaterThan(1);
    for (const seed of ['a', 'b', 'c', 'd', 'e']) expect(paid(seed)).toBeGreaterThanOrEqual(4_020);
    expect(micros(0)).toBe(0);
  });
});

describe('a strategy that listens to quotes alone', () => {
  it('hears of a book when its touch changes, and not of what happens behind it', () => {
    const tape = tapeOfEvents([
      book(
        0,
        [[3_900, 50]],
        [
          [4_000, 10],
          [4_100, 20],
        ],
      ),
      level(1, 'ask', 4_100, 30),
      level(2, 'ask', 4_000, 12),
      level(3, 'ask', 4_000, 0),
      level(4, 'bid', 3_800, 5),
    ]);
    const heard: unknown[] = [];
    const look = (context: StrategyContext, market: MarketIndex) =>
      void heard.push([context.now, context.book(market).ask, context.book(market).askSize]);
    run(tape, scripted({}, { quote: look }));
    expect(heard).toEqual([
      [at(0), 4_000, lots(10)],
      [at(2), 4_000, lots(12)],
      [at(3), 4_100, lots(30)],
    ]);
    heard.length = 0;
    run(tape, scripted({}, { book: look, quote: () => void heard.push('quote') }));
    expect(heard).toHaveLength(5);
  });
});
