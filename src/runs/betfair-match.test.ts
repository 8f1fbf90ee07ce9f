import { beforeAll, describe, expect, it } from 'vitest';
import { kernelOptions } from '../config/kernel-options.js';
import { importDataset } from '../data/import/import-dataset.js';
import { loadTape } from '../data/load-tape.js';
import { realData } from '../data/real-data.testing.js';
import { openStore } from '../data/store.js';
import { runBacktest } from '../engine/backtest.js';
import type { RunResult } from '../engine/run-result.js';
import type { Tape } from '../engine/tape.js';
import type { Micros } from '../engine/units.js';
import { prepareRun } from './prepare-run.js';

const recorded = realData('betfair-cricket');
const skipped = recorded === null ? ' (skipped: the recorded data is not here, set TOUCHLINE_REAL_DATA)' : '';
const WINNER = '1.200806927-228749';

/** Sums that hold whatever was traded: written out here, not taken from the engine. */
function expectAccountsToAddUp(result: RunResult): void {
  const sum = (amounts: readonly number[]): number => amounts.reduce((total, each) => total + each, 0);
  expect(sum(result.ledger.map((row) => row.amount))).toBe(result.cash);
  expect(sum(result.roundTrips.map((trip) => trip.pnl))).toBe(result.cash - result.startingCash);
  expect(sum(result.fills.map((fill) => fill.fee))).toBe(result.fees);
  expect(result.unsettled).toEqual([]);
  // Each market once more from its fills alone: what was paid and got for YES, and what YES then paid.
  const byMarket = new Map<number, { shares: number; cash: number }>();
  for (const { market, side, price, size, fee } of result.fills) {
    const held = byMarket.get(market) ?? { shares: 0, cash: 0 };
    const signed = side === 'buy' ? size : -size;
    byMarket.set(market, { shares: held.shares + signed, cash: held.cash - (signed * price) / 10_000 - fee });
  }
  let change = 0;
  for (const [market, { shares, cash }] of byMarket) {
    change += cash + (result.catalog.markets[market]?.slug === WINNER ? shares : 0);
  }
  expect(Math.round(change)).toBe(result.cash - result.startingCash);
}

describe.skipIf(recorded === null)(`a recorded match of the Betfair exchange${skipped}`, () => {
  let tape: Tape;
  beforeAll(async () => {
    const store = await openStore(':memory:');
    await importDataset(store, { format: 'betfair-stream', path: recorded ?? '', name: 'match' });
    tape = await loadTape(store, { dataset: 'match', includeInferredLabels: false });
    store.close();
  });

  const replay = (
    strategy: string,
    parameters: Record<string, unknown>,
    venue: Record<string, unknown> = {},
  ) => {
    const risk = { perOrderUsd: 'none', perMarketUsd: 'none', perGameUsd: 'none', perSportUsd: 'none' };
    const raw = {
      strategy,
      data: { dataset: 'match' },
      venue,
      risk: { ...risk, perAccountUsd: 'none', dailyLossUsd: 'none' },
      parameters,
    };
    const run = prepareRun(raw, 'test');
    const span = { from: tape.localTime[0] as Micros, to: tape.localTime[tape.length - 1] as Micros };
    return runBacktest(tape, kernelOptions(run.config, run.strategy(), span));
  };

  it('lets a maker quote until the start, and its accounts add up to the micro-dollar', () => {
    const maker = { phase: 'any', unknownPhase: 'allow', sizeShares: 20, moveMin: 0.002, spreadMin: 0.001 };
    const result = replay('maker', maker, { queueModel: 'proportional' });
    expect(result.fills.length).toBeGreaterThan(10);
    expect(result.fills.every((fill) => fill.liquidity === 'maker')).toBe(true);
    expect(
      result.settlements.every((row) => row.payout === (row.market === winnerOf(result) ? 1_000_000 : 0)),
    ).toBe(true);
    expectAccountsToAddUp(result);
  });

  it('holds a taker for the bet delay in play and never before, and its accounts add up', () => {
    const opening = { baseline: { policy: 'opening' }, sizing: { stake: { mode: 'fixed', usd: 20 } } };
    const result = replay('favourite-dip', {
      ...opening,
      entry: {
        phase: 'any',
        unknownPhase: 'allow',
        unknownClock: 'allow',
        unknownSize: 'allow',
        dipRelativeMin: 0.05,
        confidenceMin: 0,
        spreadMax: 0.1,
        entriesPerMarketMax: 20,
      },
      exit: { takeProfit: 0.05, stopLoss: 0.05 },
    });
    expect(result.fills.length).toBeGreaterThan(4);
    expectAccountsToAddUp(result);
    // 5 s of bet delay, 250 ms there and 100 ms back.
    const waits = result.fills.map((fill) => (fill.time - fill.order.placedAt) / 1_000);
    expect(new Set(waits.map((ms) => (ms < 1_000 ? 350 : 5_350)))).toEqual(new Set(waits));
    expect(waits).toContain(5_350);
  });

  const winnerOf = (result: RunResult): number =>
    result.catalog.markets.findIndex((market) => market.slug === WINNER);
});
