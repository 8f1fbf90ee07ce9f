import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import {
  dollars,
  lots,
  order,
  quote,
  resolution,
  run,
  scripted,
  T0,
  type TestOptions,
  tapeOfEvents,
} from './kernel.testing.js';
import { NaiveVenue } from './naive-venue.testing.js';
import type { RunResult } from './run-result.js';
import { shares, usd } from './units.js';
import { followWorld, naiveInputs, tapeOfWorld, type World, worlds } from './world.testing.js';

const totalOf = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const RICH = dollars(1_000_000);
const STALE_MS = 20_000;

function play(world: World, options: TestOptions = {}): RunResult {
  return run(tapeOfWorld(world), followWorld(world), options);
}

const withoutCancels = (world: World): World => ({
  ...world,
  orders: world.orders.map((each) => ({ ...each, cancelAt: null })),
});

const byMarket = (rows: readonly (readonly [number, number])[]) => [...rows].sort(([a], [b]) => a - b);

/** Plays the world on both and compares; returns how many fills there were, and of makers. */
function compare(world: World, entryMs: number): readonly [fills: number, makers: number] {
  const { events, orders } = naiveInputs(world);
  const rules = { latency: entryMs * 1_000, sizeCap: 8_000_000, staleAfter: STALE_MS * 1_000 };
  const naive = new NaiveVenue(events, orders, rules);
  const latency = { entryMs, cancelMs: 0, responseMs: 0 };
  const venue = { latency, quoteSizeCap: lots(8), staleAfterMs: STALE_MS };
  const result = play(world, { startingCash: RICH, venue });
  const numberOf = new Map(result.orders.map((each, number) => [each, number]));
  const fills = result.fills.map(({ order: of, price, size, fee, liquidity, time }) => [
    numberOf.get(of),
    price,
    size,
    fee,
    liquidity,
    time,
  ]);
  expect(fills).toEqual(naive.fills);
  const open = [...naive.position].filter(([, size]) => size !== 0);
  expect(byMarket(result.unsettled.map((row) => [row.market, row.position]))).toEqual(byMarket(open));
  expect(result.cash).toBe(naive.cash(RICH));
  expect(result.fees).toBe(Number(naive.fees));
  return [fills.length, naive.fills.filter((fill) => fill[4] === 'maker').length];
}

describe('the kernel and a naive simulator of the same rules', () => {
  let markets = 0;
  afterAll(() => expect(markets).toBeGreaterThan(5_000));

  it.each([0, 500, 700])('agree on every fill, position and cent, with %i ms to the venue', (entryMs) => {
    const all = { fills: 0, makers: 0 };
    fc.assert(
      fc.property(worlds, (world) => {
        const [fills, makers] = compare(withoutCancels(world), entryMs);
        markets += world.markets;
        all.fills += fills;
        all.makers += makers;
      }),
      { numRuns: 900 },
    );
    // The worlds are no empty ones: both kinds of fill are common.
    expect(all.fills).toBeGreaterThan(1_000);
    expect(all.makers).toBeGreaterThan(250);
  });
});

