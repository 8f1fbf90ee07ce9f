import { describe, expect, it } from 'vitest';
import type { OrderId } from './ids.js';
import {
  at,
  catalogOf,
  dollars,
  facts,
  fillsOf,
  gap,
  order,
  ordersOf,
  phase,
  quote,
  resolution,
  run,
  scripted,
  type TestEvent,
  tapeOfEvents,
} from './kernel.testing.js';
import type { Strategy, StrategyContext } from './strategy.js';
import { micros, price, shares } from './units.js';

const BOOK = quote(0, 0, [3_900, 4_000]);
const END = quote(1_000, 0, [3_900, 4_000]);

describe('events of one instant', () => {
  const stamp = { venueTime: at(5), localTime: at(5) };
  const market = order().market;
  const each: readonly TestEvent[] = [
    resolution(5, 0, 1),
    { ...stamp, kind: 'pricePoint', market, price: price(4_000) },
    quote(5, 0, [3_900, 4_000]),
    { ...stamp, kind: 'trade', market, price: price(4_000), size: shares(1_000_000), takerSide: 'sell' },
    phase(5, 0, 'live'),
    gap(5, 0, 4),
    facts(5, 0, {}),
  ];

  it('are told rules first, then gaps, games, trades, quotes, reference prices, and outcomes last', () => {
    const told: string[] = [];
    const strategy: Strategy = {
      name: 'listener',
      version: '1',
      marketFacts: () => void told.push('marketFacts'),
      feedGap: (_context, _market, from) => void told.push(`feedGap from ${from - at(0)}`),
      gameState: () => void told.push('gameState'),
      trade: (_context, _market, trade) => void told.push(`trade ${trade.price} ${trade.takerSide}`),
      quote: () => void told.push('quote'),
      pricePoint: (_context, _market, at4) => void told.push(`pricePoint ${at4}`),
      resolution: (_context, _market, payout, label) => void told.push(`resolution ${payout} ${label}`),
    };
    const wanted = [
      'marketFacts',
      'feedGap from 4000000',
      'gameState',
      'trade 4000 sell',
      'quote',
      'pricePoint 4000',
      'resolution 1000000 authoritative',
    ];
    run(tapeOfEvents(each), strategy);
    expect(told).toEqual(wanted);
    told.length = 0;
    run(tapeOfEvents([...each].reverse()), strategy);
    expect(told).toEqual(wanted);
  });

  it('are all over before an order that arrives at that instant is matched, whichever row is whose', () => {
    const answer: Partial<Strategy> = {
      quote: (context, heard) => {
        if (context.market(heard).slug === 'm1' && context.now === at(5)) context.place(order());
      },
    };
    const moved = quote(5, 0, [3_700, 3_800]);
    const cause = quote(5, 1, [5_000, 5_100]);
    const catalog = catalogOf([{}, {}]);
    for (const events of [
      [moved, cause],
      [cause, moved],
    ]) {
      const result = run(tapeOfEvents([BOOK, ...events, END], catalog), scripted({}, answer));
      expect(result.fills.map((fill) => [fill.price, fill.time])).toEqual([[3_800, at(5)]]);
    }
  });

  it('meet an order that arrives with its latency at their very instant', () => {
    const strategy = scripted({ 1: (context) => void context.place(order()) });
    const venue = { latency: { entryMs: 1_000, cancelMs: 0, responseMs: 0 } };
    const price2 = (seconds: number) =>
      run(tapeOfEvents([BOOK, quote(seconds, 0, [3_700, 3_800]), END]), strategy, { venue }).fills[0]?.price;
    expect(price2(2)).toBe(3_800);
    expect(price2(2.000001)).toBe(4_000);
  });

  it('give the same run whichever market stands first in the tape', () => {
    const events = (first: number, second: number) => [
      quote(0, first, [3_900, 4_000]),
      quote(0, second, [5_900, 6_000]),
      quote(5, second, [5_000, 5_100]),
      quote(5, first, [3_000, 3_100]),
      resolution(9, first, 1),
      resolution(9, second, 0),
    ];
    const follow = (cheap: number): Strategy =>
      scripted({
        1: (context) => void context.place(order({ market: cheap, limit: 3_900, timeInForce: 'gtc' })),
        2: (context) => void context.place(order({ market: 1 - cheap, limit: 6_000 })),
      });
    const catalog = catalogOf([{}, {}]);
    const straight = run(tapeOfEvents(events(0, 1), catalog), follow(0));
    const crossed = run(tapeOfEvents(events(1, 0), catalog), follow(1));
    expect(fillsOf(crossed)).toEqual(fillsOf(straight));
    expect(crossed.cash).toBe(straight.cash);
  });
});

