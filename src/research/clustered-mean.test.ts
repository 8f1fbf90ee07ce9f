import { describe, expect, it } from 'vitest';
import { clusteredMean } from './clustered-mean.js';

describe('clusteredMean', () => {
  it('reproduces the reference vector of three unequal clusters', () => {
    const result = clusteredMean([
      [1, 1, 1],
      [0, 0],
      [1, 0, 1, 0],
    ]);
    expect(result?.mean).toBeCloseTo(5 / 9, 15);
    expect(result?.standardErrorCr0).toBeCloseTo(0.1944199475, 10);
    expect(result?.standardErrorCr1).toBeCloseTo(0.2381148336, 10);
    expect(result?.interval).toBeNull();
  });

  it('is the textbook t interval where every cluster is one observation', () => {
    // mean 3, s = √2.5, standard error √0.5, t(0.975, 4) = 2.7764451052
    const result = clusteredMean([[1], [2], [3], [4], [5]]);
    expect(result?.standardErrorCr1).toBeCloseTo(Math.sqrt(0.5), 14);
    expect(result?.interval?.low).toBeCloseTo(3 - 2.7764451052 * Math.sqrt(0.5), 8);
    expect(result?.interval?.high).toBeCloseTo(3 + 2.7764451052 * Math.sqrt(0.5), 8);
  });

  it('takes copies of a trade within a game as no new evidence', () => {
    const once = clusteredMean([[1], [-2], [3], [0], [2], [-1]]);
    const often = clusteredMean([1, -2, 3, 0, 2, -1].map((value) => Array<number>(50).fill(value)));
    expect(often?.standardErrorCr1).toBeCloseTo(once?.standardErrorCr1 ?? 0, 14);
  });

  it('says nothing about nothing', () => {
    expect(clusteredMean([])).toBeNull();
    expect(clusteredMean([[], []])).toBeNull();
  });
});
