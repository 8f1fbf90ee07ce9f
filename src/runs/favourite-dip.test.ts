import { describe, expect, it } from 'vitest';
import type { RunResult } from '../engine/run-result.js';
import { notional, price, shares } from '../engine/units.js';
import {
  ARSENAL,
  at,
  BOSTON,
  bostonGame,
  dipAndRecovery,
  lastingDip,
  Scenario,
  steps,
} from '../strategies/favourite-dip/scenario.testing.js';
import { runConfigured, type Settings } from './knob-case.testing.js';
import { bothSides, lossThenDip } from './parameter-cases.testing.js';

const NO_EXIT = { takeProfit: 'off', stopLoss: 'off' };
const entriesOf = (result: RunResult): readonly number[] =>
  result.orders.filter(({ tag }) => tag === 'entry').map(({ placedAt }) => placedAt);
const blockersOf = (result: RunResult): readonly (string | null)[] => [
  ...new Set(result.decisions.filter(({ action }) => action === 'enter').map(({ blockedBy }) => blockedBy)),
];
const stake = (settings: Settings): Settings => ({ parameters: { sizing: { stake: settings } } });

/** Boston without a feed of its game; with `startTime: null` not even a schedule. */
const withoutFeed = (mid: number, changes: { readonly startTime?: null } = {}) =>
  new Scenario()
    .facts(-91, BOSTON, changes)
    .quotes([-90, 47], BOSTON, steps([10, mid]))
    .resolve(60, BOSTON, 1)
    .build();

describe('favourite-dip where the data does not tell', () => {
  const opening = { baseline: { policy: 'opening' } };

  it('unknownPhase blocks or allows where neither feed nor schedule says that the game has begun', () => {
    const tape = withoutFeed(0.58, { startTime: null });
    const run = (unknownPhase: string) =>
      runConfigured(
        { parameters: { ...opening, entry: { unknownPhase, unknownClock: 'allow', confidenceMin: 0.5 } } },
        tape,
      );
    expect([entriesOf(run('block')), blockersOf(run('block'))]).toEqual([[], ['phase']]);
    expect(entriesOf(run('allow'))).toEqual([at(10)]);
  });

  it('unknownClock blocks or allows the window and the time left together', () => {
    const tape = withoutFeed(0.58);
    const run = (unknownClock: string) =>
      runConfigured({ parameters: { entry: { unknownClock, confidenceMin: 0.5 } } }, tape);
    const blocked = run('block');
    expect(entriesOf(blocked)).toEqual([]);
    expect(blocked.funnel.find(({ gate }) => gate === 'window')).toMatchObject({ passed: 0 });
    expect(entriesOf(run('allow'))).toEqual([at(10)]);
  });

  it('unknownSize blocks or allows where sizes are not recorded, if a size is asked for', () => {
    const tape = new Scenario()
      .facts(-91, BOSTON)
      .quotes([-90, 47], BOSTON, steps([10, 0.58]), null)
      .basketball([0, 47])
      .build();
    const run = (entry: Settings) => runConfigured({ parameters: { entry } }, tape);
    const blocked = run({ sizeMinShares: 10, unknownSize: 'block' });
    expect([entriesOf(blocked), blockersOf(blocked)]).toEqual([[], ['liquidity']]);
    expect(entriesOf(run({ sizeMinShares: 10, unknownSize: 'allow' }))).toEqual([at(10)]);
    expect(entriesOf(run({ sizeMinShares: 0, unknownSize: 'block' }))).toEqual([at(10)]);
  });

  it('confidenceMissing: neutral scores what is missing, renormalise leaves it out, veto refuses', () => {
    // 0.70 to 0.45 is a fall of 36 %: 1.0. Depth 800: .4. Trend below -.05: .1. Spread .02 / .44: .4.
    // Known weights .30 .15 .15 .10; clock (.20) and score (.10) are missing.
    const known = 0.3 * 1 + 0.15 * 0.4 + 0.15 * 0.1 + 0.1 * 0.4;
    const score = (confidenceMissing: string, confidenceMin: number) => {
      const entry = { unknownClock: 'allow', confidenceMissing, confidenceMin };
      const { decisions } = runConfigured({ parameters: { entry } }, withoutFeed(0.45));
      const first = decisions.find(({ action }) => action === 'enter');
      return [first?.verdict, first?.gates.find(({ gate }) => gate === 'confidence')?.value];
    };
    expect(score('neutral', 0.55)).toEqual(['acted', Number((known + 0.5 * 0.3).toFixed(4))]);
    expect(score('renormalise', 0.55)).toEqual(['acted', Number((known / 0.7).toFixed(4))]);
    expect(score('neutral', 0.59)).toEqual(['blocked', 0.565]);
    expect(score('renormalise', 0.59)).toEqual(['acted', 0.5929]);
    expect(score('veto', 0)).toEqual(['blocked', Number.NaN]);
  });
});

