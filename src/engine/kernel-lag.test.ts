import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  at,
  facts,
  fillsOf,
  gap,
  heardLater,
  order,
  ordersOf,
  phase,
  quote,
  resolution,
  run,
  scripted,
  tapeOfEvents,
} from './kernel.testing.js';
import type { StrategyContext } from './strategy.js';
import { followWorld, tapeOfWorld, worlds } from './world.testing.js';

const BOOK = quote(0, 0, [3_900, 4_000]);
const END = quote(1_000, 0, [3_900, 4_000]);

describe('when news takes time', () => {
  it('an order meets what stands at the venue, not what its owner has heard', () => {
    const seen: unknown[] = [];
    const strategy = scripted({
      6: (context) => {
        seen.push(context.book(order().market).ask);
        context.place(order({ limit: 4_100 }));
      },
    });
    const tape = tapeOfEvents([BOOK, heardLater(quote(5, 0, [4_000, 4_100]), 2), END]);
    expect(fillsOf(run(tape, strategy))[0]?.[1]).toBe(4_100);
    expect(seen).toEqual([4_000]);
  });

  it('a quote is heard at its local time, which is when its owner dates it', () => {
    const seen: unknown[] = [];
    const look = (context: StrategyContext) => {
      const book = context.book(order().market);
      seen.push([context.now - at(0), book.ask, book.updatedAt - at(0)]);
    };
    const tape = tapeOfEvents([BOOK, heardLater(quote(5, 0, [4_000, 4_100]), 2), END]);
    run(tape, scripted({ 6.999999: look, 7: look }, { quote: look }));
    expect(seen).toEqual([
      [0, 4_000, 0],
      [6_999_999, 4_000, 0],
      [7_000_000, 4_100, 7_000_000],
      [7_000_000, 4_100, 7_000_000],
      [1_000_000_000, 4_000, 1_000_000_000],
    ]);
  });

  it('a resting order fills when the venue’s quote passes it, before that quote is heard', () => {
    const told: string[] = [];
    const strategy = scripted(
      { 1: (context) => void context.place(order({ limit: 3_900, timeInForce: 'gtc' })) },
      {
        fill: (_context, fill) => void told.push(`fill at ${(fill.time - at(0)) / 1e6}`),
        quote: (context) => void told.push(`quote at ${(context.now - at(0)) / 1e6}`),
      },
    );
    const venue = { latency: { entryMs: 0, cancelMs: 0, responseMs: 500 } };
    const tape = tapeOfEvents([BOOK, heardLater(quote(5, 0, [3_700, 3_800]), 2), END]);
    run(tape, strategy, { venue });
    expect(told).toEqual(['quote at 0', 'fill at 5.5', 'quote at 7', 'quote at 1000']);
  });

  it('a market is closed to orders when it resolves, and pays when that is heard', () => {
    const strategy = scripted({
      1: (context) => void context.place(order()),
      6: (context) => void context.place(order()),
    });
    const tape = tapeOfEvents([BOOK, heardLater(resolution(5, 0, 1), 4), END]);
    const result = run(tape, strategy);
    expect(ordersOf(result)[1]).toEqual([
      'rejected',
      0,
      'the market is not yet ready to process new orders (resolved)',
    ]);
    expect(result.settlements).toMatchObject([{ time: at(9), cash: 10_000_000 }]);
  });

  it('rules are in force at the venue before they are heard', () => {
    const strategy = scripted({ 6: (context) => void context.place(order()) });
    const suspended = heardLater(facts(5, 0, { status: 'suspended' }), 4);
    expect(ordersOf(run(tapeOfEvents([BOOK, suspended, END]), strategy))).toEqual([
      ['rejected', 0, 'the market is not yet ready to process new orders (suspended)'],
    ]);
    const delay = facts(0, 0, { takerDelayMs: 1_000 });
    const started = heardLater(phase(5, 0, 'live'), 4);
    const held = run(tapeOfEvents([BOOK, delay, started, END]), strategy);
    expect(held.fills.map((fill) => fill.time)).toEqual([at(7)]);
  });

  it('a gap ends at the venue when the feed is back there, not when that is heard', () => {
    const strategy = scripted({
      4: (context) => void context.place(order()),
      6.5: (context) => void context.place(order()),
    });
    const back = [heardLater(gap(6, 0, 3), 2), heardLater(quote(6, 0, [3_900, 4_000]), 2)];
    expect(ordersOf(run(tapeOfEvents([BOOK, ...back, END]), strategy))).toEqual([
      ['rejected', 0, 'gap in the feed'],
      ['filled', 10, null],
    ]);
  });

  it('an owner who does not listen trades just the same', () => {
    const lags = fc.array(fc.constantFrom(0, 0.25, 0.5, 3, 40), { minLength: 3, maxLength: 3 });
    let fills = 0;
    fc.assert(
      fc.property(worlds, lags, (world, late) => {
        const straight = run(tapeOfWorld(world), followWorld(world));
        const delayed = run(tapeOfWorld(world, late), followWorld(world));
        expect(delayed.fills.map((fill) => [fill.order.id, fill.time])).toEqual(
          straight.fills.map((fill) => [fill.order.id, fill.time]),
        );
        expect(fillsOf(delayed)).toEqual(fillsOf(straight));
        expect(delayed.cash).toBe(straight.cash);
        fills += straight.fills.length;
      }),
      { numRuns: 120 },
    );
    expect(fills).toBeGreaterThan(120);
  });
});
