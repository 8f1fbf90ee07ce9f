import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gameIndex, type MarketIndex, marketIndex, orderId } from '../engine/ids.js';
import type { RunResult } from '../engine/run-result.js';
import type { OrderView } from '../engine/strategy.js';
import { micros, price, shares, usd } from '../engine/units.js';
import { type FinishedRun, listRuns, loadRun, saveRun } from './runs.js';
import { faultOf } from './source-files.testing.js';
import { openStore, type Store } from './store.js';
import { listTrials, recordTrial } from './trials.js';

let store: Store;
beforeEach(async () => {
  store = await openStore(':memory:');
});
afterEach(() => store.close());

const market = marketIndex(0);
const order: OrderView = {
  id: orderId('00000000000000ff'),
  market,
  side: 'buy',
  limit: price(4100),
  size: shares(10_000_000),
  timeInForce: 'fak',
  reduceOnly: false,
  tag: 'entry "quoted"; 進',
  state: 'filled',
  filled: shares(10_000_000),
  placedAt: micros(1_783_729_546_000_001),
  reason: null,
};
const time = micros(1_783_729_546_000_002);
const gate = (value: number, passed = true) => ({ gate: 'dip', value, threshold: 0.1 + 0.2, passed });

const RESULT: RunResult = {
  strategy: { name: 'favourite-dip', version: '1' },
  catalog: {
    games: [{ index: gameIndex(0), id: 'g', league: 'nba', sport: 'basketball', date: '2026-07-11' }],
    markets: [
      { index: market, venue: 'polymarket-us', slug: 's', question: 'q', game: gameIndex(0), yesMeans: null },
    ],
    sources: ['polymarket-us'],
  },
  startingCash: usd(1_000_000_000),
  cash: usd(999_999_999),
  equity: usd(1_000_000_001),
  fees: usd(-3),
  counts: {
    events: 9,
    quotes: 8,
    trades: 0,
    markets: 1,
    games: 1,
    decisions: 2,
    orders: 2,
    fills: 1,
    rejected: 1,
    settled: 1,
    unsettled: 1,
  },
  funnel: [{ action: 'enter', gate: 'dip', reached: 5, passed: 2, blockedAlone: 1 }],
  decisions: [
    {
      time,
      market,
      action: 'enter',
      label: 'yes',
      verdict: 'blocked',
      blockedBy: 'dip',
      gates: [gate(Number.NaN, false), gate(Number.POSITIVE_INFINITY), gate(-0), gate(1e-300)],
      confidence: [{ factor: 'edge', score: 1 / 3, weight: 0.25, known: false, detail: 'no clock' }],
      sizing: [{ step: 'kelly', usd: 12.345678 }],
      belief: {
        side: 'yes',
        probability: 1 / 3,
        confidence: null,
        mid: 0.305,
        cost: 0.31,
        spread: 0.01,
        askShares: null,
        secondsLeft: 600,
      },
    },
    {
      time,
      market,
      action: 'exit',
      label: 'stop',
      verdict: 'acted',
      blockedBy: null,
      gates: [],
      confidence: [],
      sizing: [],
      belief: null,
    },
  ],
  orders: [
    order,
    { ...order, id: orderId('0000000000000100'), state: 'rejected', filled: shares(0), reason: 'late' },
  ],
  fills: [
    {
      order: { ...order, state: 'live', filled: shares(4_000_000) },
      market,
      side: 'buy',
      price: price(4100),
      size: shares(4_000_000),
      fee: usd(-3),
      liquidity: 'maker',
      time,
    },
  ],
  ledger: [
    {
      time,
      kind: 'deposit',
      market: -1 as MarketIndex,
      amount: usd(1_000_000_000),
      cashAfter: usd(1_000_000_000),
    },
  ],
  settlements: [{ time, market, position: -5, payout: usd(500_000), cash: usd(2), label: 'inferred' }],
  roundTrips: [
    {
      market,
      side: 'no',
      openedAt: time,
      closedAt: time,
      size: 10,
      cost: usd(4),
      proceeds: usd(5),
      fees: usd(0),
      pnl: usd(1),
      closedBy: 'settlement',
    },
  ],
  unsettled: [{ market, position: 7, cost: usd(3), mark: usd(0) }],
  equityCurve: [{ time, equity: usd(1), cash: usd(-2), openMarkets: 1 }],
  assumptions: ['quotes carry no size', 'fees of July'],
  outputHash: 'ab'.repeat(32),
};
const RUN: FinishedRun = {
  result: RESULT,
  dataset: { id: 1, name: 'small', manifestHash: 'cd'.repeat(32) },
  selectionHash: '12'.repeat(32),
  config: '{"seed":1}',
  configHash: 'ef'.repeat(32),
  certificateInputs: '34'.repeat(32),
  kind: 'backtest',
  startedAt: 1_783_729_546_000_000,
  finishedAt: 1_783_729_547_000_000,
};

