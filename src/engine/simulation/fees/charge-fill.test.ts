import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VenueName } from '../../catalog.js';
import { micros, price, shares } from '../../units.js';
import { chargeFill, type FeeFill } from './charge-fill.js';
import { newFeeAccount } from './fee-account.js';
import type { FeeRule } from './fee-rule.js';
import { feeRuleAt } from './fee-rule-at.js';
import { SCHEDULES } from './schedules.js';

const ruleAt = (venue: VenueName, iso: string, league = 'nba'): FeeRule =>
  feeRuleAt({ venue, league, time: micros(Date.parse(iso) * 1_000), terms: null, createdAt: null });

const POLYMARKET = ruleAt('polymarket', '2026-10-01T00:00Z');
const POLYMARKET_US = ruleAt('polymarket-us', '2026-08-01T00:00Z');
const KALSHI_CENTS = ruleAt('kalshi', '2025-11-01T00:00Z');
const KALSHI_EARLIER = ruleAt('kalshi', '2026-05-01T00:00Z');
const KALSHI_NOW = ruleAt('kalshi', '2026-10-01T00:00Z');

/** A taker's purchase of `size` shares at `dollars`, unless `more` says otherwise. */
const fill = (size: number, dollars: number, more: Partial<FeeFill> = {}): FeeFill => ({
  price: price(Math.round(dollars * 10_000)),
  size: shares(Math.round(size * 1_000_000)),
  liquidity: 'taker',
  side: 'buy',
  rebates: false,
  ...more,
});

/** Fees of the fills of one order, in 1e-6 dollars. */
function feesOf(rule: FeeRule, fills: readonly FeeFill[]): number[] {
  const account = newFeeAccount();
  return fills.map((one) => chargeFill(rule, account, one));
}

const feeOf = (rule: FeeRule, one: FeeFill): number => chargeFill(rule, newFeeAccount(), one);

describe('chargeFill on Polymarket', () => {
  it.each([
    [0.1, 450_000],
    [0.3, 1_050_000],
    [0.5, 1_250_000],
    [0.9, 450_000],
    [0.99, 49_500],
  ])(
    '100 shares at %d cost %d micro-dollars (published as 0.45 1.05 1.25 0.45 0.05)',
    (dollars, expected) => {
      expect(feeOf(POLYMARKET, fill(100, dollars))).toBe(expected);
    },
  );

  it('rounds to 0.00001 dollars, half up, and charges nothing below half of it', () => {
    // 0.05 x 0.0004 x 0.25 = 0.000005 dollars; one micro-share less lies below.
    expect(feeOf(POLYMARKET, fill(0.0004, 0.5))).toBe(10);
    expect(feeOf(POLYMARKET, fill(0.000399, 0.5))).toBe(0);
  });

  it('charged the first sports fee of a sale on its dearer side: it may be a purchase of NO', () => {
    const first = ruleAt('polymarket', '2026-03-01T00:00Z', 'cbb');
    // 100 x 0.0175 x 0.8 x 0.16
    expect(feeOf(first, fill(100, 0.2, { side: 'sell' }))).toBe(224_000);
    expect(feeOf(first, fill(100, 0.2))).toBe(56_000);
  });

  it('pays a maker the rebate only when rebates are asked for', () => {
    const maker = fill(100, 0.5, { liquidity: 'maker' });
    expect(feeOf(POLYMARKET, maker)).toBe(0);
    expect(feeOf(POLYMARKET, { ...maker, rebates: true })).toBe(-187_500);
  });
});

