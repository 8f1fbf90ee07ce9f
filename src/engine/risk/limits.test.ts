import { describe, expect, it } from 'vitest';
import {
  at,
  catalogOf,
  order,
  ordersOf,
  quote,
  run,
  scripted,
  type TestOptions,
  type TestOrder,
  tapeOfEvents,
} from '../kernel.testing.js';
import { formatUsd, type Usd, usd } from '../units.js';
import type { RiskLimits } from './limits.js';

/** m0 and m1 are of one game, m2 of another of the same sport, m3 of another sport. */
const CATALOG = catalogOf(
  [{ game: 0 }, { game: 0 }, { game: 1 }, { game: 2 }],
  [{ sport: 'basketball' }, { sport: 'basketball' }, { sport: 'soccer', league: 'epl' }],
);
const BOOKS = [0, 1, 2, 3].map((market) => quote(0, market, [3_900, 4_000]));

/** Orders of 10 at .40, 4.00 dollars each, at seconds 1, 2 ...; the last one's state and reason. */
function last(orders: readonly TestOrder[], risk: Partial<RiskLimits>, options: TestOptions = {}) {
  const script = Object.fromEntries(
    orders.map((each, index) => [
      index + 1,
      (context: { place(intent: ReturnType<typeof order>): unknown }) => void context.place(order(each)),
    ]),
  );
  const tape = tapeOfEvents([...BOOKS, quote(100, 0, [3_900, 4_000])], CATALOG);
  return ordersOf(run(tape, scripted(script), { ...options, risk })).at(-1);
}

const FILLED = ['filled', 10, null];

interface Case {
  readonly name: string;
  readonly key: 'perOrder' | 'perMarket' | 'perGame' | 'perSport' | 'perAccount';
  readonly orders: readonly TestOrder[];
  /** What the last order makes of the exposure, 1e-6 dollars. */
  readonly reached: number;
  /** The same orders elsewhere, which the limit does not count together. */
  readonly elsewhere: readonly TestOrder[] | null;
}

const CASES: readonly Case[] = [
  { name: 'per-order', key: 'perOrder', orders: [{}], reached: 4_000_000, elsewhere: [{}, {}] },
  {
    name: 'per-market',
    key: 'perMarket',
    orders: [{}, {}],
    reached: 8_000_000,
    elsewhere: [{ market: 1 }, {}],
  },
  {
    name: 'per-game',
    key: 'perGame',
    orders: [{ market: 1 }, {}],
    reached: 8_000_000,
    elsewhere: [{ market: 2 }, {}],
  },
  {
    name: 'per-sport',
    key: 'perSport',
    orders: [{ market: 2 }, {}],
    reached: 8_000_000,
    elsewhere: [{ market: 3 }, {}],
  },
  {
    name: 'per-account',
    key: 'perAccount',
    orders: [{ market: 3 }, {}],
    reached: 8_000_000,
    elsewhere: null,
  },
];

describe.each(CASES)('the limit $name', ({ name, key, orders, reached, elsewhere }) => {
  it('lets an order through that reaches it to the micro-dollar', () => {
    expect(last(orders, { [key]: usd(reached) })).toEqual(FILLED);
    expect(last(orders, { [key]: usd(reached + 1) })).toEqual(FILLED);
  });

  it('refuses what passes it by one micro-dollar, in words with both numbers', () => {
    const spelled = `${formatUsd(reached as Usd)} USD against a limit of ${formatUsd((reached - 1) as Usd)} USD`;
    expect(last(orders, { [key]: usd(reached - 1) })).toEqual(['rejected', 0, `${name}: ${spelled}`]);
  });

  it('does not count what lies outside it', () => {
    if (elsewhere === null) return;
    const alone = name === 'per-order' ? reached : reached / 2;
    expect(last(elsewhere, { [key]: usd(alone) })).toEqual(FILLED);
  });

  it('lets a reduce-only order through whatever it says', () => {
    const exit: TestOrder = { side: 'sell', limit: 3_900, reduceOnly: true };
    const held = [...orders.slice(0, -1), {}];
    // Reached by the entry itself; a plain order after it would be refused.
    expect(last([...held, exit], { [key]: usd(reached) })).toEqual(FILLED);
    if (name !== 'per-order') expect(last([...held, {}], { [key]: usd(reached) })?.[0]).toBe('rejected');
  });

  it('counts an order that is open like a holding', () => {
    if (name === 'per-order') return;
    const resting = orders
      .slice(0, -1)
      .map((each): TestOrder => ({ ...each, limit: 3_900, timeInForce: 'gtc' }));
    expect(last([...resting, {}], { [key]: usd(7_899_999) })?.[0]).toBe('rejected');
    expect(last([...resting, {}], { [key]: usd(8_100_000) })).toEqual(FILLED);
  });

  it('counts NO at what it costs: one dollar less the price', () => {
    if (name !== 'per-order') return;
    const no: TestOrder = { side: 'sell', limit: 3_900 };
    expect(last([no], { [key]: usd(6_100_000) })).toEqual(FILLED);
    expect(last([no], { [key]: usd(6_099_999) })?.[0]).toBe('rejected');
  });
});

