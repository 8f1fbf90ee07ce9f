import { describe, expect, it } from 'vitest';
import { marketIndex } from './ids.js';
import { Order } from './order.js';
import { OrderIds } from './order-id.js';
import { AllOrders } from './order-log.js';
import type { OrderIntent, OrderState } from './strategy.js';
import { type Micros, price, shares } from './units.js';

const ids = new OrderIds({ seed: '1', strategy: 'test' });
const PLAIN: OrderIntent = {
  market: marketIndex(3),
  side: 'buy',
  limit: price(6_150),
  size: shares(12_500_000),
  timeInForce: 'gtc',
  reduceOnly: false,
  tag: 'quote',
};

function logOf(intents: readonly OrderIntent[]): { log: AllOrders; orders: readonly Order[] } {
  const log = new AllOrders(ids);
  const orders = intents.map((intent, sequence) => {
    const order = new Order(ids, intent, { sequence, size: intent.size, at: (1_000 + sequence) as Micros });
    log.add(order);
    return order;
  });
  return { log, orders };
}

/** What its owner sees of an order. */
const seen = (order: Order) => ({
  id: order.id,
  market: order.market,
  side: order.side,
  limit: order.limit,
  size: order.size,
  timeInForce: order.timeInForce,
  reduceOnly: order.reduceOnly,
  postOnly: order.postOnly,
  expiresAt: order.expiresAt,
  tag: order.tag,
  placedAt: order.placedAt,
  state: order.state,
  filled: order.filled,
  reason: order.reason,
});

describe('AllOrders', () => {
  it.each<[OrderState, string | null, Partial<OrderIntent>]>([
    ['filled', null, {}],
    ['cancelled', 'cancelled by its owner', { side: 'sell', postOnly: true }],
    ['expired', 'good till date', { timeInForce: 'gtd', expiresAt: 1_790_812_800_000_000 as Micros }],
    ['rejected', 'limit 70000 is not inside 0..1', { limit: 70_000 as OrderIntent['limit'], tag: '' }],
    ['rejected', 'size is 0', { size: shares(0), timeInForce: 'fok', reduceOnly: true }],
    ['cancelled', 'no more to match', { timeInForce: 'fak', reduceOnly: true, side: 'sell' }],
  ])('keeps an order that is %s (%s) as it was', (state, reason, change) => {
    const { log, orders } = logOf([PLAIN, { ...PLAIN, ...change }, PLAIN]);
    const order = orders[1] as Order;
    order.state = state;
    order.reason = reason;
    order.filled = shares(2_500_000);
    const before = seen(order);
    log.end(order);
    expect(seen(log.kept[1] as Order)).toEqual(before);
    expect(seen(log.order(order.id))).toEqual(before);
    expect(log.kept[0]).toBe(orders[0]);
    expect(log.count).toBe(3);
  });

  it('keeps what is told of an order after its end', () => {
    const { log, orders } = logOf([PLAIN]);
    const order = orders[0] as Order;
    order.state = 'cancelled';
    log.end(order);
    order.filled = shares(1_000_000);
    log.end(order);
    expect(log.kept[0]?.filled).toBe(1_000_000);
  });

  it('holds more than its first columns have room for', () => {
    const { log, orders } = logOf(
      Array.from({ length: 700 }, (_, at) => ({ ...PLAIN, tag: `tag ${at % 5}` })),
    );
    for (const order of orders) {
      order.state = 'filled';
      log.end(order);
    }
    expect(log.kept.map(({ id, tag }) => [id, tag])).toEqual(orders.map(({ id, tag }) => [id, tag]));
  });

  it('does not know an order of another run', () => {
    const { log } = logOf([PLAIN]);
    expect(() => log.order(new OrderIds({ seed: '2', strategy: 'test' }).at(0))).toThrow(
      /no order of this run/,
    );
  });
});
