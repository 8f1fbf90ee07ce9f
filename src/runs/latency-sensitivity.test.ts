import { describe, expect, it } from 'vitest';
import { runBacktest } from '../engine/backtest.js';
import { type LatencyOptions, slowedBy } from '../engine/simulation/latency.js';
import type { Strategy } from '../engine/strategy.js';
import { shares } from '../engine/units.js';
import { BOSTON, Scenario } from '../strategies/favourite-dip/scenario.testing.js';
import { optionsOf } from './knob-case.testing.js';
import { latencySensitivity } from './latency-sensitivity.js';

/** Takes ten shares of the first ask that it sees, or nothing at all. */
const taker = (trades = true): Strategy => {
  let done = !trades;
  return {
    name: 'taker',
    version: '1',
    quote(context, market) {
      const { ask } = context.book(market);
      if (done || ask === null) return;
      done = true;
      const order = { market, side: 'buy', limit: ask, timeInForce: 'fak', tag: 'entry' } as const;
      context.place({ ...order, size: shares(10_000_000), reduceOnly: false });
    },
  };
};

const second = 1 / 60;
/** An ask of 62 cents that stands for five seconds. */
const tape = new Scenario()
  .facts(-91, BOSTON)
  .quote(1, BOSTON, { bid: 0.6, ask: 0.62 })
  .quote(1 + 5 * second, BOSTON, { bid: 0.68, ask: 0.7 })
  .quote(2, BOSTON, { bid: 0.68, ask: 0.7 })
  .resolve(60, BOSTON, 1)
  .build();

const sensitivityOf = (fresh: () => Strategy) => {
  const options = optionsOf({ venue: { entryLatencyMs: 200 } }, tape, fresh);
  const result = runBacktest(tape, { ...options, strategy: fresh() });
  return { result, rows: latencySensitivity(tape, { result, options, fresh }) };
};

describe('a run with slower orders', () => {
  it('loses what stood for five seconds when it takes ten more', () => {
    const { result, rows } = sensitivityOf(taker);
    const kept = (result.equity - result.startingCash) / 1e6;
    expect(kept).toBeGreaterThan(3);
    expect(rows.map(({ extraMs, fills }) => [extraMs, fills])).toEqual([
      [100, 1],
      [1_000, 1],
      [10_000, 0],
    ]);
    expect(rows.map(({ equityChangeUsd }) => equityChangeUsd)).toEqual([kept, kept, 0]);
  });

  it('is not tried where nothing was ordered', () => {
    expect(sensitivityOf(() => taker(false)).rows).toEqual([]);
  });
});

describe('every kind of latency', () => {
  it.each<[LatencyOptions, LatencyOptions]>([
    [
      { entryMs: 200, cancelMs: 100, responseMs: 50 },
      { entryMs: 1_200, cancelMs: 1_100, responseMs: 1_050 },
    ],
    [
      { kind: 'sampled', minimumMs: 100, meanMs: 300 },
      { kind: 'sampled', minimumMs: 1_100, meanMs: 1_300 },
    ],
    [
      { kind: 'data', factor: 2, minimumMs: 100 },
      { kind: 'data', factor: 2, minimumMs: 1_100 },
    ],
  ])('%j is slower by a second', (given, slower) => {
    expect(slowedBy(given, 1_000)).toEqual(slower);
  });
});
