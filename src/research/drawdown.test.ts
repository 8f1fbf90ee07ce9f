import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EquityPoint } from '../engine/run-result.js';
import { micros, usd } from '../engine/units.js';
import { drawdown } from './drawdown.js';

const curveOf = (equities: readonly number[]): EquityPoint[] =>
  equities.map((equity, i) => ({
    time: micros(i * 10),
    equity: usd(equity),
    cash: usd(equity),
    openMarkets: 0,
  }));

describe('drawdown', () => {
  it('measures from the capital, not from the first point', () => {
    const result = drawdown(curveOf([90, 95, 92]), usd(100));
    expect(result.amount).toBe(10);
    expect(result.share).toBe(0.1);
    expect(result.recoveredAt).toBeNull();
    expect(result.underWaterShare).toBe(1);
  });

  it('finds the +10 -10 +10 per cent case of empyrical: one tenth', () => {
    expect(drawdown(curveOf([110_000, 99_000, 108_900]), usd(100_000)).share).toBeCloseTo(0.1, 12);
  });

  it('dates the peak, the trough and the recovery', () => {
    const result = drawdown(curveOf([100, 120, 90, 110, 120, 119]), usd(100));
    expect(result).toMatchObject({ amount: 30, peakAt: 10, troughAt: 20, recoveredAt: 40 });
    expect(result.longestUnderWaterMicros).toBe(20);
    expect(result.underWaterShare).toBeCloseTo(20 / 50, 12);
  });

  it('is nothing for equity that never falls, and for no curve', () => {
    expect(drawdown(curveOf([100, 100, 101]), usd(100))).toMatchObject({ amount: 0, share: 0, peakAt: null });
    expect(drawdown([], usd(100))).toMatchObject({ amount: 0, underWaterShare: 0 });
  });

  it('is the largest fall over all pairs of instants', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { maxLength: 30 }), (equities) => {
        const all = [500, ...equities];
        const naive = Math.max(0, ...all.flatMap((peak, i) => all.slice(i).map((later) => peak - later)));
        expect(drawdown(curveOf(equities), usd(500)).amount).toBe(naive);
      }),
    );
  });
});
