import { describe, expect, it } from 'vitest';
import { depthCapacity } from './depth-capacity.js';
import { drawdownDistribution } from './drawdown-distribution.js';
import { logGrowth } from './log-growth.js';
import { trackRecord } from './track-record.js';

describe('log growth against its promise', () => {
  it('promises what Kelly earns: p 0.6 at 0.5 with a fifth of wealth', () => {
    // science reference 3.1: g = 0.020135513551.
    const row = { game: 'a', fraction: 0.2, cost: 0.5, probability: 0.6 };
    expect(logGrowth([{ ...row, outcome: 1 }])?.expected).toBeCloseTo(0.020135513551, 12);
    // A win at even money with a fifth of wealth: ln 1.2.
    expect(logGrowth([{ ...row, outcome: 1 }])?.realised).toBeCloseTo(Math.log(1.2), 12);
  });

  it('takes bets of one game for one', () => {
    const rows = [0, 1, 2, 3].map((i) => ({
      game: `g${i}`,
      fraction: 0.1,
      cost: 0.5,
      probability: 0.6,
      outcome: i % 2,
    }));
    const apart = logGrowth(rows)?.z ?? 0;
    const together = logGrowth(rows.map((row) => ({ ...row, game: 'one' })))?.z ?? 0;
    // Four equal deviations: √4 s apart, 4 s together.
    expect(apart / together).toBeCloseTo(2, 12);
  });
});

describe('the drawdown distribution', () => {
  it('is the loss itself where every game loses the same, and nothing where every game wins', () => {
    expect(drawdownDistribution([-1, -1, -1], 10)).toMatchObject({ median: 3, q95: 3, underWaterShare: 1 });
    expect(drawdownDistribution([1, 1], 10)).toMatchObject({ median: 0, q99: 0, underWaterShare: 0 });
  });

  it('is that of a Brownian motion for many even games', () => {
    // Magdon-Ismail 2004: E = √(π/2) σ √T; the median of the maximum drawdown is a little below it.
    const games = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 1 : -1));
    const { median = 0, q95 = 0 } = drawdownDistribution(games, 1000) ?? {};
    const expected = Math.sqrt(Math.PI / 2) * 20;
    expect(median / expected).toBeGreaterThan(0.85);
    expect(median / expected).toBeLessThan(1);
    expect(q95).toBeGreaterThan(expected);
  });

  it('says how likely a guard is reached', () => {
    const reached = drawdownDistribution([-1, -1], 10)?.reached ?? [];
    expect(reached.map(({ part, probability }) => [part, probability])).toEqual([
      [0.1, 1],
      [0.2, 1],
      [0.3, 0],
      [0.5, 0],
    ]);
  });
});

describe('capacity by depth', () => {
  it('walks the levels for multiples of the size', () => {
    const entry = {
      price: 0.5,
      size: 10,
      levels: [
        { price: 0.5, size: 15 },
        { price: 0.52, size: 10 },
      ],
    };
    const { rows, entries, notRecorded } = depthCapacity([entry, { ...entry, levels: null }]);
    expect([entries, notRecorded]).toEqual([1, 1]);
    expect(rows.map(({ multiple, filledShare, whole }) => [multiple, filledShare, whole])).toEqual([
      [1, 1, 1],
      [2, 1, 1],
      [5, 0.5, 0],
      [10, 0.25, 0],
    ]);
    // Of 20 shares five cost two cents more.
    expect(rows[1]?.extraCents).toBeCloseTo(0.5, 12);
  });

  it('has no rows where nothing was recorded', () => {
    expect(depthCapacity([{ price: 0.5, size: 1, levels: null }])).toEqual({
      entries: 0,
      notRecorded: 1,
      rows: [],
    });
  });
});

describe('the track record', () => {
  const returns = Array.from({ length: 60 }, (_, i) => ((i * 7919) % 13) / 100 - 0.05);

  it('is deflated by every setting that was tried, and by none when there is one', () => {
    const one = trackRecord(returns, 1);
    const many = trackRecord(returns, 200);
    expect(one?.deflated).toBe(one?.probabilistic);
    expect(many?.probabilistic).toBe(one?.probabilistic);
    expect(many?.deflated).toBeLessThan(one?.deflated ?? 0);
  });

  it('is never long enough for a loser', () => {
    expect(
      trackRecord(
        returns.map((value) => -value),
        1,
      )?.minimumGames,
    ).toBeNull();
  });
});