describe('a run that is kept', () => {
  it('comes back as it was: NaN, infinities and negative zero in its gates included', async () => {
    const id = await saveRun(store, RUN);
    const run = await loadRun(store, id);
    expect(run.result).toEqual(RESULT);
    expect(Object.is(run.result.decisions[0]?.gates[2]?.value, -0)).toBe(true);
    expect(run).toMatchObject({
      dataset: 'small',
      config: RUN.config,
      certificateInputs: RUN.certificateInputs,
    });
  });

  it('may come of events that are not in the store', async () => {
    const id = await saveRun(store, { ...RUN, dataset: { ...RUN.dataset, id: null } });
    expect((await loadRun(store, id)).datasetId).toBeNull();
  });

  it('is found by the beginning of its id, and refused when there is none or no name', async () => {
    const id = await saveRun(store, RUN);
    expect((await loadRun(store, id.slice(0, 6))).id).toBe(id);
    for (const wrong of ['', 'zz']) expect((await faultOf(loadRun(store, wrong))).code).toBe('DATA_RUN');
  });

  it('is kept once; the ledger counts every time that it ran', async () => {
    const first = await saveRun(store, RUN);
    const again = await saveRun(store, {
      ...RUN,
      startedAt: RUN.startedAt + 9,
      finishedAt: RUN.finishedAt + 9,
    });
    expect(again).toBe(first);
    expect((await listRuns(store)).map((run) => [run.id, run.startedAt])).toEqual([[first, RUN.startedAt]]);
    expect(await listTrials(store)).toHaveLength(2);
  });

  it('with another output is another run', async () => {
    const first = await saveRun(store, RUN);
    const other = await saveRun(store, { ...RUN, result: { ...RESULT, outputHash: 'ac'.repeat(32) } });
    expect(other).not.toBe(first);
    expect(await listRuns(store)).toHaveLength(2);
  });

  it('is kept whole or not at all', async () => {
    const broken = { ...RESULT, equityCurve: [{ time, equity: usd(1), cash: usd(1), openMarkets: 0.5 }] };
    await store.run('DROP TABLE run_equity');
    await expect(saveRun(store, { ...RUN, result: broken })).rejects.toThrow();
    expect(await listTrials(store)).toEqual([]);
    expect(await listRuns(store)).toEqual([]);
  });
});

describe('the trial ledger', () => {
  it('holds every run on a dataset, oldest first, by the content that it ran on', async () => {
    const trial = {
      dataset: 'small',
      manifestHash: 'm1',
      selectionHash: 's',
      configHash: 'c1',
      strategy: 'x',
      strategyVersion: '1',
      kind: 'sweep',
      startedAt: 1,
      finishedAt: 2,
      outputHash: 'o',
      pnl: -5,
      fees: 6,
      games: 7,
      fills: 8,
    } as const;
    expect(await recordTrial(store, trial)).toBe(1);
    expect(await recordTrial(store, { ...trial, configHash: 'c2' })).toBe(2);
    expect(await recordTrial(store, { ...trial, manifestHash: 'm2' })).toBe(3);
    expect(await listTrials(store, 'm1')).toEqual([trial, { ...trial, configHash: 'c2' }]);
    expect(await listTrials(store)).toHaveLength(3);
  });
});
