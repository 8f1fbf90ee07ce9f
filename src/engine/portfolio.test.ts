import { describe, expect, it } from 'vitest';
import {
  at,
  catalogOf,
  dollars,
  facts,
  order,
  quote,
  resolution,
  run,
  scripted,
  type TestEvent,
  type TestOrder,
  tapeOfEvents,
} from './kernel.testing.js';
import type { RunResult } from './run-result.js';
import { shares, usd } from './units.js';

const BOOK = quote(0, 0, [3_900, 4_000]);
const BUY: TestOrder = { size: 10, tag: 'entry' };
const SELL: TestOrder = { side: 'sell', limit: 3_900, size: 10, tag: 'exit' };

/** Places the orders at seconds 1, 2 ... over the book of bid .39 and ask .40, then lets `later` happen. */
function hold(
  orders: readonly TestOrder[],
  later: readonly TestEvent[] = [],
  startingCash = dollars(1_000),
): RunResult {
  const script = Object.fromEntries(
    orders.map((each, index) => [
      index + 1,
      (context: { place(intent: ReturnType<typeof order>): unknown }) => void context.place(order(each)),
    ]),
  );
  const end = quote(1_000, 1, [null, null]);
  return run(tapeOfEvents([BOOK, ...later, end], catalogOf([{}, {}])), scripted(script), { startingCash });
}

const microDollars = (count: number): number => Math.round(count * 1_000_000);

describe('10 YES bought at .40 for 4.00 and a fee of .12', () => {
  it.each([
    [1, 1_005.88],
    [0, 995.88],
    [0.5, 1_000.88],
    [0.333333, 999.21333],
  ])('are worth their payout: %d a share leaves %d dollars', (payout, cash) => {
    const result = hold([BUY], [resolution(10, 0, payout)]);
    expect(result.cash).toBe(microDollars(cash));
    expect(result.equity).toBe(microDollars(cash));
    expect(result.counts).toMatchObject({ settled: 1, unsettled: 0 });
    expect(result.settlements).toEqual([
      {
        time: at(10),
        market: order().market,
        position: 10_000_000,
        payout: microDollars(payout),
        cash: microDollars(10 * payout),
        label: 'authoritative',
      },
    ]);
    expect(result.roundTrips).toEqual([
      {
        market: order().market,
        side: 'yes',
        openedAt: at(1),
        closedAt: at(10),
        size: 10_000_000,
        cost: 4_000_000,
        proceeds: microDollars(10 * payout),
        fees: 120_000,
        pnl: microDollars(10 * payout - 4.12),
        closedBy: 'settlement',
      },
    ]);
  });

  it('are a ledger of deposit, trade, fee and settlement, each with the cash after it', () => {
    const rows = hold([BUY], [resolution(10, 0, 1)]).ledger.map((row) => [
      row.kind,
      row.amount,
      row.cashAfter,
    ]);
    expect(rows).toEqual([
      ['deposit', 1_000_000_000, 1_000_000_000],
      ['trade', -4_000_000, 996_000_000],
      ['fee', -120_000, 995_880_000],
      ['settlement', 10_000_000, 1_005_880_000],
    ]);
  });

  it('sold at .39 are a trip of -.33895: .10 of spread and two fees', () => {
    const result = hold([BUY, SELL]);
    expect(result.cash).toBe(microDollars(1_000 - 0.1 - 0.12 - 0.11895));
    expect(result.roundTrips).toMatchObject([
      { pnl: microDollars(-0.33895), closedBy: 'exit', closedAt: at(2) },
    ]);
    expect(result.unsettled).toEqual([]);
  });

  it('sold in part keep their part of the cost', () => {
    const result = hold([BUY, { ...SELL, size: 4 }]);
    expect(result.unsettled).toEqual([
      { market: order().market, position: 6_000_000, cost: 2_400_000, mark: 2_340_000 },
    ]);
  });

  it('without a resolution are unsettled: marked at the bid, and never in cash', () => {
    const result = hold([BUY]);
    expect(result.cash).toBe(microDollars(995.88));
    expect(result.equity).toBe(microDollars(995.88 + 3.9));
    expect(result.counts).toMatchObject({ settled: 0, unsettled: 1 });
    expect(result.unsettled).toEqual([
      { market: order().market, position: 10_000_000, cost: 4_000_000, mark: 3_900_000 },
    ]);
    expect(result.roundTrips).toMatchObject([{ closedBy: 'unsettled', proceeds: 0, pnl: -4_120_000 }]);
  });

  it('keep the last bid that was heard when that side falls empty', () => {
    const result = hold([BUY], [quote(5, 0, [3_000, 4_000]), quote(6, 0, [null, 4_000])]);
    expect(result.unsettled).toMatchObject([{ mark: 3_000_000 }]);
  });
});