describe('the limit open-markets', () => {
  it('refuses one market more than it says, and not more of a market that is open', () => {
    const two: readonly TestOrder[] = [{ market: 0 }, { market: 1 }];
    expect(last([...two, { market: 2 }], { openMarkets: 3 })).toEqual(FILLED);
    expect(last([...two, { market: 2 }], { openMarkets: 2 })).toEqual([
      'rejected',
      0,
      'open-markets: 2 against a limit of 2',
    ]);
    expect(last([...two, { market: 1 }], { openMarkets: 2 })).toEqual(FILLED);
  });

  it('counts markets that are being entered', () => {
    const entering: TestOrder = { market: 1, limit: 3_900, timeInForce: 'gtc' };
    expect(last([entering, { market: 2 }], { openMarkets: 1 })?.[0]).toBe('rejected');
  });

  it('forgets a market that is left', () => {
    const exit: TestOrder = { market: 1, side: 'sell', limit: 3_900, reduceOnly: true };
    expect(last([{ market: 1 }, exit, { market: 2 }], { openMarkets: 1 })).toEqual(FILLED);
  });
});

describe('the limit daily-loss', () => {
  // 10 bought at .40 are worth 3.90 at the bid, after a fee of .12: a loss of .22.
  const orders: readonly TestOrder[] = [{}, {}];

  it('refuses once the loss has reached it, and not one micro-dollar before', () => {
    expect(last(orders, { dailyLoss: usd(220_001) })).toEqual(FILLED);
    expect(last(orders, { dailyLoss: usd(220_000) })).toEqual([
      'rejected',
      0,
      'daily-loss: 0.22 USD against a limit of 0.22 USD',
    ]);
    expect(last(orders, { dailyLoss: usd(219_999) })?.[0]).toBe('rejected');
  });

  it('never holds back an order that only reduces', () => {
    const exit: TestOrder = { side: 'sell', limit: 3_900, reduceOnly: true };
    expect(last([{}, exit], { dailyLoss: usd(100_000) })).toEqual(FILLED);
  });

  it('starts anew when the trading day begins, that very instant included', () => {
    const dailyLoss = usd(220_000);
    expect(last(orders, { dailyLoss }, { dayStarts: [at(1.5)] })).toEqual(FILLED);
    expect(last(orders, { dailyLoss }, { dayStarts: [at(2)] })).toEqual(FILLED);
    expect(last(orders, { dailyLoss }, { dayStarts: [at(2.000001)] })?.[0]).toBe('rejected');
    expect(last(orders, { dailyLoss }, { dayStarts: [at(0.5)] })?.[0]).toBe('rejected');
  });

  it('counts from the equity that the day began with, not from the deposit', () => {
    // .22 lost on the first day and .22 on the second.
    const risk = { dailyLoss: usd(220_001) };
    expect(last([{}, {}, {}], risk, { dayStarts: [at(1.5)] })).toEqual(FILLED);
    expect(last([{}, {}, {}], risk)?.[0]).toBe('rejected');
  });
});

describe('the controls', () => {
  it('are on the order funnel with what each was reached, passed and alone blocked', () => {
    const tape = tapeOfEvents([...BOOKS, quote(100, 0, [3_900, 4_000])], CATALOG);
    const strategy = scripted({
      1: (context) => void context.place(order({ size: 10 })),
      2: (context) => void context.place(order({ size: 20 })),
      3: (context) => void context.place(order({ size: 30 })),
    });
    const risk = { perOrder: usd(8_000_000), perMarket: usd(11_000_000) };
    expect(run(tape, strategy, { risk }).funnel).toEqual([
      { action: 'order', gate: 'per-order', reached: 3, passed: 2, blockedAlone: 0 },
      { action: 'order', gate: 'per-market', reached: 2, passed: 1, blockedAlone: 1 },
      { action: 'order', gate: 'cash', reached: 1, passed: 1, blockedAlone: 0 },
    ]);
  });
});