describe('chargeFill on Polymarket US', () => {
  it('charges 0.38 for 25 contracts at 0.50: 37.5 cents, half to even', () => {
    expect(feeOf(POLYMARKET_US, fill(25, 0.5))).toBe(380_000);
  });

  it('charges 0.22 for 15 contracts at 0.50: 22.5 cents, half to even', () => {
    expect(feeOf(POLYMARKET_US, fill(15, 0.5))).toBe(220_000);
  });

  it('never charges an order more than its rounded cumulative fee', () => {
    // 25 at 0.50 are 37.5 cents each. Alone 38. Cumulative 37.5 75 112.5 150 -> 38 75 112 150.
    expect(feesOf(POLYMARKET_US, Array(4).fill(fill(25, 0.5)))).toEqual([380_000, 370_000, 370_000, 380_000]);
  });

  it('does not collect later what several small fills rounded away', () => {
    // 0.3 at 0.50 are 0.45 cents, alone 0. The cap is a ceiling and no catch-up.
    expect(feesOf(POLYMARKET_US, Array(3).fill(fill(0.3, 0.5)))).toEqual([0, 0, 0]);
  });

  it('keeps the orders of one market apart', () => {
    expect([feeOf(POLYMARKET_US, fill(25, 0.5)), feeOf(POLYMARKET_US, fill(25, 0.5))]).toEqual([
      380_000, 380_000,
    ]);
  });

  it('charged 0.30 % of premium before, a seller on the dearer side, up to 0.001 dollars', () => {
    const first = ruleAt('polymarket-us', '2026-05-01T00:00Z');
    expect(feeOf(first, fill(100, 0.2))).toBe(60_000);
    expect(feeOf(first, fill(100, 0.2, { side: 'sell' }))).toBe(240_000);
    expect(feeOf(first, fill(100, 0.8, { side: 'sell' }))).toBe(240_000);
    expect(feeOf(first, fill(1, 0.01))).toBe(1_000);
  });
});

describe('chargeFill on Kalshi', () => {
  it.each([
    [0.1, 63],
    [0.3, 147],
    [0.4, 168],
    [0.5, 175],
    [0.6, 168],
    [0.7, 147],
  ])('before 2026, 100 contracts at %d cost %d cents', (dollars, cents) => {
    expect(feeOf(KALSHI_CENTS, fill(100, dollars))).toBe(cents * 10_000);
  });

  it('before 2026, rounds up once an order and not once a fill', () => {
    // 1 at 0.50 is 1.75 cents; cumulative 1.75 3.5 5.25 7 -> 2 4 6 7.
    expect(feesOf(KALSHI_CENTS, Array(4).fill(fill(1, 0.5)))).toEqual([20_000, 20_000, 20_000, 10_000]);
  });

  it('before 2026, agrees with the integer formula for every price and many sizes', () => {
    for (let cents = 1; cents < 100; cents += 1) {
      for (const size of [1, 2, 7, 10, 33, 100, 999]) {
        const expected = Math.ceil((7 * size * cents * (100 - cents)) / 10_000);
        expect(feeOf(KALSHI_CENTS, fill(size, cents / 100))).toBe(expected * 10_000);
      }
    }
  });

  it('charges three fills of 0.03 at 0.3301 as published for 2026', () => {
    expect(feesOf(KALSHI_EARLIER, Array(3).fill(fill(0.03, 0.3301)))).toEqual([10_097, 97, 97]);
  });

  it('charges 1 at 0.055 half a cent under the current rule, as published', () => {
    expect(feeOf(KALSHI_NOW, fill(1, 0.055))).toBe(5_000);
  });

  it('charges three fills of 0.30 at 0.50 0.01, 0.01 and 0 under the current rule', () => {
    expect(feesOf(KALSHI_NOW, Array(3).fill(fill(0.3, 0.5)))).toEqual([10_000, 10_000, 0]);
  });

  it('pays back at exactly one gathered cent now, and only past it before', () => {
    // 2 at 0.50: trade fee 0.035, balance down by half a cent more, so two fills gather one cent.
    const order = Array(3).fill(fill(2, 0.5));
    expect(feesOf(KALSHI_NOW, order)).toEqual([40_000, 30_000, 40_000]);
    expect(feesOf(KALSHI_EARLIER, order)).toEqual([40_000, 40_000, 30_000]);
  });

  it('rounds the trade fee up to 0.000001 dollars now and to 0.0001 before', () => {
    // 0.38 at 0.50: 0.00665 gathers 0.00335 a fill, three times above a cent; 0.0067 gathers 0.0033, below it.
    const order = Array(3).fill(fill(0.38, 0.5));
    expect(feesOf(KALSHI_NOW, order)).toEqual([10_000, 10_000, 0]);
    expect(feesOf(KALSHI_EARLIER, order)).toEqual([10_000, 10_000, 10_000]);
  });

  it('charges makers a quarter of the rate, from the same account', () => {
    // 100 at 0.50: 0.4375 dollars, balance down to the cent: 0.44.
    expect(feeOf(KALSHI_NOW, fill(100, 0.5, { liquidity: 'maker' }))).toBe(440_000);
    const maker = fill(0.3, 0.5, { liquidity: 'maker' });
    // 0.0013125 up to 0.001313, of a cent 0.008687 gathered; the taker fill gathers 0.00475 more: 0.01 comes back.
    expect(feesOf(KALSHI_NOW, [maker, fill(0.3, 0.5)])).toEqual([10_000, 0]);
  });
});