describe('timers', () => {
  it('ring after every event, order and answer of their instant', () => {
    const told: string[] = [];
    const strategy = scripted(
      { 5: () => void told.push('timer') },
      {
        quote: (context) => {
          if (context.now !== at(5)) return;
          told.push('quote');
          context.place(order());
        },
        fill: () => void told.push('fill'),
        orderUpdate: (_context, update) => void told.push(update.state),
        roundTrip: () => void told.push('trip'),
      },
    );
    run(tapeOfEvents([BOOK, quote(5, 0, [3_900, 4_000]), END]), strategy);
    expect(told).toEqual(['quote', 'fill', 'filled', 'timer']);
  });

  it('ring in the order of their times, those of one instant in the order in which they were set', () => {
    const told: string[] = [];
    const strategy: Strategy = {
      name: 'timers',
      version: '1',
      start: (context) => {
        context.timer(at(7), 'late');
        context.timer(at(3), 'first');
        context.timer(at(3), 'second');
      },
      timer: (context, key) => {
        told.push(`${key} at ${(context.now - at(0)) / 1e6}`);
        if (key === 'first') context.timer(at(1), 'past');
      },
    };
    run(tapeOfEvents([BOOK, END]), strategy);
    expect(told).toEqual(['first at 3', 'second at 3', 'past at 3', 'late at 7']);
  });

  it('ring between two events at their own time, and not beyond the data', () => {
    const told: number[] = [];
    const look = (context: StrategyContext) => void told.push((context.now - at(0)) / 1e6);
    run(
      tapeOfEvents([BOOK, END]),
      scripted({ 0: look, 0.5: look, 999.999999: look, 1000: look, 1001: look }),
    );
    expect(told).toEqual([0, 0.5, 999.999999, 1_000]);
  });
});

describe('a strategy that never comes to rest', () => {
  const runaway = { code: 'ENGINE_RUNAWAY', where: { strategy: 'scripted', time: at(1) } };

  it('is stopped when it answers each refusal with another order', () => {
    const strategy = scripted(
      { 1: (context) => void context.place(order({ limit: 0 })) },
      { orderUpdate: (context) => void context.place(order({ limit: 0 })) },
    );
    expect(() => run(tapeOfEvents([BOOK, END]), strategy)).toThrowError(expect.objectContaining(runaway));
  });

  it('is stopped when each timer sets the next at once', () => {
    const strategy = scripted(
      { 1: (context) => context.timer(context.now, 'again') },
      { timer: (context) => context.timer(context.now, 'again') },
    );
    expect(() => run(tapeOfEvents([BOOK, END]), strategy)).toThrowError(expect.objectContaining(runaway));
  });
});

describe('a resolution', () => {
  it('has settled the position by the time it is told, after the trip that it closed', () => {
    const told: unknown[] = [];
    const strategy = scripted(
      { 1: (context) => void context.place(order()) },
      {
        roundTrip: (_context, trip) => void told.push(['trip', trip.pnl]),
        resolution: (context, market) =>
          void told.push([context.position(market).size, context.cash, context.equity]),
      },
    );
    run(tapeOfEvents([BOOK, resolution(5, 0, 1), END]), strategy);
    expect(told).toEqual([
      ['trip', 5_880_000],
      [0, 1_005_880_000, 1_005_880_000],
    ]);
  });

  it('pays a fill that is heard of only after it', () => {
    const told: unknown[] = [];
    const strategy = scripted(
      { 1: (context) => void context.place(order()) },
      { fill: (context, fill) => void told.push([context.position(fill.market).size, context.cash]) },
    );
    const venue = { latency: { entryMs: 0, cancelMs: 0, responseMs: 3_000 } };
    const tape = tapeOfEvents([BOOK, resolution(2, 0, 1), END]);
    const result = run(tape, strategy, { venue });
    expect(result.cash).toBe(1_005_880_000);
    expect(result.settlements).toMatchObject([{ time: at(4), position: 10_000_000, cash: 10_000_000 }]);
    expect(result.unsettled).toEqual([]);
    expect(told).toEqual([[0, 1_005_880_000]]);
  });
});

describe('each round trip', () => {
  it('is told once, with the tag of the order that closed it', () => {
    const told: string[] = [];
    const strategy = scripted(
      {
        1: (context) => void context.place(order({ tag: 'entry' })),
        2: (context) => void context.place(order({ side: 'sell', limit: 3_900, tag: 'exit' })),
        3: (context) => void context.place(order({ tag: 'again' })),
      },
      { roundTrip: (_context, trip) => void told.push(trip.closedBy) },
    );
    run(tapeOfEvents([BOOK, resolution(9, 0, 0)]), strategy);
    expect(told).toEqual(['exit', 'settlement']);
  });
});

