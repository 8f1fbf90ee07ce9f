import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prob } from '../../engine/units.js';
import { kellyFraction, shrinkToPrice } from './kelly.js';

/** Expected growth of log wealth per bet of the part `f`. */
const growth = (p: number, c: number, f: number): number =>
  p * Math.log(1 + (f * (1 - c)) / c) + (1 - p) * Math.log(1 - f);

const open01 = fc.double({ min: 0.0001, max: 0.9999, noNaN: true });

describe('the Kelly fraction of a binary contract', () => {
  it.each([
    ['p .6 at .5', 0.6, 0.5, 0.2],
    ['decimal odds of 3.5 at p .3', 0.3, 1 / 3.5, 0.02],
    ['decimal odds of 1.8 at p .4', 0.4, 1 / 1.8, 0],
    ['p .6 at .5 with a fee of .07 c (1 - c)', 0.6, 0.5 + 0.07 * 0.25, 0.170984455959],
    ['K1, before it is quartered', 0.55, 0.4, 0.25],
    ['K4, before it is quartered', 0.95, 0.2, 0.9375],
  ])('%s', (_, p, c, expected) => {
    expect(kellyFraction(prob(p), c)).toBeCloseTo(expected, 12);
  });

  it('grows wealth by the relative entropy, half of it by less, and double of it shrinks wealth', () => {
    const f = kellyFraction(prob(0.6), 0.5);
    expect(growth(0.6, 0.5, f)).toBeCloseTo(0.020135513551, 12);
    expect(growth(0.6, 0.5, f / 2)).toBeCloseTo(0.015041901619, 12);
    expect(growth(0.6, 0.5, f * 2)).toBeCloseTo(-0.002446907534, 12);
  });

  it('is the best of all fractions', () => {
    fc.assert(
      fc.property(open01, open01, fc.double({ min: 0, max: 0.99, noNaN: true }), (p, c, other) => {
        return growth(p, c, kellyFraction(prob(p), c)) >= growth(p, c, other) - 1e-9;
      }),
    );
  });

  it('is zero where the belief is not above the all-in price', () => {
    fc.assert(
      fc.property(open01, open01, (a, b) => kellyFraction(prob(Math.min(a, b)), Math.max(a, b)) === 0),
    );
    expect(kellyFraction(prob(1), 1)).toBe(0);
    expect(kellyFraction(prob(1), 1.01)).toBe(0);
  });

  it('never falls when the belief rises, and never leaves 0..1', () => {
    fc.assert(
      fc.property(open01, open01, open01, (a, b, c) => {
        const low = kellyFraction(prob(Math.min(a, b)), c);
        const high = kellyFraction(prob(Math.max(a, b)), c);
        return low <= high && low >= 0 && high <= 1;
      }),
    );
  });

  it('of a belief moved toward the price is that part of the whole', () => {
    fc.assert(
      fc.property(open01, open01, fc.double({ min: 0, max: 1, noNaN: true }), (p, c, weight) => {
        const moved = kellyFraction(shrinkToPrice(prob(p), c, weight), c);
        return Math.abs(moved - weight * kellyFraction(prob(p), c)) < 1e-9;
      }),
    );
  });

  it('refuses a price that costs nothing or is not known', () => {
    for (const c of [0, -0.1, Number.NaN]) expect(() => kellyFraction(prob(0.5), c)).toThrow(/above 0/);
  });
});
