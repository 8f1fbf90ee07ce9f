import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { micros, usd } from '../engine/units.js';
import { equitySamples } from './equity-samples.js';

const curveOf = (equities: readonly number[]) =>
  equities.map((equity, i) => ({ time: micros(i), equity: usd(equity), cash: usd(0), openMarkets: 0 }));

describe('equitySamples', () => {
  it('leaves a short curve as it is, with the fall from the peak so far', () => {
    const samples = equitySamples(curveOf([1_000_000, 3_000_000, 2_000_000]), usd(2_000_000));
    expect(samples.map((sample) => sample.drawdownUsd)).toEqual([-1, 0, -1]);
  });

  it('keeps the ends, the top and the bottom within the limit', () => {
    const equities = fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 30, maxLength: 400 });
    fc.assert(
      fc.property(equities, fc.integer({ min: 4, max: 29 }), (values, limit) => {
        const samples = equitySamples(curveOf(values), usd(0), limit);
        const kept = samples.map((sample) => sample.equityUsd);
        expect(samples.length).toBeLessThanOrEqual(limit);
        expect(Math.max(...kept)).toBe(Math.max(...values) / 1e6);
        expect(Math.min(...kept)).toBe(Math.min(...values) / 1e6);
        expect(samples.at(-1)?.time).toBe(values.length - 1);
        expect(samples.map(({ time }) => time)).toEqual(
          [...new Set(samples.map(({ time }) => time))].sort((a, b) => a - b),
        );
      }),
    );
  });
});