describe('when the data ends', () => {
  const venue = { latency: { entryMs: 5_000, cancelMs: 5_000, responseMs: 5_000 } };

  it('what is on its way arrives and is heard of', () => {
    const strategy = scripted({ 9: (context) => void context.place(order()) });
    const result = run(tapeOfEvents([BOOK, quote(10, 0, [3_900, 4_000])]), strategy, { venue });
    expect(result.fills.map((fill) => fill.time)).toEqual([at(19)]);
  });

  it('the strategy stops, and what it asks for then still happens', () => {
    const strategy = scripted(
      { 1: (context) => void context.place(order()) },
      { stop: (context) => void context.place(order({ side: 'sell', limit: 3_900, reduceOnly: true })) },
    );
    const result = run(tapeOfEvents([BOOK, quote(10, 0, [3_900, 4_000])]), strategy, { venue });
    expect(ordersOf(result)).toEqual([
      ['filled', 10, null],
      ['filled', 10, null],
    ]);
  });

  it('what is still open is cancelled and its cash is free', () => {
    const strategy = scripted({
      1: (context) => void context.place(order({ limit: 3_900, timeInForce: 'gtc' })),
    });
    const result = run(tapeOfEvents([BOOK, END]), strategy);
    expect(ordersOf(result)).toEqual([['cancelled', 0, 'the data ended']]);
    expect(result.cash).toBe(dollars(1_000));
  });

  it('a scheduled start beyond it is not waited for', () => {
    const later = facts(0, 0, { startTime: at(100_000), clearAtStart: true });
    const strategy = scripted({
      1: (context) => void context.place(order({ limit: 3_900, timeInForce: 'gtc' })),
    });
    expect(ordersOf(run(tapeOfEvents([BOOK, later, END]), strategy))[0]?.[2]).toBe('the data ended');
  });
});

