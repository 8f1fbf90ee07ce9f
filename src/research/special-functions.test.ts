import fc from 'fast-check';
import jstat from 'jstat';
import { describe, expect, it } from 'vitest';
import { incompleteBeta, logGamma, studentTCdf, studentTQuantile } from './special-functions.js';

describe('special functions', () => {
  it('gives the logarithm of the factorials', () => {
    for (let n = 1, factorial = 1; n <= 20; n += 1, factorial *= n - 1) {
      expect(logGamma(n)).toBeCloseTo(Math.log(factorial), 12);
    }
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 14);
  });

  it('agrees with jstat on the incomplete beta function, to the 3e-7 at which jstat stops', () => {
    const positive = fc.double({ min: 0.3, max: 40, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), positive, positive, (x, a, b) => {
        expect(incompleteBeta(x, a, b)).toBeCloseTo(jstat.jStat.ibeta(x, a, b), 6);
      }),
    );
  });

  // The table of any textbook, to its printed digits (NIST/SEMATECH e-Handbook, 1.3.6.7.2).
  it.each([
    [0.975, 1, 12.706],
    [0.975, 2, 4.303],
    [0.975, 4, 2.776],
    [0.975, 10, 2.228],
    [0.975, 30, 2.042],
    [0.995, 9, 3.25],
    [0.95, 100, 1.66],
  ])('puts the %s quantile of t with %s degrees at %s', (probability, degrees, wanted) => {
    expect(studentTQuantile(probability, degrees)).toBeCloseTo(wanted, 3);
    expect(studentTQuantile(1 - probability, degrees)).toBeCloseTo(-wanted, 3);
  });

  it('inverts the distribution function', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.integer({ min: 1, max: 500 }),
        (p, df) => {
          expect(studentTCdf(studentTQuantile(p, df), df)).toBeCloseTo(p, 10);
        },
      ),
    );
  });

  it('is undefined outside its domain', () => {
    expect(studentTQuantile(1, 5)).toBeNaN();
    expect(studentTQuantile(0.5, 0)).toBeNaN();
    expect(logGamma(0)).toBeNaN();
  });
});
