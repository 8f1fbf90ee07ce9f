import { describe, expect, it } from 'vitest';
import { kernelOptions } from '../config/kernel-options.js';
import { runBacktest } from '../engine/backtest.js';
import type { Strategy } from '../engine/strategy.js';
import { type Micros, shares } from '../engine/units.js';
import { BOSTON, Scenario } from '../strategies/favourite-dip/scenario.testing.js';
import { markFills } from './mark-fills.js';
import { prepareRun } from './prepare-run.js';

/** Buys ten shares at the first quote. */
const buyer = (): Strategy => {
  let done = false;
  return {
    name: 'buyer',
    version: '1',
    quote(context, market) {
      const { ask } = context.book(market);
      if (done || ask === null) return;
      done = true;
      context.place({
        market,
        side: 'buy',
        limit: ask,
        size: shares(10_000_000),
        timeInForce: 'fak',
        reduceOnly: false,
        tag: 'entry',
      });
    },
  };
};

function marksOf(scenario: Scenario) {
  const tape = scenario.build();
  const { config } = prepareRun({ strategy: 'favourite-dip', data: { dataset: 'none' } }, 'case.toml');
  const span = { from: tape.localTime[0] as Micros, to: tape.localTime[tape.length - 1] as Micros };
  const options = kernelOptions(config, buyer(), span);
  const result = runBacktest(tape, options);
  expect(result.counts.fills).toBe(1);
  return markFills(tape, { result, options });
}

const second = 1 / 60;

describe('marks of a fill', () => {
  it('are the mids at each horizon, at the end of the period, and the payout', () => {
    const marks = marksOf(
      new Scenario()
        .facts(-91, BOSTON)
        .basketball([0, 40])
        .quote(1, BOSTON, { bid: 0.6, ask: 0.62, size: 25 })
        .quote(1 + 10 * second, BOSTON, { bid: 0.64, ask: 0.66 })
        .quote(3, BOSTON, { bid: 0.7, ask: 0.72 })
        .quote(11.5, BOSTON, { bid: 0.5, ask: 0.54 })
        .resolve(60, BOSTON, 1),
    );
    const [fill] = marks.fills;
    expect(fill).toMatchObject({ side: 'buy', opens: true, price: 0.62, size: 10, liquidity: 'taker' });
    expect(fill?.marks).toMatchObject({
      'at once': 0.61,
      '30 s': 0.65,
      '1 min': 0.65,
      '5 min': 0.71,
      settlement: 1,
    });
    expect(fill?.marks['period end']).toBe(0.52);
    expect([...marks.periods.values()]).toEqual([1]);
  });

  it('are none where the quote is old or wide', () => {
    const { fills } = marksOf(
      new Scenario()
        .facts(-91, BOSTON)
        .quote(1, BOSTON, { bid: 0.6, ask: 0.62 })
        .quote(1.2, BOSTON, { bid: 0.5, ask: 0.7 })
        .quote(3, BOSTON, { bid: 0.6, ask: 0.62 })
        .quote(70, BOSTON, { bid: 0.6, ask: 0.62 })
        .resolve(80, BOSTON, 0),
    );
    expect(fills[0]?.marks).toMatchObject({ '30 s': null, '5 min': 0.61, '15 min': null, settlement: 0 });
  });

  it('have the close where the fill came before the start, and the depth that was taken', () => {
    const { closes, depths } = marksOf(
      new Scenario()
        .facts(-91, BOSTON)
        .quote(-30, BOSTON, { bid: 0.6, ask: 0.62, size: 25 })
        .quote(-2, BOSTON, { bid: 0.66, ask: 0.68 })
        .quote(1, BOSTON, { bid: 0.1, ask: 0.12 })
        .resolve(60, BOSTON, 1),
    );
    expect(closes).toEqual([0.67]);
    expect(depths).toEqual([{ price: 0.62, size: 10, levels: [{ price: 0.62, size: 25 }] }]);
  });
});
