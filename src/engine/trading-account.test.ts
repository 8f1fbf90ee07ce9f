import { describe, expect, it } from 'vitest';
import type { OrderId } from './ids.js';
import {
  at,
  catalogOf,
  dollars,
  facts,
  fillsOf,
  order,
  ordersOf,
  quote,
  resolution,
  run,
  scripted,
  type TestEvent,
  type TestOptions,
  tapeOfEvents,
} from './kernel.testing.js';
import type { StrategyContext } from './strategy.js';
import { micros, shares, usd } from './units.js';

const BOOK = quote(0, 0, [3_900, 4_000]);
const END = quote(1_000, 0, [3_900, 4_000]);
const RESTING = order({ limit: 3_900, timeInForce: 'gtc' });

/** Free cash at each of `seconds`, in dollars, while `script` runs. */
function freeCash(
  events: readonly TestEvent[],
  script: Readonly<Record<number, (context: StrategyContext) => void>>,
  options: TestOptions & { readonly seconds: readonly number[] },
): readonly number[] {
  const { seconds, ...rest } = options;
  const seen: number[] = [];
  const looks = Object.fromEntries(
    seconds.map((second) => [second, (context: StrategyContext) => void seen.push(context.cash / 1e6)]),
  );
  run(tapeOfEvents([BOOK, ...events, END]), scripted({ ...script, ...looks }), rest);
  return seen;
}

describe('an open order', () => {
  // 10 at .39: 3.90, a fee of .11895 there, and a reserve of .05 for what fees round up to.
  const LOCKED = 995.93105;

  it('locks its cost at the limit, the taker fee there and a reserve of 5 cents', () => {
    const place = { 1: (context: StrategyContext) => void context.place(RESTING) };
    expect(freeCash([], place, { seconds: [0.5, 1.5] })).toEqual([1_000, LOCKED]);
  });

  it('locks one dollar less the limit when it sells', () => {
    const sale = order({ side: 'sell', limit: 4_000, timeInForce: 'gtc' });
    const place = { 1: (context: StrategyContext) => void context.place(sale) };
    expect(freeCash([], place, { seconds: [1.5] })).toEqual([1_000 - 6 - 0.12 - 0.05]);
  });

  it('locks as soon as it is placed, before the venue has it', () => {
    const seen: number[] = [];
    const strategy = scripted({
      1: (context) => {
        context.place(RESTING);
        seen.push(context.cash / 1e6);
      },
    });
    run(tapeOfEvents([BOOK, END]), strategy);
    expect(seen).toEqual([LOCKED]);
  });

  it('frees all of it when it is cancelled', () => {
    const placed: OrderId[] = [];
    const script = {
      1: (context: StrategyContext) => void placed.push(context.place(RESTING)),
      2: (context: StrategyContext) => context.cancel(placed[0] as OrderId),
    };
    expect(freeCash([], script, { seconds: [1.5, 2.5] })).toEqual([LOCKED, 1_000]);
  });

  it('frees all of it when the venue rejects it, kills it or has no more to match', () => {
    const suspended = [facts(0, 0, { status: 'suspended' })];
    const each = { 1: (context: StrategyContext) => void context.place(RESTING) };
    expect(freeCash(suspended, each, { seconds: [1.5] })).toEqual([1_000]);
    for (const timeInForce of ['fok', 'fak'] as const) {
      const place = {
        1: (context: StrategyContext) => void context.place(order({ limit: 3_900, timeInForce })),
      };
      expect(freeCash([], place, { seconds: [1.5] })).toEqual([1_000]);
    }
  });

  it('frees all of it when the book is cleared at the start, and when its market resolves', () => {
    const place = { 1: (context: StrategyContext) => void context.place(RESTING) };
    const cleared = [facts(0, 0, { startTime: at(5), clearAtStart: true })];
    expect(freeCash(cleared, place, { seconds: [4, 6] })).toEqual([LOCKED, 1_000]);
    expect(freeCash([resolution(5, 0, 0)], place, { seconds: [4, 6] })).toEqual([LOCKED, 1_000]);
  });

  it('keeps the lock of what is still open when a part fills', () => {
    const place = { 1: (context: StrategyContext) => void context.place(RESTING) };
    const passed = [quote(2, 0, [3_000, 3_100, 9, 4])];
    // 4 are paid, at .39 without a fee; 6 at .39 stay locked: 2.34, .07137 and the reserve.
    expect(freeCash(passed, place, { seconds: [3] })).toEqual([995.97863]);
  });

  it('locks nothing when it only reduces', () => {
    const script = {
      1: (context: StrategyContext) => void context.place(order()),
      2: (context: StrategyContext) =>
        void context.place(order({ side: 'sell', limit: 5_000, timeInForce: 'gtc', reduceOnly: true })),
    };
    expect(freeCash([], script, { seconds: [1.5, 2.5] })).toEqual([995.88, 995.88]);
  });
});

