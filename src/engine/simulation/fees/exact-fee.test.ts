import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { price, shares } from '../../units.js';
import { exactFee, roundExact, roundedFee } from './exact-fee.js';

describe('roundedFee', () => {
  it('is the exact fee rounded once, in plain integers as in BigInt', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(50_000, 60_000, 69_500, 17_500, 4_375, 123),
        fc.integer({ min: 1, max: 9_999 }),
        fc.oneof(
          fc.integer({ min: 1, max: 2_000_000 }).map((lots) => lots * 10_000),
          fc.integer({ min: 1, max: 10_000_000_000 }),
        ),
        fc.constantFrom('half-up', 'half-even', 'ceil'),
        fc.constantFrom(1, 10, 100, 10_000),
        (rate, at, size, mode, quantum) => {
          const fill = { price: price(at), size: shares(size), side: 'buy' } as const;
          const rounding = { kind: 'per-fill', quantum, mode } as const;
          expect(roundedFee(rate, fill, { base: 'variance', rounding })).toBe(
            roundExact(exactFee(rate, 'variance', fill), quantum, mode),
          );
        },
      ),
      { numRuns: 20_000 },
    );
  });

  it('rounds halves as the mode says', () => {
    // 0.05 x 0.1 share x 0.5 x 0.5 = 0.00125 dollars: 1 250 micro-dollars, 2.5 steps of 500.
    const fill = { price: price(5_000), size: shares(100_000), side: 'buy' } as const;
    const rounded = (mode: 'half-up' | 'half-even'): number =>
      roundedFee(50_000, fill, { base: 'variance', rounding: { kind: 'per-fill', quantum: 500, mode } });
    expect(rounded('half-up')).toBe(1_500);
    expect(rounded('half-even')).toBe(1_000);
  });
});