describe('10 YES sold at .39 that are not held', () => {
  it.each([
    [0, 1_003.78105],
    [1, 993.78105],
    [0.5, 998.78105],
  ])('are 10 NO for 6.10 and a fee of .11895: YES at %d leaves %d dollars', (payout, cash) => {
    const result = hold([SELL], [resolution(10, 0, payout)]);
    expect(result.cash).toBe(microDollars(cash));
    expect(result.roundTrips).toMatchObject([
      { side: 'no', cost: 6_100_000, fees: 118_950, size: 10_000_000 },
    ]);
    expect(result.settlements).toMatchObject([
      { position: -10_000_000, cash: microDollars(10 * (1 - payout)) },
    ]);
  });

  it('are marked at one dollar less the ask', () => {
    expect(hold([SELL]).unsettled).toEqual([
      { market: order().market, position: -10_000_000, cost: 6_100_000, mark: 6_000_000 },
    ]);
  });

  it('are bought back at .40: 6.00 come in', () => {
    const result = hold([SELL, BUY]);
    expect(result.cash).toBe(microDollars(1_000 - 6.1 + 6 - 0.11895 - 0.12));
    expect(result.roundTrips).toMatchObject([
      { side: 'no', proceeds: 6_000_000, pnl: microDollars(-0.33895) },
    ]);
  });
});

describe('a position turned over in one fill', () => {
  it('ends one trip and begins the next at the same instant; the fee is the new one’s', () => {
    const result = hold([BUY, { ...SELL, size: 25 }]);
    expect(result.roundTrips).toMatchObject([
      { side: 'yes', size: 10_000_000, cost: 4_000_000, proceeds: 3_900_000, fees: 120_000, pnl: -220_000 },
      {
        side: 'no',
        size: 15_000_000,
        cost: 9_150_000,
        fees: 297_380,
        openedAt: at(2),
        closedBy: 'unsettled',
      },
    ]);
    expect(result.ledger.slice(3).map((row) => [row.kind, row.amount])).toEqual([
      ['trade', 3_900_000],
      ['trade', -9_150_000],
      ['fee', -297_380], // 0.05 x 25 x 0.39 x 0.61 = 0.297375, half up to 0.00001
    ]);
    expect(result.unsettled).toMatchObject([{ position: -15_000_000, cost: 9_150_000 }]);
  });

  it('from NO to YES does the same', () => {
    const result = hold([SELL, { ...BUY, size: 25 }]);
    expect(result.roundTrips).toMatchObject([
      { side: 'no', size: 10_000_000, cost: 6_100_000, proceeds: 6_000_000 },
      { side: 'yes', size: 15_000_000, cost: 6_000_000 },
    ]);
  });
});

describe('rounding', () => {
  it('of a payout goes against the account, whichever side it holds', () => {
    const bought = hold([{ ...BUY, size: 0.01 }], [resolution(10, 0, 0.333333)]);
    expect(bought.settlements).toMatchObject([{ cash: 3_333 }]); // 3333.33
    const sold = hold([{ ...SELL, size: 0.01 }], [resolution(10, 0, 0.333333)]);
    expect(sold.settlements).toMatchObject([{ cash: 6_666 }]); // 6666.67
  });

  it('of a fill goes against the account: up when it pays, down when it is paid', () => {
    // 333333 millionths of a share at .3333 are 111099.89 micro-dollars; as NO at .6667 they are 222233.11.
    const sizes = { bidSize: shares(333_333), askSize: shares(333_333) };
    const fine = [facts(0, 0, { lot: shares(1) }), { ...quote(0, 0, [3_333, 3_333]), ...sizes }];
    const again = { ...quote(1.5, 0, [3_333, 3_333]), ...sizes };
    const [buy, sell] = [order({ limit: 3_333 }), order({ side: 'sell', limit: 3_333 })];
    const trades = (first: typeof buy, second: typeof buy) => {
      const strategy = scripted({
        1: (context) => void context.place(first),
        2: (context) => void context.place(second),
      });
      const rows = run(tapeOfEvents([...fine, again, quote(9, 0, [null, null])]), strategy).ledger;
      return rows.filter((row) => row.kind === 'trade').map((row) => row.amount);
    };
    expect(trades(buy, sell)).toEqual([-111_100, 111_099]);
    expect(trades(sell, buy)).toEqual([-222_234, 222_233]);
  });
});

