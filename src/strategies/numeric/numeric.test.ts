import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactPower } from './exact-power.js';
import { lastWhere } from './last-where.js';
import { solvePositiveDefinite } from './solve-positive-definite.js';

describe('lastWhere', () => {
  it('finds a root to the last bit', () => {
    expect(lastWhere({ low: 0, high: 2 }, (x) => x * x <= 3)).toBe(Math.sqrt(3));
    expect(lastWhere({ low: 0, high: 1 }, (x) => x <= 1e-9)).toBe(1e-9);
  });

  it('answers with an end where the condition holds everywhere or nowhere', () => {
    expect(lastWhere({ low: -1, high: 3 }, () => true)).toBe(3);
    expect(lastWhere({ low: -1, high: 3 }, () => false)).toBe(-1);
    expect(() => lastWhere({ low: 1, high: 0 }, () => true)).toThrow(/goes up/);
  });

  it('is the boundary of any threshold', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (threshold) => {
        expect(lastWhere({ low: -1e6, high: 1e6 }, (x) => x <= threshold)).toBeCloseTo(threshold, 9);
      }),
    );
  });
});

describe('exactPower', () => {
  it('is the power', () => {
    expect(exactPower(2, 10)).toBeCloseTo(1024, 9);
    expect(exactPower(0.5, -6.4556962358)).toBeCloseTo(0.5 ** -6.4556962358, 10);
  });
});

describe('solvePositiveDefinite', () => {
  it('solves what was multiplied', () => {
    const vector = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(vector, vector, vector, vector, (a, b, c, x) => {
        const rows = [a, b, c];
        const matrix = rows.map((row, i) =>
          Float64Array.from(rows, (other, j) =>
            row.reduce((sum, v, k) => sum + v * (other[k] ?? 0), i === j ? 1 : 0),
          ),
        );
        const right = Float64Array.from(matrix, (row) => row.reduce((sum, v, k) => sum + v * (x[k] ?? 0), 0));
        const solved = solvePositiveDefinite(matrix, right);
        for (const [i, value] of x.entries()) expect(solved[i]).toBeCloseTo(value, 11);
      }),
    );
  });

  it('refuses a matrix that is not positive definite', () => {
    const matrix = [Float64Array.of(1, 2), Float64Array.of(2, 1)];
    expect(() => solvePositiveDefinite(matrix, Float64Array.of(1, 1))).toThrow(/positive definite/);
  });
});
