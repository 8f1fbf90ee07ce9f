import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TapeEvent } from './events.js';
import { facts, heardLater, phase, quote, run, T0, tapeOfEvents } from './kernel.testing.js';
import { LaggedParts } from './lagged-parts.js';
import type { Strategy } from './strategy.js';
import { tapeFromEvents } from './tape-builder.js';
import { eventsOfTape } from './tape-events.testing.js';
import { joinTapes, pickRows, sourceOf, type TapeSource, tapePart } from './tape-parts.js';
import { followWorld, tapeOfWorld, type World, worlds } from './world.testing.js';

/** Seconds from an event to its being heard, by market; below 0 = its stamp lies in the future. */
const lags = fc.array(fc.constantFrom(0, 0.25, 0.5, 3, 40, -0.5, -7), { minLength: 3, maxLength: 3 });
const rows = fc.integer({ min: 1, max: 40 });

/** A run and everything that its strategy was told, in order. */
function listened(data: ReturnType<typeof tapeOfWorld> | TapeSource, world: World) {
  const heard: string[] = [];
  const listener: Partial<Strategy> = {
    quote: (context, market) => {
      const { bid, ask, updatedAt } = context.book(market);
      heard.push(`${context.now - T0} ${market} ${bid} ${ask} ${updatedAt} ${context.cash}`);
    },
    fill: (context, fill) => void heard.push(`${context.now - T0} fill ${fill.price} ${fill.size}`),
    orderUpdate: (context, { state, reason }) => void heard.push(`${context.now - T0} ${state} ${reason}`),
    resolution: (context, market, payout) => void heard.push(`${context.now - T0} ${market} pays ${payout}`),
  };
  const result = run(data, followWorld(world, listener), {
    venue: { latency: { entryMs: 400, cancelMs: 300, responseMs: 700 } },
  });
  return { hash: result.outputHash, counts: result.counts, heard };
}

describe('a tape in parts', () => {
  it('is replayed as it is whole, however late its news and wherever it is cut', () => {
    let fills = 0;
    fc.assert(
      fc.property(worlds, lags, rows, (world, late, cut) => {
        const tape = tapeOfWorld(world, late);
        const whole = listened(tape, world);
        expect(listened(sourceOf(tape, cut), world)).toEqual(whole);
        fills += whole.counts.fills;
      }),
      { numRuns: 150 },
    );
    expect(fills).toBeGreaterThan(150);
  });

  it('is no part that is heard later than its source says', () => {
    const tape = tapeOfEvents([quote(0, 0, [4_000, 4_100]), heardLater(quote(5, 0, [4_000, 4_100]), 2)]);
    const source = { ...sourceOf(tape, 1), longestLag: 1_000_000 };
    const late = tapeOfEvents([quote(6, 0, [4_000, 4_100]), heardLater(quote(3, 0, [4_000, 4_100]), 4)]);
    const parts = new LaggedParts();
    parts.next(tape, source);
    expect(() => parts.next(tapePart(late, 1, 2), source)).toThrowError(/later than the longest lag/);
  });

  it('may be picked from and joined: each row keeps what it points at', () => {
    const events = (source: TapeEvent[]) => source.map(({ sequence: _, ...event }) => event);
    const tape = tapeFromEvents(
      { markets: tapeOfEvents([]).catalog.markets, games: tapeOfEvents([]).catalog.games },
      [...eventsOfTape(books())],
    );
    const all = Array.from({ length: tape.length }, (_, row) => row);
    const odd = all.filter((row) => row % 2 === 1);
    const picked = pickRows(tape, odd);
    expect(events([...eventsOfTape(picked)])).toEqual(
      events(odd.map((row) => eventsOfTape(tape)[row] as TapeEvent)),
    );
    const half = Math.floor(tape.length / 2);
    const first = pickRows(tape, all.slice(0, half));
    const second = pickRows(tape, all.slice(half));
    expect(events([...eventsOfTape(joinTapes(first, second))])).toEqual(events([...eventsOfTape(tape)]));
    expect(new Set(tape.kind).size).toBeGreaterThanOrEqual(4);
  });
});

/** Books, rules, states and quotes in turn. */
function books() {
  const snapshot = (seconds: number, levels: number) => ({
    ...quote(seconds, 0, [4_000, 4_100]),
    kind: 'bookSnapshot' as const,
    bids: Array.from({ length: levels }, (_, level) => ({
      price: 4_000 - level * 100,
      size: 1_000_000 + level,
    })),
    asks: [{ price: 4_100 + levels, size: 2_000_000 }],
  });
  const times = [0, 10, 20, 30, 40, 50];
  return tapeOfEvents(
    times.flatMap((time, index) => [
      facts(time, 0, { takerDelayMs: index * 1_000 }),
      phase(time + 1, 0, index % 2 === 0 ? 'live' : 'break'),
      snapshot(time + 2, index + 1) as never,
      quote(time + 3, 0, [3_900 + index, 4_000]),
    ]),
  );
}
