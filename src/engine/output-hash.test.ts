import { describe, expect, it } from 'vitest';
import {
  catalogOf,
  dollars,
  facts,
  order,
  quote,
  resolution,
  run,
  scripted,
  type TestEvent,
  type TestOptions,
  type TestOrder,
  tapeOfEvents,
} from './kernel.testing.js';

interface Changed {
  readonly ask?: number;
  readonly payout?: number;
  readonly resolvedAt?: number;
  readonly first?: TestOrder;
  readonly firstAt?: number;
  readonly swap?: boolean;
  readonly more?: readonly TestEvent[];
  readonly options?: TestOptions;
}

/** Two orders over two quotes and one outcome, with whatever is to be different. */
function hashOf(changed: Changed = {}): string {
  const { ask = 4_000, payout = 1, resolvedAt = 50, first = {}, firstAt = 1, swap = false } = changed;
  const a = order({ tag: 'a', ...first });
  const b = order({ tag: 'b', size: 20 });
  const strategy = scripted({
    [firstAt]: (context) => void context.place(swap ? b : a),
    2: (context) => void context.place(swap ? a : b),
    3: (context) => void context.place(order({ market: 1, tag: 'c' })),
  });
  const events = [
    quote(0, 0, [3_900, ask]),
    quote(0, 1, [3_900, 4_000]),
    resolution(resolvedAt, 0, payout),
    quote(100, 1, [3_800, 4_000]),
    ...(changed.more ?? []),
  ];
  return run(tapeOfEvents(events, catalogOf([{}, {}])), strategy, changed.options).outputHash;
}

describe('the output hash', () => {
  it('is 64 hex digits and the same in every run of the same', () => {
    expect(hashOf()).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(Array.from({ length: 5 }, () => hashOf()))).toHaveLength(1);
  });

  it.each<[string, Changed]>([
    ['the price of a fill by one tick', { ask: 3_999 }],
    ['the size of an order by one lot', { first: { size: 10.01 } }],
    ['the limit of an order that fills just the same', { first: { limit: 4_001 } }],
    ['the side of an order', { first: { side: 'sell', limit: 3_900 } }],
    ['its time in force', { first: { timeInForce: 'fok' } }],
    ['its tag', { first: { tag: 'z' } }],
    ['whether it only reduces', { first: { reduceOnly: true } }],
    ['when it was placed', { firstAt: 1.000001 }],
    ['the order of two orders', { swap: true }],
    ['what the market paid', { payout: 0.999999 }],
    ['when it paid', { resolvedAt: 50.000001 }],
    ['what an open position is worth at the end', { more: [quote(101, 1, [3_700, 4_000])] }],
    ['an event in which nothing was done', { more: [facts(20, 0, {})] }],
    ['the seed, which the ids of orders are made of', { options: { seed: 'other' } }],
    ['the cash to begin with', { options: { startingCash: dollars(1_001) } }],
  ])('changes with %s', (_what, changed) => {
    expect(hashOf(changed)).not.toBe(hashOf());
  });
});
