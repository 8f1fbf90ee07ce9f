import { expect, it } from 'vitest';
import {
  catalogOf,
  facts,
  lots,
  order,
  ordersOf,
  quote,
  run,
  scripted,
  tapeOfEvents,
} from '../kernel.testing.js';

/** One order of 4 shares where 5 are the least, and one in a market that is suspended. */
it.each([
  [
    'polymarket',
    'order is invalid. Size lower than the minimum',
    'the market is not yet ready to process new orders (suspended)',
  ],
  ['kalshi', 'invalid_order_size', 'MARKET_INACTIVE (suspended)'],
  ['betfair', 'size below the minimum', 'market suspended'],
] as const)('a refusal of %s is in its own words where they are known', (venue, small, closed) => {
  const events = [
    quote(0, 0, [3_900, 4_000]),
    facts(0, 0, { minimumSize: lots(5), fee: { takerRate: 0, makerRate: 0 } }),
    facts(3, 0, { status: 'suspended', fee: { takerRate: 0, makerRate: 0 } }),
    quote(9, 0, [3_900, 4_000]),
  ];
  const strategy = scripted({
    1: (context) => void context.place(order({ size: 4 })),
    4: (context) => void context.place(order()),
  });
  const result = run(tapeOfEvents(events, catalogOf([{ venue }])), strategy);
  expect(ordersOf(result)).toEqual([
    ['rejected', 0, small],
    ['rejected', 0, closed],
  ]);
});

/** An ask of 40 cents with 100 shares: a FOK for more, a FAK below it, and one that takes what there is. */
it.each([
  [
    'polymarket',
    "order couldn't be fully filled. FOK orders are fully filled or killed.",
    'no orders found to match with FAK order. FAK orders are partially filled or killed if no match is found.',
  ],
  ['synthetic', 'not fully filled', 'no more to match'],
] as const)('%s says why it killed what was to execute at once', (venue, fok, fak) => {
  const events = [
    facts(0, 0, { fee: { takerRate: 0, makerRate: 0 } }),
    quote(0, 0, [3_900, 4_000, 100, 100]),
    quote(3, 0, [3_900, 4_000, 100, 100]),
    quote(9, 0, [3_900, 4_000, 100, 100]),
  ];
  const strategy = scripted({
    1: (context) => void context.place(order({ size: 150, timeInForce: 'fok', limit: 4_000 })),
    4: (context) => {
      context.place(order({ size: 50, timeInForce: 'fak', limit: 3_950 }));
      context.place(order({ size: 150, timeInForce: 'fak', limit: 4_000 }));
    },
  });
  const result = run(tapeOfEvents(events, catalogOf([{ venue }])), strategy);
  expect(ordersOf(result)).toEqual([
    ['cancelled', 0, fok],
    ['cancelled', 0, fak],
    ['cancelled', 100, 'no more to match'],
  ]);
});
