import { describe, expect, it } from 'vitest';
import { gameIndex, marketIndex, orderId } from '../engine/ids.js';
import type { RoundTrip, RunResult } from '../engine/run-result.js';
import type { FillView } from '../engine/strategy.js';
import { micros, price, shares, usd } from '../engine/units.js';
import { costSensitivity } from './cost-sensitivity.js';
import { fixtureResult } from './fixture.testing.js';
import { tradeFills } from './trade-fills.js';

const MARKET = marketIndex(0);

const fillOf = (side: 'buy' | 'sell', cents: number, size: number, time: number): FillView => ({
  order: {
    id: orderId('0'.repeat(16)),
    market: MARKET,
    side,
    limit: price(cents * 100),
    size: shares(size * 1e6),
    timeInForce: 'fak',
    reduceOnly: false,
    tag: '',
    state: 'filled',
    filled: shares(size * 1e6),
    placedAt: micros(time),
    reason: null,
  },
  market: MARKET,
  side,
  price: price(cents * 100),
  size: shares(size * 1e6),
  fee: usd(0),
  liquidity: 'taker',
  time: micros(time),
});

const tripOf = (trip: Partial<RoundTrip> & Pick<RoundTrip, 'side' | 'closedBy'>): RoundTrip => ({
  market: MARKET,
  openedAt: micros(1),
  closedAt: micros(9),
  size: 10e6,
  cost: usd(0),
  proceeds: usd(0),
  fees: usd(0),
  pnl: usd(0),
  ...trip,
});

/** A run of one market of one game with the given fills and round trips. */
const runOf = (fills: readonly FillView[], roundTrips: readonly RoundTrip[]): RunResult => ({
  ...fixtureResult({ games: 1, trades: false }),
  fills,
  roundTrips,
});

describe('tradeFills', () => {
  it('prices a holding of NO by one dollar less the price of YES', () => {
    const fills = [fillOf('sell', 70, 10, 1), fillOf('buy', 60, 10, 9)];
    const [trade] = tradeFills(runOf(fills, [tripOf({ side: 'no', closedBy: 'take-profit' })]));
    expect(trade?.entryPrice).toBeCloseTo(0.3, 12);
    expect(trade?.exitPrice).toBeCloseTo(0.4, 12);
  });

  it('averages a holding that was bought in parts by shares', () => {
    const fills = [fillOf('buy', 40, 10, 1), fillOf('buy', 55, 5, 3), fillOf('sell', 60, 15, 9)];
    const [trade] = tradeFills(runOf(fills, [tripOf({ side: 'yes', closedBy: 'take-profit' })]));
    expect(trade?.entryPrice).toBeCloseTo(0.45, 12);
    expect([trade?.openedShares, trade?.closedShares]).toEqual([15e6, 15e6]);
  });

  it('gives each of two round trips in one market its own fills', () => {
    const fills = [
      fillOf('buy', 40, 10, 1),
      fillOf('sell', 50, 10, 9),
      fillOf('buy', 30, 4, 12),
      fillOf('sell', 20, 4, 20),
    ];
    const second = tripOf({ side: 'yes', closedBy: 'stop-loss', openedAt: micros(12), closedAt: micros(20) });
    const trades = tradeFills(runOf(fills, [tripOf({ side: 'yes', closedBy: 'take-profit' }), second]));
    expect(trades.map((trade) => trade.entryPrice)).toEqual([0.4, 0.3]);
    expect(trades.map((trade) => trade.exitPrice)).toEqual([0.5, 0.2]);
  });
});

describe('costSensitivity', () => {
  it('takes two cents a share both ways off a sale, one way off a settlement, nothing off what is open', () => {
    const fills = [
      fillOf('buy', 40, 10, 1),
      fillOf('sell', 50, 10, 9),
      fillOf('buy', 30, 4, 12),
      fillOf('buy', 30, 7, 22),
    ];
    const held = tripOf({ side: 'yes', closedBy: 'settlement', openedAt: micros(12), closedAt: micros(20) });
    const open = tripOf({ side: 'yes', closedBy: 'unsettled', openedAt: micros(22), closedAt: micros(30) });
    const run = runOf(fills, [
      tripOf({ side: 'yes', closedBy: 'take-profit', pnl: usd(1_000_000) }),
      held,
      open,
    ]);
    const [free, two] = costSensitivity(run, [0, 2], null);
    expect(free?.pnl.total).toBe(1_000_000);
    // 10 + 10 + 4 shares at 2 cents are 48 cents.
    expect(two?.pnl.total).toBe(1_000_000 - 480_000);
    expect(run.catalog.games[0]?.index).toBe(gameIndex(0));
  });
});