describe('favourite-dip, entry and holding', () => {
  it('holds beyond its entry window: entered in the third quarter, settled after the fourth', () => {
    const tape = bostonGame(steps([26, 0.58])).build();
    const entry = { progressTo: 0.6 };
    const held = runConfigured({ parameters: { entry, exit: NO_EXIT } }, tape);
    expect(held.roundTrips.map(({ closedBy, closedAt }) => [closedBy, closedAt])).toEqual([
      ['settlement', at(60)],
    ]);
    const closed = runConfigured({ parameters: { entry, exit: { ...NO_EXIT, segment: 'q4' } } }, tape);
    expect(closed.orders.map(({ tag, placedAt }) => [tag, placedAt])).toEqual([
      ['entry', at(26)],
      ['segment', at(36)],
    ]);
  });

  it('never enters in the instant of an exit, though nothing else stands in its way', () => {
    const scenario = bostonGame((minute) => (minute >= 10 ? 0.58 : 0.7));
    // At one instant the bid is high enough to take profit, and the next quote is the dip again.
    const tape = scenario
      .quote(20.5, BOSTON, { bid: 0.73, ask: 0.75 })
      .quote(20.5, BOSTON, { bid: 0.57, ask: 0.59 })
      .build();
    const result = runConfigured(
      {
        venue: { entryLatencyMs: 0, responseLatencyMs: 0 },
        parameters: { entry: { entriesPerMarketMax: 5, coolDownMinutes: 0 }, exit: { slippageMax: 0.3 } },
      },
      tape,
    );
    const exits = result.roundTrips.map(({ closedAt }) => closedAt);
    expect(exits[0]).toBe(at(20.5));
    expect(entriesOf(result)).toEqual([at(10), at(21)]);
  });

  it('waits for its cool-down after an exit, and enters at its end', () => {
    const tape = bostonGame(steps([10, 0.58], [20, 0.72], [21, 0.58])).build();
    const run = (coolDownMinutes: number) =>
      runConfigured({ parameters: { entry: { entriesPerMarketMax: 2, coolDownMinutes } } }, tape);
    expect(entriesOf(run(0))).toEqual([at(10), at(21)]);
    // Sold 350 ms after minute 20: five minutes are over at the quote of minute 26.
    expect(entriesOf(run(5))).toEqual([at(10), at(26)]);
  });

  it('asks for prices on the tick of the market, whatever the slippage', () => {
    // Ticks of a cent: 0.59 + 0.015 is cut to 0.60; 0.71 less 0.035 is raised to 0.68.
    const parameters = { entry: { slippageMax: 0.015 }, exit: { slippageMax: 0.035 } };
    const { orders } = runConfigured({ parameters }, dipAndRecovery().build());
    expect(orders.map(({ limit, state }) => [limit, state])).toEqual([
      [6_000, 'filled'],
      [6_800, 'filled'],
    ]);
  });

  it('can leave near zero: a sale below the first tick asks for the first tick', () => {
    const { orders } = runConfigured({}, bostonGame(steps([10, 0.58], [20, 0.02]), 0).build());
    expect(orders.map(({ tag, limit, state }) => [tag, limit, state])).toEqual([
      ['entry', 6_000, 'filled'],
      ['stop-loss', 100, 'filled'],
    ]);
  });

  it('sells whole what it holds, and never more', () => {
    const { orders, fills } = runConfigured({}, dipAndRecovery().build());
    expect(orders.map(({ reduceOnly }) => reduceOnly)).toEqual([false, true]);
    expect(fills[1]?.size).toBe(fills[0]?.size);
  });
});

