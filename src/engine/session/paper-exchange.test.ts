import { describe, expect, it } from 'vitest';
import { TouchlineError } from '../errors.js';
import { orderId } from '../ids.js';
import {
  at,
  catalogOf,
  facts,
  lots,
  order,
  PLAIN_VENUE,
  quote,
  resolution,
  stamped,
  type TestEvent,
  type TestOrder,
} from '../kernel.testing.js';
import type { VenueOptions } from '../simulation/venue-options.js';
import type { OutboundOrder } from './outbound.js';
import { PaperExchange } from './paper-exchange.js';

const ID = orderId('0123456789abcdef');
const OTHER = orderId('fedcba9876543210');

const outbound = (changed: TestOrder = {}, more: Partial<OutboundOrder> = {}): OutboundOrder => ({
  id: ID,
  postOnly: false,
  expiresAt: null,
  ...order(changed),
  ...more,
});

/** An exchange over one market, and what it told: second, id, state. */
function openExchange(venue: Partial<VenueOptions> = {}) {
  const told: unknown[] = [];
  const exchange = new PaperExchange(
    { catalog: { ...catalogOf(), sources: [] }, seed: 'test', venue: { ...PLAIN_VENUE, ...venue } },
    ({ at: time, order: id, report }) => {
      const detail = 'price' in report ? [report.price, report.size / 1e6, report.fee / 1e6] : [];
      const reason = 'reason' in report ? [report.reason] : [];
      told.push([(time - at(0)) / 1e6, id === ID ? 'first' : 'second', report.state, ...detail, ...reason]);
    },
  );
  const feed = (...events: readonly TestEvent[]): void => exchange.feed(stamped(events));
  const place = (seconds: number, each: OutboundOrder): void =>
    exchange.send({ kind: 'place', at: at(seconds), order: each });
  return { exchange, told, feed, place };
}

describe('an exchange on paper', () => {
  it('fills at the touch after the entry latency, and tells of it after the response latency', () => {
    const latency = { entryMs: 200, cancelMs: 200, responseMs: 100 };
    const { exchange, told, feed, place } = openExchange({ latency });
    feed(quote(1, 0, [3_900, 4_000]));
    place(1, outbound());
    exchange.reach(at(1.25));
    expect(told).toEqual([]);
    expect(exchange.nextDue).toBe(at(1.3));
    exchange.reach(at(2));
    // .05 x 10 x .4 x .6
    expect(told).toEqual([[1.3, 'first', 'fill', 4_000, 10, 0.12]]);
  });

  it('rests what does not cross until the market comes to it', () => {
    const { exchange, told, feed, place } = openExchange();
    feed(quote(1, 0, [3_900, 4_000, 50, 50]));
    place(1, outbound({ limit: 3_900, timeInForce: 'gtc' }));
    exchange.reach(at(1));
    feed(quote(3, 0, [3_700, 3_800, 50, 50]));
    exchange.reach(at(3));
    expect(told).toEqual([
      [1, 'first', 'live'],
      [3, 'first', 'fill', 3_900, 10, 0],
    ]);
  });

  it('cancels and replaces, and answers each', () => {
    const { exchange, told, feed, place } = openExchange();
    feed(quote(1, 0, [3_900, 4_000]));
    place(1, outbound({ limit: 3_800, timeInForce: 'gtc' }));
    exchange.reach(at(1));
    const order2 = outbound({ limit: 3_700, timeInForce: 'gtc' }, { id: OTHER });
    exchange.send({ kind: 'replace', at: at(2), old: ID, order: order2 });
    exchange.reach(at(2));
    exchange.send({ kind: 'cancel', at: at(3), order: OTHER });
    exchange.reach(at(3));
    expect(told).toEqual([
      [1, 'first', 'live'],
      [2, 'first', 'cancelled', 'replaced by its owner'],
      [2, 'second', 'live'],
      [3, 'second', 'cancelled', 'cancelled by its owner'],
    ]);
  });

  it('wakes by time alone: an expiry comes when no event does', () => {
    const { exchange, told, feed, place } = openExchange();
    feed(quote(1, 0, [3_900, 4_000]));
    place(1, outbound({ limit: 3_800, timeInForce: 'gtd' }, { expiresAt: at(301) }));
    exchange.reach(at(1));
    // Polymarket takes it out a minute before.
    expect(exchange.nextDue).toBe(at(241));
    exchange.reach(at(240));
    expect(told).toHaveLength(1);
    exchange.reach(at(241));
    expect(told.at(-1)).toEqual([241, 'first', 'expired', 'good till date']);
  });

  it('holds a marketable order for the taker delay of a game in play, and clears the book at the start', () => {
    const { exchange, told, feed, place } = openExchange();
    feed(facts(1, 0, { startTime: at(10), clearAtStart: true, takerDelayMs: 3_000 }));
    feed(quote(2, 0, [3_900, 4_000]));
    place(2, outbound({ limit: 3_800, timeInForce: 'gtc' }));
    exchange.reach(at(12));
    place(12, outbound({}, { id: OTHER }));
    exchange.reach(at(14.9));
    expect(told).toEqual([
      [2, 'first', 'live'],
      [10, 'first', 'cancelled', 'book cleared at the start'],
    ]);
    exchange.reach(at(15));
    expect(told.at(-1)).toEqual([15, 'second', 'fill', 4_000, 10, 0.12]);
  });

  it('lets a reduce-only order reduce what the account held before', () => {
    const sell = outbound({ side: 'sell', limit: 3_900, size: 10, reduceOnly: true });
    for (const [held, state] of [
      [0, 'rejected'],
      [4, 'fill'],
    ] as const) {
      const { exchange, told, feed, place } = openExchange();
      exchange.hold(sell.market, lots(held));
      feed(quote(1, 0, [3_900, 4_000]));
      place(1, sell);
      exchange.reach(at(1));
      expect(told[0]).toContain(state);
      if (held > 0) expect(told[0]).toContain(4);
    }
  });

  it('takes orders out of a market that has resolved', () => {
    const { exchange, told, feed, place } = openExchange();
    feed(quote(1, 0, [3_900, 4_000]));
    place(1, outbound({ limit: 3_800, timeInForce: 'gtc' }));
    exchange.reach(at(1));
    feed(resolution(2, 0, 1));
    exchange.reach(at(2));
    expect(told.at(-1)).toEqual([2, 'first', 'cancelled', 'market resolved']);
  });

  it('refuses an order that was sent before, and a cancel of one that never was', () => {
    const { exchange, place } = openExchange();
    place(1, outbound());
    expect(() => place(2, outbound())).toThrow(TouchlineError);
    expect(() => exchange.send({ kind: 'cancel', at: at(3), order: OTHER })).toThrow(/no order/);
  });
});
