import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maximiseOverSimplex } from './maximise-over-simplex.js';

const LOG = {
  value: Math.log,
  slope: (wealth: number) => 1 / wealth,
  curvature: (wealth: number) => -1 / (wealth * wealth),
};

/** Up to 6 outcomes and 4 assets of any payout, copies and worthless ones among them; cash last. */
const problem = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 4 }))
  .chain(([outcomes, assets]) => {
    const payout = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 8, noNaN: true }));
    const row = fc.array(payout, { minLength: outcomes, maxLength: outcomes });
    const weight = fc.double({ min: 0.001, max: 1, noNaN: true });
    return fc.record({
      weights: fc.array(weight, { minLength: outcomes, maxLength: outcomes }),
      rows: fc.array(row, { minLength: assets, maxLength: assets }),
    });
  })
  .map(({ weights, rows }) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const copies = rows.slice(0, 1);
    return {
      probabilities: weights.map((weight) => weight / total),
      returns: [...rows, ...copies, weights.map(() => 1)].map((row) => Float64Array.from(row)),
    };
  });

describe('maximiseOverSimplex', () => {
  it('ends where no asset is worth more of the growing wealth: E r / w is at most 1, and 1 for what is held', () => {
    fc.assert(
      fc.property(problem, (outcomes) => {
        const parts = maximiseOverSimplex(outcomes, LOG);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 12);
        const wealth = outcomes.probabilities.map((_, i) =>
          parts.reduce((sum, part, asset) => sum + part * (outcomes.returns[asset]?.[i] ?? 0), 0),
        );
        for (const [asset, row] of outcomes.returns.entries()) {
          const worth = outcomes.probabilities.reduce(
            (sum, p, i) => sum + (p * (row[i] ?? 0)) / (wealth[i] ?? 1),
            0,
          );
          expect(worth).toBeLessThan(1 + 1e-9);
          if ((parts[asset] ?? 0) > 1e-6) expect(worth).toBeGreaterThan(1 - 1e-9);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gives copies of an asset equal parts, and starts from where it is told', () => {
    const outcomes = {
      probabilities: [0.6, 0.4],
      returns: [Float64Array.of(2, 0), Float64Array.of(2, 0), Float64Array.of(1, 1)],
    };
    const parts = maximiseOverSimplex(outcomes, LOG);
    expect(parts[0]).toBeCloseTo(0.1, 6);
    expect(parts[1]).toBeCloseTo(0.1, 6);
    const again = maximiseOverSimplex(outcomes, LOG, Float64Array.of(0.05, 0, 0.95));
    expect(again[2]).toBeCloseTo(0.8, 12);
  });
});
