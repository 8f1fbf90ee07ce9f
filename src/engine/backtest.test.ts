import { describe, expect, it } from 'vitest';
import {
  at,
  catalogOf,
  facts,
  fillsOf,
  order,
  quote,
  run,
  scripted,
  tapeOfEvents,
} from './kernel.testing.js';

const BETFAIR = catalogOf([{ venue: 'betfair' }], [{ league: 'epl' }]);
const nothing = scripted({});

describe('a market whose fee is not known', () => {
  it('refuses to run before anything happens, and names venue, league and time', () => {
    expect(() => run(tapeOfEvents([quote(0, 0, [3_900, 4_000])], BETFAIR), nothing)).toThrowError(
      expect.objectContaining({
        code: 'ENGINE_FEE_UNKNOWN',
        where: { venue: 'betfair', league: 'epl', time: at(0) },
      }),
    );
  });

  it('runs when it states terms of its own, and pays by them', () => {
    const own = facts(0, 0, { fee: { takerRate: 1_000, makerRate: 0 } });
    const buy = scripted({ 1: (context) => void context.place(order()) });
    const tape = tapeOfEvents([own, quote(0, 0, [3_900, 4_000]), quote(9, 0, [3_900, 4_000])], BETFAIR);
    expect(fillsOf(run(tape, buy))).toEqual([['buy', 4_000, 10, 0.24, 'taker']]);
  });

  it('runs when nothing of it can be executed', () => {
    expect(run(tapeOfEvents([facts(0, 0, {})], BETFAIR), nothing).counts.events).toBe(1);
  });
});

describe('an empty tape', () => {
  it('is a run in which nothing happened', () => {
    const result = run(tapeOfEvents([]), nothing);
    expect(result.counts).toMatchObject({ events: 0, orders: 0, fills: 0, settled: 0, unsettled: 0 });
    expect(result.cash).toBe(result.startingCash);
  });
});
