import { describe, expect, it } from 'vitest';
import type { GameState } from '../../engine/events.js';
import { gameIndex } from '../../engine/ids.js';
import {
  at,
  catalogOf,
  facts,
  gap,
  ordersOf,
  phase,
  quote,
  run,
  type TestEvent,
  tapeOfEvents,
} from '../../engine/kernel.testing.js';
import type { RunResult } from '../../engine/run-result.js';
import { price } from '../../engine/units.js';
import { maker } from './maker.js';

const SIZES = [100, 100] as const;
const CENTS = [{ from: price(0), to: price(10_000), tick: price(100) }];
const START = 3_600;
/** A game that begins in an hour, quoted .60 to .62. */
const OPEN: readonly TestEvent[] = [
  facts(0, 0, { startTime: at(START), tickBands: CENTS }),
  phase(0, 0, 'scheduled'),
  quote(1, 0, [6_000, 6_200, ...SIZES]),
];
const scored = (seconds: number, homeScore: number): TestEvent => {
  const clock = { period: 1, secondsLeftInPeriod: null, secondsElapsedInPeriod: null };
  const state: GameState = { phase: 'scheduled', ...clock, homeScore, awayScore: 0, possession: null };
  return { kind: 'gameState', game: gameIndex(0), venueTime: at(seconds), localTime: at(seconds), state };
};

function play(parameters: Readonly<Record<string, unknown>>, ...events: readonly TestEvent[]): RunResult {
  const strategy = maker.instantiate((schema) => {
    const checked = schema.parse(parameters);
    return () => checked;
  });
  return run(tapeOfEvents([...OPEN, ...events], catalogOf([{}])), strategy);
}

const quotesOf = (result: RunResult) =>
  result.orders.map((order) => [order.placedAt, order.side, order.limit, order.size / 1_000_000]);

describe('maker', () => {
  it('quotes both sides at the touch, post-only', () => {
    const result = play({});
    expect(quotesOf(result)).toEqual([
      [at(1), 'buy', 6_000, 20],
      [at(1), 'sell', 6_200, 20],
    ]);
    expect(result.orders.every((order) => order.postOnly && order.timeInForce === 'gtc')).toBe(true);
  });

  it('stands behind the touch, on the tick of the market', () => {
    expect(quotesOf(play({ behindTouch: 0.015 })).map(([, , limit]) => limit)).toEqual([5_800, 6_400]);
  });

  it('moves a quote that is off by moveMin, and not for less', () => {
    const moved = [quote(2, 0, [6_100, 6_300, ...SIZES])];
    expect(ordersOf(play({}, ...moved)).slice(0, 2)).toEqual([
      ['cancelled', 0, 'replaced by its owner'],
      ['cancelled', 0, 'replaced by its owner'],
    ]);
    expect(play({ moveMin: 0.02 }, ...moved).orders).toHaveLength(2);
  });

  it('quotes no side whose inventory has no room', () => {
    // Its bid is traded through before it can be moved: of the 30 allowed 20 are held, and 20 more do not fit.
    const result = play(
      { inventoryMaxShares: 30 },
      quote(2, 0, [5_700, 5_900, ...SIZES]),
      quote(3, 0, [5_700, 5_900, ...SIZES]),
    );
    const bids = result.orders.filter((order) => order.side === 'buy' && order.state !== 'rejected').slice(1);
    expect(result.fills[0]).toMatchObject({ side: 'buy', price: 6_000 });
    expect(bids).toEqual([]);
  });

  it('takes its quotes out before the start, by the clock, without an event to wake it', () => {
    const result = play(
      { pullBeforeStartMinutes: 10 },
      quote(START - 900, 0, [6_000, 6_200, ...SIZES]),
      quote(START - 1, 0, [6_000, 6_200, ...SIZES]),
    );
    expect(ordersOf(result)).toEqual([
      ['cancelled', 0, 'cancelled by its owner'],
      ['cancelled', 0, 'cancelled by its owner'],
    ]);
  });

  it('takes them out at a change of score and comes back after the pause', () => {
    const again = quote(90, 0, [6_000, 6_200, ...SIZES]);
    const result = play(
      { scorePauseSeconds: 60 },
      scored(10, 0),
      scored(20, 2),
      quote(50, 0, [6_000, 6_200, ...SIZES]),
      again,
    );
    expect(quotesOf(result).map(([time]) => time)).toEqual([at(1), at(1), at(80), at(80)]);
  });

  it('takes out a quote that was still on its way when it was first cancelled', () => {
    const strategy = maker.instantiate((schema) => {
      const checked = schema.parse({ pullBeforeStartMinutes: 10 });
      return () => checked;
    });
    // Sent at START - 601 and there 2.5 s later; taken out a second after it was sent, by a faster cancel.
    const quoted = (seconds: number) => quote(seconds, 0, [6_100, 6_300, ...SIZES]);
    const events = [...OPEN.slice(0, 2), ...[601, 599, 540, 500].map((before) => quoted(START - before))];
    const latency = { entryMs: 2_500, cancelMs: 100, responseMs: 100 };
    const venue = { latency };
    const tape = tapeOfEvents(events, catalogOf([{}]));
    const result = run(tape, strategy, { venue });
    expect(ordersOf(result)).toEqual([
      ['cancelled', 0, 'cancelled by its owner'],
      ['cancelled', 0, 'cancelled by its owner'],
    ]);
  });

  it('takes them out at a gap', () => {
    expect(ordersOf(play({}, gap(10, 0, 5))).map(([state]) => state)).toEqual(['cancelled', 'cancelled']);
  });

  it.each([
    ['two-sided', {}, [quote(2, 0, [6_000, null, ...SIZES])], {}, []],
    ['spread', { spreadMin: 0.03 }, [], { spreadMin: 0.02 }, []],
    ['phase', { phase: 'in-play' }, [], { phase: 'any' }, []],
    ['start', { pullBeforeStartMinutes: 60 }, [], { pullBeforeStartMinutes: 59 }, []],
    [
      'score',
      {},
      [scored(10, 0), scored(20, 2), quote(21, 0, [6_000, 6_200, ...SIZES])],
      { scorePauseSeconds: 0 },
      [scored(10, 0), scored(20, 2), quote(21, 0, [6_000, 6_200, ...SIZES])],
    ],
  ] as const)(
    '%s alone keeps a market out, and relaxed lets it be quoted',
    (gate, blocked, events, relaxed, same) => {
      const row = play(blocked, ...events).funnel.find((each) => each.gate === gate);
      expect(row?.blockedAlone).toBe(1);
      const free = play(relaxed, ...same);
      expect(free.funnel.find((each) => each.gate === gate)?.blockedAlone).toBe(0);
      expect(free.orders.filter((order) => order.reason === 'the data ended')).toHaveLength(2);
    },
  );
});