describe('a resolution', () => {
  it('that is repeated changes nothing', () => {
    const once = hold([BUY], [resolution(10, 0, 1)]);
    const twice = hold([BUY], [resolution(10, 0, 1), resolution(11, 0, 1)]);
    expect(twice.cash).toBe(once.cash);
    expect(twice.ledger).toEqual(once.ledger);
    expect(twice.counts.settled).toBe(1);
  });

  it('that is corrected leaves what the last outcome alone would have left, on either side', () => {
    for (const order of [BUY, SELL]) {
      for (const [first, last] of [
        [1, 0],
        [0, 1],
        [0.5, 1],
        [1, 0.333333],
      ] as const) {
        const corrected = hold([order], [resolution(10, 0, first), resolution(11, 0, last)]);
        const alone = hold([order], [resolution(11, 0, last)]);
        expect(corrected.cash).toBe(alone.cash);
        expect(corrected.counts.settled).toBe(1);
        expect(corrected.settlements.map((row) => row.time)).toEqual([at(10), at(11)]);
        expect(corrected.roundTrips.map((trip) => trip.closedBy)).toEqual(['settlement', 'correction']);
        const pnl = corrected.roundTrips.reduce((sum, trip) => sum + trip.pnl, 0);
        expect(pnl).toBe(alone.roundTrips[0]?.pnl);
      }
    }
  });

  it('whose correction takes back more than there is ends the run, with the amounts', () => {
    // 4.12 + 0.12 of 5 dollars; settled at 1 there are 10.88, of which 8.24 are spent on another market.
    const tape = tapeOfEvents(
      [quote(0, 0, [3_900, 4_000]), quote(0, 1, [3_900, 4_000]), resolution(10, 0, 1), resolution(20, 0, 0)],
      catalogOf([{}, {}]),
    );
    const strategy = scripted({
      1: (context) => void context.place(order()),
      12: (context) => void context.place(order({ market: 1, size: 20 })),
    });
    expect(() => run(tape, strategy, { startingCash: dollars(5) })).toThrowError(
      expect.objectContaining({
        code: 'ENGINE_SETTLEMENT',
        message: expect.stringContaining('takes back more'),
      }),
    );
  });

  it('of a market that is not held moves no cash and is no settlement', () => {
    const result = hold([], [resolution(10, 0, 1)]);
    expect(result.ledger).toHaveLength(1);
    expect(result.counts.settled).toBe(0);
  });
});

describe('a deposit', () => {
  it('is the first row of the ledger, at the first instant of the tape', () => {
    expect(hold([], [], usd(7)).ledger).toEqual([
      { time: at(0), kind: 'deposit', market: -1, amount: 7, cashAfter: 7 },
    ]);
  });
});

describe('a trade that fails to settle', () => {
  const failing = { failedFills: { probability: 1, afterMs: 5_000 } };
  const standing = { failedFills: { probability: 0, afterMs: 5_000 } };
  const tape = (...events: Parameters<typeof tapeOfEvents>[0]) =>
    tapeOfEvents([quote(0, 0, [3_900, 4_000]), quote(30, 0, [3_900, 4_000]), ...events]);
  const buy = scripted({ 1: (context) => void context.place(order()) });

  it('is undone to the micro-dollar, fee included, and the order does not come back', () => {
    const result = run(tape(), buy, { venue: failing });
    expect(result.cash).toBe(1_000_000_000);
    expect(result.fees).toBe(0);
    expect(result.fills.map((fill) => [fill.side, fill.time, fill.fee])).toEqual([
      ['buy', at(1), 120_000],
      ['sell', at(6), -120_000],
    ]);
    expect(result.orders.map((each) => each.state)).toEqual(['filled']);
    expect(result.unsettled).toEqual([]);
  });

  it('after the market was resolved leaves what never having traded would have left', () => {
    for (const payout of [0, 0.5, 1]) {
      expect(run(tape(resolution(3, 0, payout)), buy, { venue: failing }).cash).toBe(1_000_000_000);
    }
  });

  it('is drawn from the order: no trade fails at 0, all at 1, some between, the same in every run', () => {
    const many = scripted(
      Object.fromEntries(
        Array.from({ length: 25 }, (_, second) => [
          second + 1,
          (context) => void context.place(order({ size: 1 })),
        ]),
      ),
    );
    const voided = (probability: number) =>
      run(tape(), many, { venue: { failedFills: { probability, afterMs: 1_000 } } }).fills.filter(
        (fill) => fill.side !== fill.order.side,
      ).length;
    expect(run(tape(), many, { venue: standing }).fills).toHaveLength(25);
    expect(voided(1)).toBe(25);
    expect(voided(0.5)).toBeGreaterThan(3);
    expect(voided(0.5)).toBeLessThan(22);
    expect(voided(0.5)).toBe(voided(0.5));
  });
});
