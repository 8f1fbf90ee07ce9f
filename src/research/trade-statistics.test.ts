import { describe, expect, it } from 'vitest';
import { marketIndex } from '../engine/ids.js';
import type { RoundTrip, RunResult } from '../engine/run-result.js';
import { micros, usd } from '../engine/units.js';
import { fixtureResult } from './fixture.testing.js';
import { gameInterval } from './game-interval.js';
import { tradeStatistics } from './trade-statistics.js';

/** A run whose round trips closed with these results, in dollars, each on a stake of ten. */
function runOf(results: readonly number[]): RunResult {
  const roundTrips = results.map(
    (dollars, i): RoundTrip => ({
      market: marketIndex(0),
      side: 'yes',
      openedAt: micros(i * 100),
      closedAt: micros(i * 100 + 10 * (i + 1)),
      size: 1,
      cost: usd(10e6),
      proceeds: usd((10 + dollars) * 1e6),
      fees: usd(0),
      pnl: usd(dollars * 1e6),
      closedBy: 'settlement',
    }),
  );
  return { ...fixtureResult({ games: 1, trades: false }), roundTrips };
}

describe('tradeStatistics', () => {
  it('counts wins, losses and streaks; a zero ends both', () => {
    const figures = tradeStatistics(runOf([1, 2, 3, 0, 4, -1, -2, 5]));
    expect(figures).toMatchObject({
      trades: 8,
      wins: 5,
      losses: 2,
      longestWinStreak: 3,
      longestLossStreak: 2,
    });
    expect(figures.winRate).toBe(5 / 8);
    expect(figures.profitFactor).toBe(15 / 3);
    expect(figures.averageWin).toBe(3e6);
    expect(figures.averageLoss).toBe(-1.5e6);
    expect(figures.returnOnStake).toBeCloseTo(12 / 80, 12);
    expect(figures.medianHoldMicros).toBe(45);
  });

  it('has no profit factor without a loss and none without a trade', () => {
    expect(tradeStatistics(runOf([1, 2])).profitFactor).toBeNull();
    expect(tradeStatistics(runOf([]))).toMatchObject({
      trades: 0,
      winRate: null,
      profitFactor: null,
      feeShare: null,
    });
  });
});

describe('gameInterval', () => {
  it('has none below five games and none where every game brought the same', () => {
    expect(gameInterval([1, 2, 3], null)).toMatchObject({
      missing: 'N/A: 3 games',
      meanInterval: null,
      total: 6,
    });
    expect(gameInterval([1], null).missing).toBe('N/A: 1 game');
    expect(gameInterval([2, 2, 2, 2, 2], null).missing).toBe('N/A: all 5 games brought the same');
  });

  it('scales the interval of the mean by the number of games', () => {
    const { meanInterval, totalInterval, method } = gameInterval([1, -2, 3, 0, 4], null);
    expect(method).toBe('student-t');
    expect(totalInterval?.low).toBeCloseTo(5 * (meanInterval?.low ?? 0), 12);
  });
});
