import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactExp, exactLog, normalCdf, normalQuantile } from './exact-math.js';

const bits = new BigInt64Array(1);
const double = new Float64Array(bits.buffer);

function orderedBits(value: number): bigint {
  double[0] = value;
  const raw = bits[0] ?? 0n;
  return raw < 0n ? -(raw & 0x7fffffffffffffffn) : raw;
}

/** How many doubles lie between two values. */
function ulpsApart(left: number, right: number): number {
  const apart = orderedBits(left) - orderedBits(right);
  return Number(apart < 0n ? -apart : apart);
}

/** Φ(z) = 1/2 + φ(z) (z + z³/3 + z⁵/(3·5) + ...): G. Marsaglia, J. Stat. Softw. 11(4), 2004. */
function seriesCdf(z: number): number {
  let term = z;
  let sum = z;
  for (let odd = 3; odd < 250; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

// Correctly rounded values of mpmath 1.3.0 at 300 bits.
const EXP = [
  [0, 1],
  [0.5, 1.6487212707001282],
  [-0.5, 0.6065306597126334],
  [1, Math.E],
  [10, 22026.465794806718],
  [-10, 4.5399929762484854e-5],
  [100.25, 3.451610733125924e43],
  [-700.5, 5.980196118639791e-305],
  [709.7, 1.6549840276802644e308],
  [-740, 4.2e-322],
  [1e-10, 1.0000000001],
] as const;
const LOG = [
  [1, 0],
  [0.5, -Math.LN2],
  [2, Math.LN2],
  [10, Math.LN10],
  [0.1, -Math.LN10],
  [1e300, 690.7755278982137],
  [1e-310, -713.8013788281542],
  [1.0000001, 9.999999505838704e-8],
  [0.9999999, -1.0000000494736474e-7],
  [5e-324, -744.4400719213812],
] as const;
const CDF = [
  [-20, 2.7536241186062337e-89],
  [-8, 6.220960574271784e-16],
  [-6, 9.86587645037698e-10],
  [-5.6, 1.071759025831093e-8],
  [-4, 3.1671241833119924e-5],
  [-1.96, 0.024997895148220435],
  [-0.7, 0.24196365222307303],
  [-0.6, 0.2742531177500736],
  [0, 0.5],
  [0.3, 0.6179114221889527],
  [1, 0.8413447460685429],
  [2.5, 0.9937903346742238],
  [5, 0.9999997133484281],
] as const;

describe('exp and log', () => {
  it('lie within one ulp of correctly rounded values', () => {
    for (const [x, wanted] of EXP) expect(ulpsApart(exactExp(x), wanted), `exp ${x}`).toBeLessThanOrEqual(1);
    for (const [x, wanted] of LOG) expect(ulpsApart(exactLog(x), wanted), `log ${x}`).toBeLessThanOrEqual(1);
  });

  it('lie within two ulps of the platform, over the whole range', () => {
    fc.assert(
      fc.property(fc.double({ min: -744, max: 709, noNaN: true }), (x) => {
        expect(ulpsApart(exactExp(x), Math.exp(x))).toBeLessThanOrEqual(2);
      }),
    );
    fc.assert(
      fc.property(fc.double({ min: 5e-324, noNaN: true }), (x) => {
        expect(ulpsApart(exactLog(x), Math.log(x))).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('end where the doubles end', () => {
    expect([exactExp(710), exactExp(-746), exactExp(Number.NaN)]).toEqual([Infinity, 0, Number.NaN]);
    expect([exactExp(Infinity), exactExp(-Infinity)]).toEqual([Infinity, 0]);
    expect([exactLog(0), exactLog(-1), exactLog(Infinity)]).toEqual([-Infinity, Number.NaN, Infinity]);
    expect(exactLog(Number.NaN)).toBeNaN();
  });
});

describe('the normal distribution', () => {
  it('agrees with correctly rounded values to 1e-15, in the lower tail relatively', () => {
    for (const [z, wanted] of CDF) expect(Math.abs(normalCdf(z) / wanted - 1)).toBeLessThan(1e-15);
    expect([normalCdf(-50), normalCdf(50)]).toEqual([0, 1]);
    expect(normalCdf(Number.NaN)).toBeNaN();
  });

  it('has the published quantiles', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(normalQuantile(0.95)).toBeCloseTo(1.6448536269514722, 14);
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232306167813, 14);
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, 0, Infinity]);
    expect([normalQuantile(-0.1), normalQuantile(1.1), normalQuantile(Number.NaN)]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
  });

  it('agrees with the power series of Marsaglia to 1e-15', () => {
    for (let z = -6; z <= 6; z += 0.0371) {
      expect(Math.abs(normalCdf(z) - seriesCdf(z))).toBeLessThan(1e-15);
    }
  });

  it('is undone by its quantile', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 0.9999, noNaN: true }), (p) => {
        // Near z the tail is steep: a relative error e of z shows as z² e in p.
        const z = normalQuantile(p);
        expect(Math.abs(normalCdf(z) / p - 1)).toBeLessThan(1e-14 + 1e-15 * z * z);
      }),
    );
  });
});

describe('every platform', () => {
  it('gives the same bits', () => {
    const values = new DataView(new ArrayBuffer(8 * 4 * 4096));
    for (let row = 0; row < 4096; row += 1) {
      const p = (row + 0.5) / 4096;
      const z = (row - 2048) / 64;
      const results = [exactExp(z), exactLog(p), normalCdf(z / 4), normalQuantile(p)];
      for (const [column, result] of results.entries()) values.setFloat64(8 * (4 * row + column), result);
    }
    expect(bytesToHex(sha256(new Uint8Array(values.buffer)))).toBe(
      '4560580714a938bb9226c5a27896b600776331833094de2ef411411d8543868c',
    );
  });
});
