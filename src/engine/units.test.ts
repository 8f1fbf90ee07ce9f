import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  complement,
  floorToLot,
  formatDecimal,
  formatPrice,
  formatShares,
  formatUsd,
  micros,
  notional,
  parseDecimal,
  parsePrice,
  parseShares,
  parseUsd,
  price,
  prob,
  shares,
  sharesFor,
  usd,
} from './units.js';

const prices = fc.integer({ min: 0, max: 10_000 }).map(price);
const sizes = fc.maxSafeNat().map(shares);
const unitFault = expect.objectContaining({ code: 'ENGINE_UNIT' });

describe('notional', () => {
  it('is price x size, exact in BigInt, rounded once', () => {
    fc.assert(
      fc.property(prices, sizes, (p, size) => {
        const product = BigInt(p) * BigInt(size);
        const floor = product / 10_000n;
        expect(BigInt(notional(p, size, 'floor'))).toBe(floor);
        expect(BigInt(notional(p, size, 'ceil'))).toBe(product % 10_000n === 0n ? floor : floor + 1n);
      }),
    );
  });

  it('stays exact at the largest size there is', () => {
    const most = shares(Number.MAX_SAFE_INTEGER);
    expect(notional(price(10_000), most, 'ceil')).toBe(Number.MAX_SAFE_INTEGER);
    // 9007199254740991 less its ten-thousandth part, 900719925474.0991.
    expect(notional(price(9_999), most, 'floor')).toBe(9_006_298_534_815_516);
    expect(notional(price(9_999), most, 'ceil')).toBe(9_006_298_534_815_517);
  });

  it('costs 57 dollars for 100 shares at 0.57, where doubles say 56.99999999999999', () => {
    expect(0.57 * 100).not.toBe(57);
    expect(notional(price(5_700), shares(100_000_000), 'floor')).toBe(57_000_000);
  });
});

describe('sharesFor', () => {
  it('is the largest size whose cost the money covers', () => {
    const money = fc.integer({ min: 1, max: 900_000_000_000 });
    fc.assert(
      fc.property(money, fc.integer({ min: 1, max: 10_000 }), (dollars, p) => {
        const size = sharesFor(usd(dollars), price(p));
        expect(BigInt(p) * BigInt(size) <= BigInt(dollars) * 10_000n).toBe(true);
        expect(BigInt(p) * BigInt(size + 1) > BigInt(dollars) * 10_000n).toBe(true);
        expect(notional(price(p), size, 'ceil')).toBeLessThanOrEqual(dollars);
      }),
    );
  });

  it('is 0 for no money and for debt', () => {
    expect(sharesFor(usd(0), price(1))).toBe(0);
    expect(sharesFor(usd(-5), price(1))).toBe(0);
  });

  it('refuses the price 0 and a size past 2^53', () => {
    expect(() => sharesFor(usd(1), price(0))).toThrow(unitFault);
    expect(() => sharesFor(usd(Number.MAX_SAFE_INTEGER), price(1))).toThrow(unitFault);
  });
});

describe('parseDecimal and formatDecimal', () => {
  it('undo each other for every safe integer and number of decimals', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.nat({ max: 12 }), fc.nat({ max: 4 }), (value, decimals, least) => {
        const text = formatDecimal(value, decimals, Math.min(least, decimals));
        expect(parseDecimal(text, decimals)).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it('agree with BigInt on the digits', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        const [whole = '', fraction = ''] = formatDecimal(value, 6).split('.');
        expect(BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0'))).toBe(BigInt(value));
      }),
    );
  });

  it.each([
    ['0.57', 4, 5_700],
    ['.48', 4, 4_800],
    ['12', 6, 12_000_000],
    ['-0.5', 6, -500_000],
    ['1.005', 3, 1_005],
    ['0.290000000', 2, 29],
    ['-0', 2, 0],
    ['9007199254.740991', 6, Number.MAX_SAFE_INTEGER],
  ])('%s with %d decimals is %d', (text, decimals, value) => {
    expect(parseDecimal(text, decimals)).toBe(value);
  });

  it.each(['', '.', '-', '-.', '1.', '+1', '1e3', ' 1', '1 ', '1,5', '0x1', 'NaN', '1.2.3', '--1'])(
    'refuse %j',
    (text) => {
      expect(() => parseDecimal(text, 4)).toThrow(unitFault);
    },
  );

  it('refuse digits finer than the unit and numbers past 2^53', () => {
    expect(() => parseDecimal('0.12345', 4)).toThrow(/at most 4 digits/);
    expect(() => parseDecimal('9007199254.740992', 6)).toThrow(/within 2\^53/);
  });

  it('write at least the digits asked for and no more zeros', () => {
    expect(formatPrice(price(5_700))).toBe('0.57');
    expect(formatPrice(price(5_725))).toBe('0.5725');
    expect(formatPrice(price(10_000))).toBe('1.00');
    expect(formatUsd(usd(-3_250_000))).toBe('-3.25');
    expect(formatUsd(usd(-1))).toBe('-0.000001');
    expect(formatShares(shares(12_500_000))).toBe('12.5');
    expect(formatShares(shares(0))).toBe('0');
  });
});

describe('checked units', () => {
  it('of prices, shares and dollars parse what they print', () => {
    fc.assert(
      fc.property(prices, sizes, fc.maxSafeInteger(), (p, size, money) => {
        expect(parsePrice(formatPrice(p))).toBe(p);
        expect(parseShares(formatShares(size))).toBe(size);
        expect(parseUsd(formatUsd(usd(money)))).toBe(money === 0 ? 0 : money);
      }),
    );
  });

  it.each([
    ['price', () => price(10_001)],
    ['price', () => price(-1)],
    ['price', () => price(0.5)],
    ['price', () => price(Number.NaN)],
    ['parsed price', () => parsePrice('1.01')],
    ['size', () => shares(-1)],
    ['size', () => shares(2 ** 53)],
    ['parsed size', () => parseShares('-1')],
    ['money', () => usd(0.1)],
    ['money', () => usd(Number.POSITIVE_INFINITY)],
    ['time', () => micros(1.5)],
    ['probability', () => prob(1.0000001)],
    ['probability', () => prob(Number.NaN)],
  ])('refuse a %s out of range', (_what, make) => {
    expect(make).toThrow(unitFault);
  });

  it('complement is its own inverse', () => {
    fc.assert(
      fc.property(prices, (p) => {
        expect(complement(p) + p).toBe(10_000);
        expect(complement(complement(p))).toBe(p);
      }),
    );
  });

  it('floorToLot is the largest multiple that is not above the size', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 10_000_000 }), (size, lot) => {
        const floored = floorToLot(size, shares(lot));
        expect(BigInt(floored)).toBe((BigInt(size) / BigInt(lot)) * BigInt(lot));
      }),
    );
  });
});
