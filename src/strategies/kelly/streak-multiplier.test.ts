import { describe, expect, it } from 'vitest';
import { streakMultiplier } from './streak-multiplier.js';

describe('losses in a row', () => {
  it.each([
    [0, 0.1, 1],
    [1, 0.1, 0.9],
    [3, 0.25, 0.25],
    [4, 0.25, 0.2],
    [50, 0.1, 0.2],
    [9, 0, 1],
  ])('%i losses at a cut of %f leave %f of a stake', (losses, reduction, left) => {
    expect(streakMultiplier(losses, reduction, 0.2)).toBeCloseTo(left, 12);
  });

  it('refuses percent in place of a part: 10 is not 10 %', () => {
    for (const reduction of [10, 1, -0.1, Number.NaN]) {
      expect(() => streakMultiplier(1, reduction, 0.1)).toThrow(/part of the stake/);
    }
    for (const floor of [10, -0.1, Number.NaN]) {
      expect(() => streakMultiplier(1, 0.1, floor)).toThrow(/part of the stake/);
    }
  });
});