describe('an order', () => {
  const buy = (
    changed: Parameters<typeof order>[0],
    options: TestOptions = {},
    more: readonly TestEvent[] = [],
  ) =>
    ordersOf(
      run(
        tapeOfEvents([BOOK, ...more, END]),
        scripted({ 1: (context) => void context.place(order(changed)) }),
        options,
      ),
    );

  it('needs the cash that it locks, to the micro-dollar', () => {
    expect(buy({}, { startingCash: usd(4_170_000) })).toEqual([['filled', 10, null]]);
    expect(buy({}, { startingCash: usd(4_169_999) })).toEqual([['rejected', 0, 'not enough cash']]);
  });

  it('cannot spend what another open order has locked', () => {
    const strategy = scripted({
      1: (context) => void context.place(RESTING),
      2: (context) => void context.place(order()),
    });
    const result = run(tapeOfEvents([BOOK, END]), strategy, { startingCash: dollars(8.2) });
    expect(ordersOf(result)[1]).toEqual(['rejected', 0, 'not enough cash']);
    expect(result.counts.rejected).toBe(1);
  });

  it.each([
    [{ limit: 0 }, 'limit 0 is not inside 0..1'],
    [{ limit: 10_000 }, 'limit 10000 is not inside 0..1'],
    [{ size: 0 }, 'size is 0'],
  ])('of %j is rejected', (changed, reason) => {
    expect(buy(changed)).toEqual([['rejected', 0, reason]]);
  });

  it('is a multiple of the lot of its market, and of 0.01 shares at least', () => {
    const whole = [facts(0, 0, { lot: shares(1_000_000) })];
    expect(buy({ size: 1.5 }, {}, whole)).toEqual([
      ['rejected', 0, 'size is not a multiple of the lot 1000000'],
    ]);
    const strategy = scripted({
      1: (context) => void context.place({ ...order(), size: shares(10_001) }),
    });
    expect(ordersOf(run(tapeOfEvents([BOOK, END]), strategy))[0]?.[0]).toBe('rejected');
  });

  it('is at its owner’s hand while it may fill, oldest first', () => {
    const seen: (readonly number[])[] = [];
    const look = (context: StrategyContext) =>
      void seen.push(context.orders(order().market).map((each) => each.limit));
    const strategy = scripted({
      1: (context) => void context.place(order({ limit: 3_800, timeInForce: 'gtc' })),
      2: (context) => void context.place(order({ limit: 3_700, timeInForce: 'gtc' })),
      3: look,
      5: look,
    });
    run(tapeOfEvents([BOOK, quote(4, 0, [3_700, 3_799]), END]), strategy);
    expect(seen).toEqual([[3_800, 3_700], [3_700]]);
  });

  it('in a market that is not there is refused with its number', () => {
    const strategy = scripted({ 1: (context) => void context.place(order({ market: 7 })) });
    expect(() => run(tapeOfEvents([BOOK, END]), strategy)).toThrowError(/\b7\b/);
  });
});

describe('cash', () => {
  it('covers every part of an order that took all of it, whatever each part’s fee rounds to', () => {
    // At .4001 each 6.00 shares cost a fee of .0720059985, charged as .07201: 4 micro-dollars above.
    const sides = [3_900, 4_001, 6, 6] as const;
    const events = Array.from({ length: 12 }, (_, index) => quote(index, 0, sides));
    const seen: number[] = [];
    const strategy = scripted(
      { 1: (context) => void context.place(order({ limit: 4_001, size: 12, timeInForce: 'gtc' })) },
      { fill: (context) => void seen.push(context.cash) },
    );
    // 12 at .4001 are 4.8012, the fee .144011997, the reserve .05.
    const all = usd(4_801_200 + 144_012 + 50_000);
    const result = run(tapeOfEvents([...events, END]), strategy, {
      startingCash: all,
      equityEvery: micros(1_000_000),
    });
    expect(result.fills[0]?.fee).toBe(72_010);
    expect(seen.every((cash) => cash >= 0)).toBe(true);
  });

  it('covers 40 parts of one share on a venue that rounds the balance after each to a cent', () => {
    const sides = (index: number) => [3_900, 4_000 - (index % 2), 1, 1] as const;
    const events = Array.from({ length: 400 }, (_, index) => quote(index, 0, sides(index)));
    const seen: number[] = [];
    const strategy = scripted(
      { 1: (context) => void context.place(order({ limit: 4_000, size: 40, timeInForce: 'gtc' })) },
      { fill: (context) => void seen.push(context.cash) },
    );
    const tape = tapeOfEvents([...events, END], catalogOf([{ venue: 'kalshi' }]));
    // 16.00, a fee of 0.07 x 40 x 0.24 = .672, and the reserve of .05: all the cash there is.
    const result = run(tape, strategy, { startingCash: usd(16_722_000) });
    expect(ordersOf(result)).toEqual([['filled', 40, null]]);
    expect(result.fills).toHaveLength(40);
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(0);
  });

  it('is not missing when a sale is heard of only after its market resolved', () => {
    // All cash is in 10 YES. They are sold at .39, the market pays 0, and only then the sale is heard of.
    const strategy = scripted({
      1: (context) => void context.place(order()),
      5: (context) => void context.place(order({ side: 'sell', limit: 3_900, reduceOnly: true })),
    });
    const venue = { latency: { entryMs: 0, cancelMs: 0, responseMs: 2_000 } };
    const tape = tapeOfEvents([BOOK, resolution(6, 0, 0), quote(10, 0, [null, null])]);
    const result = run(tape, strategy, { startingCash: dollars(4.17), venue });
    expect(fillsOf(result)).toHaveLength(2);
    expect(result.cash).toBe(4_170_000 - 4_120_000 + 3_900_000 - 118_950);
    expect(result.unsettled).toEqual([]);
    expect(result.counts.settled).toBe(1);
  });
});