describe('a strategy', () => {
  it('sees what was heard and nothing else', () => {
    const seen: unknown[] = [];
    const look = (context: StrategyContext) => {
      const book = context.book(order().market);
      seen.push([book.bid, book.ask, book.mid, book.bidSize, book.askSize, book.updatedAt]);
    };
    const strategy = scripted({ 0.5: look, 1.5: look, 2.5: look, 3.5: look, 3.8: look, 4.5: look });
    const events = [
      facts(0, 0, {}),
      quote(1, 0, [3_900, 4_001, 5, null]),
      quote(2, 0, [null, 4_000]),
      quote(3, 0, [4_001, 4_000]),
      quote(3.6, 0, [4_000, 4_000]),
      gap(4, null, 3.5),
    ];
    run(tapeOfEvents([...events, END]), strategy);
    expect(seen).toEqual([
      [null, null, null, null, null, -1],
      [3_900, 4_001, 3_950.5, 5_000_000, null, at(1)],
      [null, 4_000, null, null, null, at(2)],
      [4_001, 4_000, null, null, null, at(3)],
      [4_000, 4_000, 4_000, null, null, at(3.6)],
      [null, null, null, null, null, -1],
    ]);
  });

  it('sees rules and states of games from when they are told', () => {
    const seen: unknown[] = [];
    const look = (context: StrategyContext) => {
      const market = context.market(order().market);
      const game = context.game(market.game);
      seen.push([market.facts?.takerDelayMs ?? null, game.state?.phase ?? null, game.stateAt, game.markets]);
    };
    const events = [BOOK, facts(2, 0, { takerDelayMs: 7 }), phase(4, 0, 'live'), END];
    run(tapeOfEvents(events, catalogOf([{}, {}])), scripted({ 1: look, 3: look, 5: look }));
    expect(seen).toEqual([
      [null, null, -1, [0, 1]],
      [7, null, -1, [0, 1]],
      [7, 'live', at(4), [0, 1]],
    ]);
  });

  it('starts before the first event, at its time, with all its cash', () => {
    const seen: unknown[] = [];
    const start = (context: StrategyContext) =>
      void seen.push([context.now, context.cash, context.equity, context.marketCount, context.dayStart]);
    run(tapeOfEvents([BOOK, END]), scripted({}, { start }));
    expect(seen).toEqual([[at(0), 1_000_000_000, 1_000_000_000, 1, -1]]);
  });

  it('knows when the trading day began, from its first instant on', () => {
    const seen: number[] = [];
    const look = (context: StrategyContext) => void seen.push(context.dayStart);
    const dayStarts = [at(-10), at(5), at(8)];
    const events = [BOOK, quote(5, 0, [3_900, 4_000]), END];
    run(tapeOfEvents(events), scripted({ 4: look, 8: look }, { quote: look }), { dayStarts });
    expect(seen).toEqual([at(-10), at(-10), at(5), at(8), at(8)]);
  });

  it('pays per share what the venue’s rule says: 0.05 x .4 x .6 in 1e-4 dollars', () => {
    const seen: number[] = [];
    const look = (context: StrategyContext) =>
      void seen.push(context.feePerShare(order().market, price(4_000)));
    run(tapeOfEvents([BOOK, END]), scripted({ 1: look }));
    expect(seen).toEqual([120]);
  });

  it('draws the same numbers for a purpose whatever it drew for another', () => {
    const draw = (purposes: readonly string[], seed: string) => {
      const drawn = new Map<string, number>();
      const strategy = scripted({
        1: (context) => {
          for (const purpose of purposes)
            drawn.set(purpose, context.random(order().market, purpose).uniform());
        },
      });
      run(tapeOfEvents([BOOK, END]), strategy, { seed });
      return drawn.get('b');
    };
    expect(draw(['a', 'b'], 's')).toBe(draw(['b'], 's'));
    expect(draw(['b'], 's')).not.toBe(draw(['b'], 't'));
  });

  it('that cancels an order which it never placed is refused with its id', () => {
    const strategy = scripted({ 1: (context) => context.cancel('0123456789abcdef' as OrderId) });
    expect(() => run(tapeOfEvents([BOOK, END]), strategy)).toThrowError(
      expect.objectContaining({ code: 'ENGINE_ORDER', message: expect.stringContaining('0123456789abcdef') }),
    );
  });

  it('may cancel an order that is over: nothing happens', () => {
    const placed: OrderId[] = [];
    const strategy = scripted({
      1: (context) => void placed.push(context.place(order())),
      2: (context) => context.cancel(placed[0] as OrderId),
    });
    expect(ordersOf(run(tapeOfEvents([BOOK, END]), strategy))).toEqual([['filled', 10, null]]);
  });

  it('that throws ends the run with what it threw, and when', () => {
    const fault = new Error('mine');
    const strategy = scripted({
      1: () => {
        throw fault;
      },
    });
    const where = { strategy: 'scripted', time: at(1) };
    expect(() => run(tapeOfEvents([BOOK, END]), strategy)).toThrow(
      expect.objectContaining({ code: 'ENGINE_STOPPED', message: 'mine', where, cause: fault }),
    );
  });
});

describe('equity', () => {
  it('is sampled on whole multiples of its interval and once at the end', () => {
    const strategy = scripted({ 1: (context) => void context.place(order()) });
    const tape = tapeOfEvents([BOOK, quote(7, 0, [3_000, 4_000]), quote(12, 0, [2_000, 4_000])]);
    const curve = run(tape, strategy, { equityEvery: micros(5_000_000) }).equityCurve;
    expect(curve).toEqual([
      { time: at(0), equity: 1_000_000_000, cash: 1_000_000_000, openMarkets: 0 },
      { time: at(5), equity: 999_780_000, cash: 995_880_000, openMarkets: 1 },
      { time: at(10), equity: 998_880_000, cash: 995_880_000, openMarkets: 1 },
      { time: at(12), equity: 997_880_000, cash: 995_880_000, openMarkets: 1 },
    ]);
  });
});

describe('a run', () => {
  it('counts what it saw and did', () => {
    const strategy = scripted({
      1: (context) => void context.place(order()),
      2: (context) => void context.place(order({ limit: 0 })),
      3: (context) => void context.place(order({ market: 1 })),
    });
    const stamp = { venueTime: at(4), localTime: at(4) };
    const print: TestEvent = {
      ...stamp,
      kind: 'trade',
      market: order().market,
      price: price(4_000),
      size: shares(10_000),
      takerSide: 'buy',
    };
    const events = [BOOK, quote(0, 1, [3_900, 4_000]), print, resolution(5, 0, 1), END];
    const { counts } = run(tapeOfEvents(events, catalogOf([{}, {}])), strategy);
    expect(counts).toEqual({
      events: 5,
      quotes: 3,
      trades: 1,
      markets: 2,
      games: 1,
      decisions: 2,
      orders: 3,
      fills: 2,
      rejected: 1,
      settled: 1,
      unsettled: 1,
    });
  });
});
