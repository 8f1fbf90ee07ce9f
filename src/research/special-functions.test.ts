import fc from 'fast-check';
import jstat from 'jstat';
import { describe, expect, it } from 'vitest';
import {
  betaQuantile,
  chiSquaredTail,
  incompleteBeta,
  logGamma,
  studentTCdf,
  studentTQuantile,
} from './special-functions.js';

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

  // Thirty digits of mpmath, shortened.
  it.each([
    [0.5, 1, 0.4795001221869535],
    [10, 1, 0.0015654022580025497],
    [0.28541054, 2, 0.8670095649715444],
    [7.81, 3, 0.05010605635000593],
    [0.001, 5, 0.9999999983185123],
    [25, 10, 0.005345505487134064],
    [3, 10, 0.9814240637778593],
    [60, 40, 0.021873468441390854],
    [80, 99, 0.9191878735980901],
    [260, 200, 0.002750408367306526],
  ])('puts the tail of chi-squared beyond %d with %d degrees within 1e-13', (x, degrees, wanted) => {
    expect(Math.abs(chiSquaredTail(x, degrees) - wanted)).toBeLessThan(1e-13);
  });

  it.each([
    [0.3, 0.5, 0.5, 0.36901011956554536],
    [0.7, 5.5, 5.5, 0.912174212262496],
    [0.01, 2, 30, 0.03838951459523545],
    [0.5, 40, 40, 0.5],
    [0.9, 100, 12, 0.566794728156359],
    [0.2, 0.5, 99, 0.9999999999683656],
  ])('puts I_%d(%d, %d) within 1e-13 and inverts it', (x, a, b, wanted) => {
    expect(Math.abs(incompleteBeta(x, a, b) - wanted)).toBeLessThan(1e-13);
    if (wanted < 0.999) expect(betaQuantile(wanted, a, b)).toBeCloseTo(x, 12);
  });

  it.each([
    [0.1, 2.252712651734206],
    [1.5, -0.12078223763524522],
    [3.3, 0.9870985778947345],
    [10.25, 13.368023671476045],
    [57.5, 174.37212981874515],
    [1000.5, 5908.674175848678],
  ])('puts the logarithm of Γ(%d) within 1e-13', (x, wanted) => {
    expect(Math.abs(logGamma(x) - wanted)).toBeLessThan(1e-13 * Math.max(1, wanted));
  });

  it.each([
    [0.5, 3, 0.6742760175759245],
    [2, 7, 0.957190335718512],
    [-3, 12, 0.005533347843016847],
    [1.96, 200, 0.9743075795770934],
    [-8, 5, 0.00024645333028622203],
  ])('puts the distribution of t at %d with %d degrees within 1e-13', (t, degrees, wanted) => {
    expect(Math.abs(studentTCdf(t, degrees) - wanted)).toBeLessThan(1e-13);
  });

  it('is undefined outside its domain', () => {
    expect(studentTQuantile(1, 5)).toBeNaN();
    expect(studentTQuantile(0.5, 0)).toBeNaN();
    expect(logGamma(0)).toBeNaN();
    expect(chiSquaredTail(1, 0)).toBeNaN();
    expect(chiSquaredTail(-1, 2)).toBe(1);
    expect(betaQuantile(0, 1, 1)).toBeNaN();
  });
});
