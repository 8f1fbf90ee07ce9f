import { describe, expect, it } from 'vitest';
import type { BookLevel } from '../../engine/events.js';
import { price, prob, shares, usd } from '../../engine/units.js';
import { type LadderInput, ladderOrder } from './ladder-order.js';

const level = (cents: number, size: number): BookLevel => ({
  price: price(cents * 100),
  size: shares(Math.round(size * 1e6)),
});

const INPUT: LadderInput = {
  side: 'buy',
  p: prob(0.6),
  cash: usd(1_000_000_000),
  yes: shares(0),
  no: shares(0),
  levels: [level(50, 200), level(52, 200), level(55, 1000)],
  facts: { lot: shares(10_000), minimumSize: shares(5_000_000), minimumNotional: usd(1_000_000) },
  feePerShare: () => 0,
  feeOf: () => usd(0),
};

describe('an order through the book', () => {
  it('rounds the reference ladder down to the lot', () => {
    const order = ladderOrder(INPUT);
    expect(order).toMatchObject({ refusal: null, size: 321_790_000, limit: 5_200, notional: 163_330_800 });
    expect(order.fills).toEqual([level(50, 200), level(52, 121.79)]);
    const gain = 0.6 * Math.log(1158.4592 / 1000) + 0.4 * Math.log(836.6692 / 1000);
    expect(order.growth).toBeCloseTo(gain, 12);
    expect(order.indifference).toBeCloseTo(0.52, 12);
  });

  it('sells what is held, proceeds rounded down, and leaves the rest', () => {
    const order = ladderOrder({
      ...INPUT,
      side: 'sell',
      p: prob(0.55),
      cash: usd(500_000_000),
      yes: shares(600_000_000),
      levels: [level(58, 100), level(56, 150), level(54, 500)],
    });
    expect(order).toMatchObject({ refusal: null, size: 566_540_000, limit: 5_400 });
    expect(order.notional).toBe(58_000_000 + 84_000_000 + 170_931_600);
  });

  it('counts the expected fee in the price that it walks to', () => {
    const fee = (at: number): number => (0.07 * at * (10_000 - at)) / 10_000;
    const order = ladderOrder({ ...INPUT, levels: [level(50, 1e6)], feePerShare: fee });
    expect(order.exact[0]).toBeCloseTo((0.170984455959 * 1000) / 0.5175, 8);
  });

  it.each<[string, Partial<LadderInput>]>([
    ['inside-band', { p: prob(0.5) }],
    ['lot', { p: prob(0.500002), cash: usd(1_000_000) }],
    ['minimum', { p: prob(0.6), cash: usd(5_000_000) }],
    ['cash', { p: prob(1), feeOf: () => usd(1) }],
    ['no-growth', { feeOf: () => usd(60_000_000) }],
  ])('is none for the reason %s', (refusal, change) => {
    expect(ladderOrder({ ...INPUT, levels: [level(50, 1e6)], ...change })).toMatchObject({
      refusal,
      fills: [],
      size: 0,
      limit: null,
      growth: 0,
    });
  });

  it('is none below the least notional as well', () => {
    const facts = { ...INPUT.facts, minimumSize: shares(0), minimumNotional: usd(200_000_000) };
    expect(ladderOrder({ ...INPUT, facts }).refusal).toBe('minimum');
  });
});
