import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GameInfo, MarketInfo } from './catalog.js';
import {
  EventKind,
  type EventKindName,
  type EventStamp,
  type GameState,
  type MarketFacts,
  type TapeEvent,
} from './events.js';
import { gameIndex, marketIndex } from './ids.js';
import { EVERY_MARKET, NO_PRICE, TAPE_COLUMNS, type Tape, venueTimeAt } from './tape.js';
import { compareEvents, tapeFromEvents } from './tape-builder.js';
import { micros, price, shares, usd } from './units.js';

const game: GameInfo = {
  index: gameIndex(0),
  id: 'g',
  league: 'nba',
  sport: 'basketball',
  date: '2026-01-01',
};
const market = (index: number): MarketInfo => ({
  index: marketIndex(index),
  venue: 'synthetic',
  slug: `m${index}`,
  question: 'Who wins?',
  game: gameIndex(0),
  yesMeans: 'home',
});
const CATALOG = { games: [game], markets: [market(0), market(1)] };

const STATE: GameState = {
  phase: 'live',
  period: 2,
  secondsLeftInPeriod: 100,
  secondsElapsedInPeriod: null,
  homeScore: 50,
  awayScore: 48,
  possession: null,
};
const FACTS: MarketFacts = {
  tickBands: [{ from: price(0), to: price(10_000), tick: price(100) }],
  minimumSize: shares(5_000_000),
  minimumNotional: usd(1_000_000),
  lot: shares(10_000),
  fee: null,
  takerDelayMs: 3_000,
  startTime: null,
  clearAtStart: true,
  status: 'open',
};

const stamp = (localTime: number, sequence: number, source = 'feed', lag = 250): EventStamp => ({
  venueTime: micros(localTime - lag),
  localTime: micros(localTime),
  source,
  sequence,
});
const m = marketIndex(1);

/** One event of each kind, and each kind's special values. */
function eventsOfEveryKind(at: EventStamp): TapeEvent[] {
  const level = (p: number, size: number) => ({ price: price(p), size: shares(size) });
  return [
    {
      ...at,
      kind: 'quote',
      market: m,
      bid: price(0),
      ask: price(10_000),
      bidSize: shares(0),
      askSize: shares(7),
    },
    { ...at, kind: 'quote', market: m, bid: null, ask: null, bidSize: null, askSize: null },
    {
      ...at,
      kind: 'bookSnapshot',
      market: m,
      bids: [level(4_800, 5), level(4_700, Number.MAX_SAFE_INTEGER)],
      asks: [level(5_000, 9)],
    },
    { ...at, kind: 'bookSnapshot', market: m, bids: [], asks: [] },
    { ...at, kind: 'bookDelta', market: m, side: 'bid', price: price(4_900), size: shares(0) },
    { ...at, kind: 'bookDelta', market: m, side: 'ask', price: price(5_100), size: shares(3) },
    { ...at, kind: 'trade', market: m, price: price(5_000), size: shares(1), takerSide: 'buy' },
    { ...at, kind: 'trade', market: m, price: price(5_000), size: shares(1), takerSide: 'sell' },
    { ...at, kind: 'pricePoint', market: m, price: price(1_234) },
    { ...at, kind: 'gameState', game: gameIndex(0), state: STATE },
    { ...at, kind: 'marketFacts', market: m, facts: FACTS },
    { ...at, kind: 'resolution', market: m, payout: usd(500_000), label: 'inferred' },
    { ...at, kind: 'resolution', market: m, payout: usd(1_000_000), label: 'authoritative' },
    { ...at, kind: 'feedGap', market: null, from: micros(5) },
    { ...at, kind: 'feedGap', market: m, from: micros(6) },
  ].map((event, index) => ({ ...event, sequence: index }) as TapeEvent);
}

const KIND_OF_CODE = new Map(
  Object.entries(EventKind).map(([name, code]) => [code as number, name as EventKindName]),
);

