import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalUnits } from './decimal.js';

describe('a decimal of the wire', () => {
  it.each([
    ['0.57', 4, 5_700],
    ['.48', 4, 4_800],
    ['1', 4, 10_000],
    ['1.', 4, 10_000],
    ['0', 4, 0],
    ['00.5000000000', 4, 5_000],
    ['9007199254.740991', 6, Number.MAX_SAFE_INTEGER],
    ['123456789.123456', 6, 123_456_789_123_456],
  ])('%s is exact', (text, decimals, expected) => {
    expect(decimalUnits(text, decimals)).toBe(expected);
  });

  it.each([
    '',
    '.',
    '-1',
    '+1',
    '-0',
    '1e3',
    '1E-7',
    '1e309',
    'NaN',
    'Infinity',
    '0x10',
    ' 1',
    '1 ',
    '1,5',
    '1.2.3',
    '0.1234567',
    '12345678901234567890',
    '9007199254740993',
    '٣',
    '1_000',
    'null',
  ])('%j is none', (text) => {
    expect(decimalUnits(text, 6)).toBeNaN();
  });

  it('agrees with arithmetic of any length, or is none beyond 2^53', () => {
    const digits = fc.stringMatching(/^\d{0,20}$/);
    fc.assert(
      fc.property(digits, digits, fc.nat(8), (whole, fraction, decimals) => {
        const text = `${whole}.${fraction}`;
        const exact = BigInt(`${whole}${fraction.slice(0, decimals).padEnd(decimals, '0')}` || '0');
        const fits =
          whole + fraction !== '' && !/[1-9]/.test(fraction.slice(decimals)) && exact <= 2n ** 53n - 1n;
        expect(decimalUnits(text, decimals)).toBe(fits ? Number(exact) : Number.NaN);
      }),
      { numRuns: 2_000 },
    );
  });
});
