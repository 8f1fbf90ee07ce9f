import { describe, expect, it } from 'vitest';
import { price, shares } from '../../units.js';
import { chargeFill } from './charge-fill.js';
import { estimateFeePerShare } from './estimate-fee.js';
import { newFeeAccount } from './fee-account.js';
import { SCHEDULES } from './schedules.js';

describe('estimateFeePerShare', () => {
  it.each(SCHEDULES)('is the fee of a million shares on the dearer side under $name, a share', (rule) => {
    for (const p of [1, 100, 3_300, 5_000, 9_999]) {
      const fill = { size: shares(1e12), liquidity: 'taker', side: 'sell', rebates: false } as const;
      const charged = chargeFill(rule, newFeeAccount(), { ...fill, price: price(p) });
      expect(estimateFeePerShare(rule, price(p)) * 1e8).toBeCloseTo(charged, -5);
    }
  });

  it.each(SCHEDULES)('is the same for YES and NO under $name', (rule) => {
    expect(estimateFeePerShare(rule, price(2_300))).toBe(estimateFeePerShare(rule, price(7_700)));
  });

  it('is 125 of 1e-4 dollars at 0.50 and rate 0.05', () => {
    const rule = SCHEDULES.find((row) => row.name === 'polymarket-sports-2026-07');
    expect(rule && estimateFeePerShare(rule, price(5_000))).toBe(125);
  });
});