describe('favourite-dip does not repeat the sizing of the seed system', () => {
  it('a Kelly stake of zero is no order, not the default stake', () => {
    // Confidence below 1 believes at most .65, and the dip is bought at up to .60.
    const result = runConfigured(stake({ mode: 'seed-kelly' }), dipAndRecovery().build());
    expect(result.orders).toEqual([]);
    expect(blockersOf(result)).toEqual(['stake']);
  });

  it('no least stake is put on top: what is below the minimum of the market is no order', () => {
    const tape = dipAndRecovery().build();
    const sized = (cashUsd: number) => runConfigured({ account: { cashUsd } }, tape).orders.length;
    expect(sized(0.5)).toBe(0);
    expect(sized(10)).toBeGreaterThan(0);
  });

  it('a stake is dollars, fee included, and never shares', () => {
    const [bought] = runConfigured(stake({ mode: 'fixed', usd: 20 }), dipAndRecovery().build()).orders;
    // 0.60 a share at the limit and 0.05 x 0.60 x 0.40 = 0.012 fee: 20 / 0.612 = 32.67 shares, in hundredths.
    expect(bought).toMatchObject({ limit: 6_000, size: 32_670_000 });
  });

  it('a NO entry is sized and limited by the price of NO', () => {
    const result = runConfigured({ parameters: { side: 'no' } }, bothSides());
    const [bought] = result.orders;
    // NO is asked at 1 - 0.41 = 0.59: at most 0.60, which is YES sold at 0.40 or better.
    expect(bought).toMatchObject({ market: ARSENAL, side: 'sell', limit: 4_000, size: 32_670_000 });
    expect(result.fills[0]).toMatchObject({ price: 4_100 });
    expect(result.roundTrips[0]).toMatchObject({
      side: 'no',
      cost: notional(price(5_900), shares(32_670_000), 'ceil'),
    });
  });

  it('one loss cuts the next stake by the part that is set, not to the floor', () => {
    const sizes = (lossStreakReduction: number) =>
      runConfigured(
        { parameters: { entry: { entriesPerMarketMax: 2 }, sizing: { lossStreakReduction } } },
        lossThenDip(),
      )
        .orders.filter(({ tag }) => tag === 'entry')
        .map(({ size }) => size);
    expect(sizes(0)).toEqual([32_670_000, 32_670_000]);
    // 18 dollars at 0.612.
    expect(sizes(0.1)).toEqual([32_670_000, 29_410_000]);
  });

  it.each([
    [{ entry: { confidenceMin: 60 } }, 'parameters.entry.confidenceMin'],
    [{ entry: { dipRelativeMin: 15 } }, 'parameters.entry.dipRelativeMin'],
    [{ exit: { takeProfit: 20 } }, 'parameters.exit.takeProfit'],
    [{ exit: { stopLoss: 10 } }, 'parameters.exit.stopLoss'],
    [{ sizing: { lossStreakReduction: 10 } }, 'parameters.sizing.lossStreakReduction'],
    [{ sizing: { bankrollShareMax: 50 } }, 'parameters.sizing.bankrollShareMax'],
    [{ sizing: { stake: { mode: 'kelly', assumedEdge: 3 } } }, 'parameters.sizing.stake.assumedEdge'],
  ])('percents where parts are wanted are refused: %j', (parameters, path) => {
    expect(() => runConfigured({ parameters }, lastingDip().build())).toThrow(`${path}: Too big`);
  });

  it.each([
    [{ entry: { dipRelativeMin: 'off' } }, 'parameters.entry.dipRelativeMin'],
    [{ entry: { progressFrom: 0.8, progressTo: 0.7 } }, 'parameters.entry.progressTo'],
    [{ entry: { hoursFrom: '12:00', hoursTo: '12:00' } }, 'parameters.entry.hoursTo'],
    [{ entry: { phase: 'pre-game' } }, 'parameters.entry.phase'],
    [{ sizing: { stake: { mode: 'fixed', usd: 30 } } }, 'parameters.sizing.stake.usd'],
  ])('settings that could never trade are refused: %j', (parameters, path) => {
    expect(() => runConfigured({ parameters }, lastingDip().build())).toThrow(`${path}: `);
  });
});