describe('chargeFill under every rule', () => {
  const rules = fc.constantFrom(...SCHEDULES);
  const prices = fc.integer({ min: 1, max: 9_999 });
  const sizes = fc.integer({ min: 1, max: 5_000_000_000_000 });
  const sides = fc.constantFrom('buy', 'sell');
  const fills = fc.record({
    price: prices.map(price),
    size: sizes.map(shares),
    liquidity: fc.constantFrom('taker', 'maker'),
    side: sides,
    rebates: fc.constant(false),
  });

  it('no fee is negative while rebates are off', () => {
    fc.assert(
      fc.property(rules, fc.array(fills, { maxLength: 8 }), (rule, order) => {
        for (const fee of feesOf(rule, order)) expect(fee).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('a larger first fill never costs less', () => {
    const monotone = SCHEDULES.filter((rule) => rule.rounding.kind !== 'aligned-balance');
    fc.assert(
      fc.property(fc.constantFrom(...monotone), fills, sizes, (rule, one, more) => {
        const larger = { ...one, size: shares(one.size + more) };
        expect(feeOf(rule, larger)).toBeGreaterThanOrEqual(feeOf(rule, one));
      }),
    );
  });

  it('p(1 - p) costs the same at p and 1 - p', () => {
    const symmetric = SCHEDULES.filter(
      (rule) => rule.base === 'variance' && rule.rounding.kind !== 'aligned-balance',
    );
    fc.assert(
      fc.property(fc.constantFrom(...symmetric), fills, (rule, one) => {
        const other = { ...one, price: price(10_000 - one.price) };
        expect(feeOf(rule, other)).toBe(feeOf(rule, one));
      }),
    );
  });

  it('lies within one step of the exact fee, computed as a fraction', () => {
    const denominator = 10n ** 24n;
    fc.assert(
      fc.property(rules, prices, sizes, (rule, p, size) => {
        const q = BigInt(10_000 - p);
        const bases = {
          variance: BigInt(p) * q * 10_000n,
          'premium-variance': BigInt(p) * BigInt(p) * q,
          premium: BigInt(p) * 10n ** 8n,
        };
        const exact = BigInt(rule.takerRate) * BigInt(size) * bases[rule.base];
        const one = fill(0, 0, { price: price(p), size: shares(size) });
        const charged = BigInt(feeOf(rule, one)) * 10n ** 18n;
        const { rounding } = rule;
        const step = rounding.kind === 'aligned-balance' ? rounding.precision : rounding.quantum;
        const distance = charged > exact ? charged - exact : exact - charged;
        const limit = BigInt(step + 100) * 10n ** 18n;
        expect(distance <= limit, `${distance} of ${denominator} dollars`).toBe(true);
      }),
    );
  });

  it('an order of Polymarket US never pays more than its exact fee rounded to the cent', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(prices, sizes), { minLength: 1, maxLength: 10 }), (order) => {
        const fees = feesOf(
          POLYMARKET_US,
          order.map(([p, size]) => fill(0, 0, { price: price(p), size: shares(size) })),
        );
        const exact = order.reduce(
          (sum, [p, size]) => sum + 6n * BigInt(p * (10_000 - p)) * BigInt(size),
          0n,
        );
        // 6 / 100 x 1e-4 x 1e-4 x 1e-6 dollars: one cent is 1e14 parts.
        const cents = (exact * 2n + 10n ** 14n) / (2n * 10n ** 14n);
        expect(BigInt(fees.reduce((sum, fee) => sum + fee, 0)) <= cents * 10_000n).toBe(true);
      }),
    );
  });
});
