import { describe, expect, it } from 'vitest';
import type { MarketFacts, TickBand } from '../engine/events.js';
import { price, shares, usd } from '../engine/units.js';
import { limitOnTick } from './limit-on-tick.js';

const factsOf = (...bands: readonly (readonly [from: number, to: number, tick: number])[]): MarketFacts => ({
  tickBands: bands.map(
    ([from, to, tick]): TickBand => ({ from: price(from), to: price(to), tick: price(tick) }),
  ),
  minimumSize: shares(0),
  minimumNotional: usd(0),
  lot: shares(1),
  fee: null,
  takerDelayMs: 0,
  startTime: null,
  clearAtStart: false,
  status: 'open',
});

const cents = factsOf([0, 10_000, 100]);
/** A tenth of a cent below 4 and above 96 cents, as Polymarket has it near the ends. */
const banded = factsOf([0, 400, 10], [400, 9_600, 100], [9_600, 10_000, 10]);

describe('limitOnTick', () => {
  it.each([
    [cents, 'buy', 6_050, 6_000],
    [cents, 'sell', 6_050, 6_100],
    [cents, 'buy', 6_000, 6_000],
    [cents, 'sell', 6_000, 6_000],
    [cents, 'buy', 9_999, 9_900],
    [cents, 'sell', 1, 100],
    [cents, 'sell', -250, 100],
    [cents, 'buy', 10_400, 9_900],
    [banded, 'buy', 9_999, 9_990],
    [banded, 'sell', 1, 10],
    [banded, 'sell', 385, 390],
    [banded, 'buy', 450, 400],
    [null, 'buy', 10_400, 9_999],
    [null, 'sell', 0, 1],
    [null, 'buy', 6_051, 6_051],
  ] as const)('%#: a %s never concedes more than was meant', (facts, side, limit, expected) => {
    expect(limitOnTick(facts, side, limit)).toBe(expected);
  });
});
