import { describe, expect, it } from 'vitest';
import { prob } from '../../engine/units.js';
import { chanceOfFallingTo } from './fractional.js';
import { expectedGrowth } from './growth.js';
import { kellyFraction } from './kelly.js';
import { estimationShrinkage } from './uncertainty.js';

describe('expected growth', () => {
  it.each([
    ['full Kelly, the relative entropy', 0.2, 0.020135513551],
    ['half', 0.1, 0.015041901619],
    ['double, which loses', 0.4, -0.002446907534],
    ['nothing', 0, 0],
  ])('of p 0.6 at 0.5, %s', (_, fraction, growth) => {
    expect(expectedGrowth(prob(0.6), 0.5, fraction)).toBeCloseTo(growth, 12);
  });

  it('of certainty has no losing side, and of staking all else has no end of it', () => {
    expect(expectedGrowth(prob(1), 0.5, 1)).toBeCloseTo(Math.log(2), 15);
    expect(expectedGrowth(prob(0.9), 0.5, 1)).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe('a part of Kelly', () => {
  it.each([
    [0.25, 0.4375],
    [0.5, 0.75],
    [1, 1],
    [1.5, 0.75],
    [2, 0],
  ])('%f keeps %f = 2 w - w² of the growth of a small edge', (weight, share) => {
    const [p, c] = [prob(0.5001), 0.5];
    const full = kellyFraction(p, c);
    expect(expectedGrowth(p, c, weight * full) / expectedGrowth(p, c, full)).toBeCloseTo(share, 6);
  });

  it.each([
    [1, 0.5],
    [0.5, 0.125],
    [0.25, 0.0078125],
    [2, 1],
  ])('%f halves wealth at some time with probability %f', (weight, chance) => {
    expect(chanceOfFallingTo(0.5, weight)).toBeCloseTo(chance, 14);
  });
});

describe('an estimated probability', () => {
  it('shrinks p 0.6 at evens with a standard error of 0.05 to 0.8 of Kelly (Baker, McHale 2013)', () => {
    expect(estimationShrinkage(prob(0.6), 0.5, 0.05)).toBeCloseTo(0.8, 14);
  });

  it('shrinks as the formula in odds does, leaves certainty alone and an edge below 0 at nothing', () => {
    const [p, c, deviation] = [0.3, 0.25, 0.04];
    const e = p / c - 1;
    const inOdds = (e * e) / (e * e + (deviation / c) ** 2);
    expect(estimationShrinkage(prob(p), c, deviation)).toBeCloseTo(inOdds, 14);
    expect(estimationShrinkage(prob(0.6), 0.5, 0)).toBe(1);
    expect(estimationShrinkage(prob(0.4), 0.5, 0.05)).toBe(0);
  });
});