describe('money is neither made nor lost', () => {
  const poor: fc.Arbitrary<TestOptions> = fc
    .record({
      cents: fc.integer({ min: 0, max: 4_000 }),
      entryMs: fc.constantFrom(0, 300),
      responseMs: fc.constantFrom(0, 400, 3_000),
    })
    .map(({ cents, entryMs, responseMs }) => ({
      startingCash: dollars(cents / 100),
      venue: { latency: { entryMs, cancelMs: entryMs, responseMs }, quoteSizeCap: lots(8) },
    }));

  it('cash is the deposit and every movement on the ledger, and is never below 0', () => {
    fc.assert(
      fc.property(worlds, poor, (world, options) => {
        const result = play(world, options);
        let cash = 0;
        for (const [place, row] of result.ledger.entries()) {
          cash += row.amount;
          expect(row.cashAfter).toBe(cash);
          // A sale that is heard of after its market resolved is two rows of one instant.
          if (result.ledger[place + 1]?.time !== row.time) expect(cash).toBeGreaterThanOrEqual(0);
        }
        expect(cash).toBe(result.cash);
      }),
      { numRuns: 120 },
    );
  });

  it('fees on fills, on the ledger and on round trips are one sum', () => {
    fc.assert(
      fc.property(worlds, poor, (world, options) => {
        const result = play(world, options);
        expect(totalOf(result.fills.map((fill) => fill.fee))).toBe(result.fees);
        const paid = result.ledger.filter((row) => row.kind === 'fee').map((row) => -row.amount);
        expect(totalOf(paid)).toBe(result.fees);
        expect(totalOf(result.roundTrips.map((trip) => trip.fees))).toBe(result.fees);
      }),
      { numRuns: 120 },
    );
  });

  it('cash at the end is the deposit and the P&L of every round trip, open ones at what they cost', () => {
    fc.assert(
      fc.property(worlds, poor, (world, options) => {
        const result = play(world, options);
        expect(result.startingCash + totalOf(result.roundTrips.map((trip) => trip.pnl))).toBe(result.cash);
        const open = result.roundTrips.filter((trip) => trip.closedBy === 'unsettled');
        expect(open).toHaveLength(result.unsettled.length);
        expect(result.equity).toBe(result.cash + totalOf(result.unsettled.map((row) => row.mark)));
      }),
      { numRuns: 120 },
    );
  });

  it('free cash is never below 0 and never above equity, whenever the strategy looks', () => {
    fc.assert(
      fc.property(worlds, poor, (world, options) => {
        let looks = 0;
        const look = (context: { cash: number; equity: number }): void => {
          looks += 1;
          expect(context.cash).toBeGreaterThanOrEqual(0);
          expect(context.cash).toBeLessThanOrEqual(context.equity);
        };
        const watch = { quote: look, fill: look, orderUpdate: look, resolution: look, roundTrip: look };
        const result = run(tapeOfWorld(world), followWorld(world, watch), options);
        expect(looks).toBeGreaterThan(0);
        expect(result.orders.filter((each) => each.state === 'sending' || each.state === 'live')).toEqual([]);
      }),
      { numRuns: 120 },
    );
  });

  it('every cent that was locked is free again once no order is open', () => {
    fc.assert(
      fc.property(worlds, poor, (world, options) => {
        const free: number[] = [];
        const stop = (context: { cash: number }) => void free.push(context.cash);
        const result = run(tapeOfWorld(world), followWorld(world, { stop }), options);
        // What rests in a market without a resolution is still open then.
        const left = result.orders.filter((each) => each.reason === 'the data ended');
        if (left.every((each) => each.reduceOnly)) expect(free).toEqual([result.cash]);
        else expect(free[0]).toBeLessThan(result.cash);
      }),
      { numRuns: 120 },
    );
  });

  it('a YES and a NO of one market are paid one dollar a share together, whatever it pays', () => {
    const book = quote(0, 0, [4_900, 5_000]);
    const sizes = fc.integer({ min: 1, max: 10_000 }).map((count) => shares(count * 10_000));
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 10_000 }), fc.boolean(), (size, units, fine) => {
        const payout = fine ? units : units * 100;
        const settled = (side: 'buy' | 'sell'): number => {
          const intent = { ...order({ side, limit: side === 'buy' ? 5_000 : 4_900 }), size };
          const strategy = scripted({ 1: (context) => void context.place(intent) });
          const tape = tapeOfEvents([book, resolution(5, 0, payout / 1e6)]);
          return run(tape, strategy).settlements[0]?.cash ?? Number.NaN;
        };
        // What a fraction of a micro-dollar is rounded by goes against both.
        const exact = (BigInt(size) * BigInt(payout)) % 1_000_000n === 0n;
        expect(settled('buy') + settled('sell')).toBe(size - (exact ? 0 : 1));
      }),
      { numRuns: 120 },
    );
  });
});

describe('a run', () => {
  it('has the same output hash each time', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        expect(play(world).outputHash).toBe(play(world).outputHash);
      }),
      { numRuns: 100 },
    );
  });

  it('is the same up to each resolution whatever that pays', () => {
    fc.assert(
      fc.property(worlds, fc.integer({ min: 0, max: 2 }), (world, chosen) => {
        const outcome = world.events.find((event) => event.kind === 'resolution' && event.market === chosen);
        if (outcome?.kind !== 'resolution') return;
        const other = { ...outcome, payout: 1_000_000 - outcome.payout };
        const events = world.events.map((event) => (event === outcome ? other : event));
        const until = T0 + outcome.at * 1e6;
        const earlier = (result: RunResult) => ({
          orders: result.orders.filter((each) => each.placedAt < until).map((each) => each.id),
          fills: result.fills
            .filter((fill) => fill.time < until)
            .map((fill) => [fill.order.id, fill.price, fill.size, fill.fee, fill.time]),
          ledger: result.ledger.filter((row) => row.time < until),
        });
        expect(earlier(play({ ...world, events }))).toEqual(earlier(play(world)));
      }),
      { numRuns: 120 },
    );
  });

  it('without cash does nothing', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const result = play(world, { startingCash: usd(0) });
        expect(result.counts).toMatchObject({ fills: 0, rejected: world.orders.length });
      }),
      { numRuns: 50 },
    );
  });
});