/** Reads a row back by the table in the documentation of `Tape`. The sequence is not on a tape. */
function readRow(tape: Tape, row: number): Record<string, unknown> {
  const kind = KIND_OF_CODE.get(tape.kind[row] ?? -1);
  const [a, b, sizeA, sizeB] = [
    tape.priceA[row] ?? -1,
    tape.priceB[row] ?? -1,
    tape.sizeA[row] ?? -1,
    tape.sizeB[row],
  ];
  const subject = tape.subject[row];
  const priceOf = (value: number) => (value === NO_PRICE ? null : value);
  const sizeOf = (value: number | undefined) => (Number.isNaN(value) ? null : value);
  const levels = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => ({
      price: tape.levelPrice[from + i],
      size: tape.levelSize[from + i],
    }));
  const head = {
    kind,
    localTime: tape.localTime[row],
    venueTime: venueTimeAt(tape, row),
    source: tape.catalog.sources[tape.source[row] ?? -1],
  };
  const of = { ...head, market: subject };
  switch (kind) {
    case 'quote':
      return { ...of, bid: priceOf(a), ask: priceOf(b), bidSize: sizeOf(sizeA), askSize: sizeOf(sizeB) };
    case 'trade':
      return { ...of, price: a, size: sizeA, takerSide: b === 0 ? 'buy' : 'sell' };
    case 'bookDelta':
      return { ...of, price: a, size: sizeA, side: b === 0 ? 'bid' : 'ask' };
    case 'bookSnapshot':
      return { ...of, bids: levels(sizeA, a), asks: levels(sizeA + a, b) };
    case 'pricePoint':
      return { ...of, price: a };
    case 'gameState':
      return { ...head, game: subject, state: tape.gameStates[sizeA] };
    case 'marketFacts':
      return { ...of, facts: tape.facts[sizeA] };
    case 'resolution':
      return { ...of, payout: sizeA, label: a === 0 ? 'authoritative' : 'inferred' };
    case 'feedGap':
      return { ...head, market: subject === EVERY_MARKET ? null : subject, from: sizeA };
    case undefined:
      return {};
  }
}

const withoutSequence = ({ sequence: _, ...event }: TapeEvent): Record<string, unknown> => event;
const columnsOf = (tape: Tape) => ({
  ...Object.fromEntries(TAPE_COLUMNS.map((name) => [name, [...tape[name]]])),
  levels: [[...tape.levelPrice], [...tape.levelSize]],
  rest: [tape.catalog, tape.gameStates, tape.facts],
});

const quoteAt = (at: EventStamp): TapeEvent => ({
  ...at,
  kind: 'quote',
  market: m,
  bid: price(4_900),
  ask: price(5_100),
  bidSize: null,
  askSize: null,
});

