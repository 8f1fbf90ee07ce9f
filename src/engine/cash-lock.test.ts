import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cashToLock, costAtLimit } from './cash-lock.js';
import { order } from './kernel.testing.js';
import { Order } from './order.js';
import { OrderIds } from './order-id.js';
import { micros, type Price, shares } from './units.js';

const IDS = new OrderIds({ seed: 'test', strategy: 'test' });

function orderOf(side: 'buy' | 'sell', limit: number, size: number): Order {
  const intent = { ...order({ side }), limit: limit as Price, size: shares(size) };
  return new Order(IDS, intent, { sequence: 0, size: shares(size), at: micros(0) });
}

describe('what an order puts at risk', () => {
  it('is its cost at the limit, of NO where it sells, a fraction of a micro-dollar rounded up', () => {
    expect(costAtLimit(orderOf('buy', 4_000, 10_000_000), shares(10_000_000))).toBe(4_000_000);
    expect(costAtLimit(orderOf('sell', 4_000, 10_000_000), shares(10_000_000))).toBe(6_000_000);
    expect(costAtLimit(orderOf('buy', 3_333, 1), shares(1))).toBe(1);
  });
});

describe('the cash that is locked', () => {
  it('is the cost, the fee at the limit rounded up, and 5 cents for what fees round to', () => {
    const buy = orderOf('buy', 4_000, 10_000_000);
    expect(cashToLock(buy, shares(10_000_000), 120)).toBe(4_000_000 + 120_000 + 50_000);
    expect(cashToLock(buy, shares(10_000), 0.0001)).toBe(4_000 + 1 + 50_000);
  });

  it('is nothing for nothing', () => {
    expect(cashToLock(orderOf('buy', 4_000, 10_000), shares(0), 120)).toBe(0);
  });

  it('covers cost and fee at every price that is better than the limit', () => {
    const cents = fc.integer({ min: 1, max: 9_999 });
    fc.assert(
      fc.property(cents, cents, fc.integer({ min: 1, max: 1e6 }), (one, other, lots) => {
        const limit = Math.max(one, other);
        const better = Math.min(one, other);
        const size = shares(lots * 10_000);
        const fee = (price: number) => (500 * price * (10_000 - price)) / 1e8;
        const locked = cashToLock(orderOf('buy', limit, size), size, fee(limit));
        const paid = (better * size) / 10_000 + (fee(better) * size) / 10_000;
        expect(locked).toBeGreaterThanOrEqual(paid);
      }),
    );
  });
});
