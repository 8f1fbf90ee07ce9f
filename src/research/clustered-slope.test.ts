import { describe, expect, it } from 'vitest';
import { clusteredSlope } from './clustered-slope.js';

const groupsOf = (groups: readonly (readonly (readonly [number, number])[])[]) =>
  groups.map((group) => group.map(([x, y]) => ({ x, y })));

/** Slope and error worked out in exact fractions as (X'X)^-1 M (X'X)^-1 with the design [1, x], in Python. */
const EXAMPLE = groupsOf([
  [
    [0, 1],
    [1, 2.5],
  ],
  [[2, 2]],
  [
    [1, 0.5],
    [3, 4],
    [2, 3.5],
  ],
  [[4, 3]],
  [
    [0, 0],
    [4, 5.5],
  ],
  [[3, 2]],
]);

describe('a slope with errors by cluster', () => {
  it('agrees with the matrix form of the sandwich', () => {
    const found = clusteredSlope(EXAMPLE);
    expect(found?.slope).toBeCloseTo(0.9, 12);
    expect(found?.standardErrorCr1).toBeCloseTo(0.28993102628038964, 12);
    expect(found).toMatchObject({ observations: 10, clusters: 6 });
  });

  it('reaches as far as Student t with one degree of freedom fewer than clusters', () => {
    // t(5) at 0.975 = 2.5705818356 (any table)
    const { low = Number.NaN, high = Number.NaN } = clusteredSlope(EXAMPLE)?.interval ?? {};
    expect((high - low) / 2 / 0.28993102628038964).toBeCloseTo(2.5705818356, 8);
    expect((high + low) / 2).toBeCloseTo(0.9, 12);
  });

  it('is not fooled by copies: a cluster of copies weighs more, and the error does not shrink with rows', () => {
    const twice = EXAMPLE.map((group) => [...group, ...group]);
    expect(clusteredSlope(twice)?.standardErrorCr1).toBeCloseTo(0.28993102628038964, 12);
  });

  it('is none where x does not vary, and has no interval with fewer than five clusters', () => {
    expect(clusteredSlope(groupsOf([[[1, 2]], [[1, 3]]]))).toBeNull();
    expect(clusteredSlope([])).toBeNull();
    expect(clusteredSlope(EXAMPLE.slice(0, 4))?.interval).toBeNull();
  });
});