describe('tapeFromEvents', () => {
  it('keeps every kind of event whole', () => {
    const events = eventsOfEveryKind(stamp(1_000_000, 0));
    const tape = tapeFromEvents(CATALOG, events);
    expect(new Set(events.map((event) => event.kind)).size).toBe(Object.keys(EventKind).length);
    const sorted = [...events].sort(compareEvents).map(withoutSequence);
    expect(sorted.map((_, row) => readRow(tape, row))).toEqual(sorted);
  });

  it('keeps a venue time before, at and after the local time', () => {
    for (const lag of [-0x7fffffff, -1, 0, 1, 0x7fffffff]) {
      const tape = tapeFromEvents(CATALOG, [quoteAt(stamp(2e15, 0, 'feed', lag))]);
      expect(venueTimeAt(tape, 0)).toBe(2e15 - lag);
    }
  });

  it('gives the same columns whatever order the events come in', () => {
    const times = fc.integer({ min: 0, max: 3 });
    const picks = fc.array(fc.tuple(times, fc.nat({ max: 14 }), fc.constantFrom('a', 'b', 'B')), {
      maxLength: 40,
    });
    const shuffled = picks.chain((list) => {
      const events = list.flatMap(([time, kind, source], index) => {
        const event = eventsOfEveryKind(stamp(time, 0, source))[kind];
        return event === undefined ? [] : [{ ...event, sequence: index }];
      });
      return fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
      );
    });
    fc.assert(
      fc.property(shuffled, ([events, other]) => {
        expect(columnsOf(tapeFromEvents(CATALOG, other))).toEqual(columnsOf(tapeFromEvents(CATALOG, events)));
      }),
    );
  });

  it('orders by local time, then kind, then source, then sequence', () => {
    const order: [number, EventKindName, string, number][] = [
      [1, 'resolution', 'z', 9],
      [2, 'marketFacts', 'b', 0],
      [2, 'feedGap', 'b', 0],
      [2, 'gameState', 'b', 0],
      [2, 'trade', 'b', 0],
      [2, 'bookSnapshot', 'b', 0],
      [2, 'bookDelta', 'b', 0],
      [2, 'quote', 'Z', 5],
      [2, 'quote', 'a', 1],
      [2, 'quote', 'a', 2],
      [2, 'pricePoint', 'a', 0],
      [2, 'resolution', 'a', 0],
      [3, 'marketFacts', 'a', 0],
    ];
    const events = order.map(([time, kind, source, sequence]) => {
      const event = eventsOfEveryKind(stamp(time, 0, source)).find((one) => one.kind === kind);
      return { ...(event ?? quoteAt(stamp(0, 0))), sequence };
    });
    const sorted = [...events].reverse().sort(compareEvents);
    expect(sorted.map((one) => [one.localTime, one.kind, one.source, one.sequence])).toEqual(order);
  });

  it('makes a tape of no events', () => {
    expect(tapeFromEvents(CATALOG, [])).toMatchObject({ length: 0, catalog: { ...CATALOG, sources: [] } });
  });

  it('refuses two events in one place of the order, and names it', () => {
    expect(() => tapeFromEvents(CATALOG, [quoteAt(stamp(5, 7)), quoteAt(stamp(5, 7))])).toThrow(
      expect.objectContaining({ code: 'ENGINE_TAPE', where: { source: 'feed', sequence: 7, kind: 'quote' } }),
    );
  });

  it('refuses a lag that does not fit, and names the event', () => {
    expect(() => tapeFromEvents(CATALOG, [quoteAt(stamp(5e9, 3, 'feed', 0x80000000))])).toThrow(
      expect.objectContaining({ code: 'ENGINE_TAPE', where: { source: 'feed', sequence: 3 } }),
    );
  });

  it('takes 256 sources and refuses one more', () => {
    const events = (count: number) => Array.from({ length: count }, (_, i) => quoteAt(stamp(i, 0, `s${i}`)));
    expect(tapeFromEvents(CATALOG, events(256)).source[255]).toBe(
      [...Array(256).keys()]
        .map((i) => `s${i}`)
        .sort()
        .indexOf('s255'),
    );
    expect(() => tapeFromEvents(CATALOG, events(257))).toThrow(/at most 256 sources, was 257/);
  });

  it('refuses a book side that is too deep to count', () => {
    const bids = Array(65_536).fill({ price: price(1), size: shares(1) });
    const event: TapeEvent = { ...stamp(1, 4), kind: 'bookSnapshot', market: m, bids, asks: [] };
    expect(() => tapeFromEvents(CATALOG, [event])).toThrow(/at most 65535 levels, was 65536/);
  });

  it('refuses a market that the catalog does not have, and names the row', () => {
    const stranger = { ...quoteAt(stamp(9, 1)), market: marketIndex(2) } as TapeEvent;
    expect(() => tapeFromEvents(CATALOG, [quoteAt(stamp(5, 0)), stranger])).toThrow(
      /row 1: subject 2 is not in the catalog of 2/,
    );
  });
});
