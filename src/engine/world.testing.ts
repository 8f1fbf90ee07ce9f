import fc from 'fast-check';
import type { TapeEvent } from './events.js';
import type { OrderId } from './ids.js';
import {
  catalogOf,
  gap,
  heardLater,
  order,
  quote,
  resolution,
  scripted,
  stamped,
  T0,
  type TestEvent,
  tapeOfEvents,
} from './kernel.testing.js';
import type { NaiveEvent, NaiveOrder } from './naive-venue.testing.js';
import type { Strategy, StrategyContext } from './strategy.js';
import type { Tape } from './tape.js';

/** Quotes, gaps and resolutions of a few markets, and orders decided in between. Times in seconds. */
export interface World {
  readonly markets: number;
  readonly events: readonly WorldEvent[];
  readonly orders: readonly WorldOrder[];
}

interface WorldQuote {
  readonly kind: 'quote';
  readonly at: number;
  readonly market: number;
  readonly bid: number | null;
  readonly ask: number | null;
  readonly bidSize: number | null;
  readonly askSize: number | null;
}

type WorldEvent =
  | WorldQuote
  | { readonly kind: 'gap'; readonly at: number; readonly market: number; readonly from: number }
  | { readonly kind: 'resolution'; readonly at: number; readonly market: number; readonly payout: number };

/** An order with its size in shares; `cancelAt` = when its owner wants it back. */
interface WorldOrder {
  readonly at: number;
  readonly market: number;
  readonly side: 'buy' | 'sell';
  readonly limit: number;
  readonly size: number;
  readonly timeInForce: 'gtc' | 'fok' | 'fak';
  readonly reduceOnly: boolean;
  readonly cancelAt: number | null;
}

/** Prices of a narrow range, so that quotes meet orders often; each on the finest tick. */
const priceNear = fc.integer({ min: 0, max: 40 }).map((step) => 4_993 + step * 7);
const maybe = <T>(value: fc.Arbitrary<T>, freq: number) => fc.option(value, { freq });
const second = (last: number) => fc.integer({ min: 1, max: last * 2 }).map((half) => half / 2);
const size = fc.integer({ min: 1, max: 3_000 }).map((hundredths) => hundredths / 100);

const quoteOf = (markets: number): fc.Arbitrary<WorldQuote> =>
  fc
    .record({
      at: second(120),
      market: fc.integer({ min: 0, max: markets - 1 }),
      bid: priceNear,
      width: fc.integer({ min: -1, max: 6 }),
      hasBid: fc.integer({ min: 0, max: 9 }),
      hasAsk: fc.integer({ min: 0, max: 9 }),
      bidSize: maybe(size, 1),
      askSize: maybe(size, 1),
    })
    .map(({ at, market, bid, width, hasBid, hasAsk, bidSize, askSize }) => ({
      kind: 'quote',
      at,
      market,
      bid: hasBid === 0 ? null : bid,
      ask: hasAsk === 0 ? null : bid + width * 7,
      bidSize,
      askSize,
    }));

const gapOf = (markets: number): fc.Arbitrary<WorldEvent> =>
  fc
    .record({ at: second(120), market: fc.integer({ min: 0, max: markets - 1 }), span: second(20) })
    .map(({ at, market, span }) => ({ kind: 'gap', at, market, from: at - span }));

const orderOf = (markets: number): fc.Arbitrary<WorldOrder> =>
  fc
    .record({
      at: second(119),
      market: fc.integer({ min: 0, max: markets - 1 }),
      side: fc.constantFrom('buy', 'sell'),
      limit: priceNear,
      size,
      timeInForce: fc.constantFrom('gtc', 'gtc', 'fok', 'fak'),
      reduceOnly: fc.constantFrom(false, false, false, true),
      wait: maybe(second(30), 2),
    })
    .map(({ wait, ...rest }) => ({ ...rest, cancelAt: wait === null ? null : rest.at + wait }));

/** Payouts with whole micro-dollars for every lot of 0.01 share. */
const resolutionOf = (market: number): fc.Arbitrary<WorldEvent> =>
  fc
    .record({
      at: second(60).map((late) => late + 60),
      payout: fc.constantFrom(0, 1_000_000, 500_000, 333_300),
    })
    .map((drawn) => ({ kind: 'resolution', market, ...drawn }));

/** A world of one to three markets; most of them resolve. */
export const worlds: fc.Arbitrary<World> = fc.integer({ min: 1, max: 3 }).chain((markets) =>
  fc
    .record({
      quotes: fc.array(quoteOf(markets), { minLength: 20, maxLength: 60, size: 'max' }),
      gaps: fc.array(gapOf(markets), { maxLength: 2 }),
      outcomes: fc.tuple(...Array.from({ length: markets }, (_, market) => maybe(resolutionOf(market), 4))),
      orders: fc.uniqueArray(orderOf(markets), {
        minLength: 4,
        maxLength: 16,
        size: 'max',
        selector: (each) => each.at,
      }),
    })
    .map(({ quotes, gaps, outcomes, orders }) => ({
      markets,
      events: [...quotes, ...gaps, ...outcomes.filter((outcome) => outcome !== null)],
      orders: [...orders].sort((a, b) => a.at - b.at),
    })),
);

const testEvent = (event: WorldEvent): TestEvent => {
  if (event.kind === 'gap') return gap(event.at, event.market, event.from);
  if (event.kind === 'resolution') return resolution(event.at, event.market, event.payout / 1e6);
  return quote(event.at, event.market, [event.bid, event.ask, event.bidSize, event.askSize]);
};

/** A frame that begins at second 0 and ends well after the last event of the world. */
const frame = (world: World): readonly TestEvent[] => [
  quote(0, world.markets, [null, null]),
  quote(300, world.markets, [null, null]),
];

/** The events of the world and its frame. */
export const worldEvents = (world: World): readonly TapeEvent[] =>
  stamped([...world.events.map(testEvent), ...frame(world)]);

/**
 * The world as a tape that begins at second 0 and ends well after its last event.
 *
 * @param lags by market: seconds from an event until it is heard of.
 */
export function tapeOfWorld(world: World, lags: readonly number[] = []): Tape {
  const catalog = catalogOf(Array.from({ length: world.markets + 1 }, () => ({})));
  const events = world.events.map((event) => heardLater(testEvent(event), lags[event.market] ?? 0));
  return tapeOfEvents([...events, ...frame(world)], catalog);
}

/** Places the orders of the world when it is their time, and takes them back where it says so. */
export function followWorld(world: World, handlers: Partial<Strategy> = {}): Strategy {
  const script: Record<number, (context: StrategyContext) => void> = {};
  const placed = new Map<WorldOrder, OrderId>();
  for (const each of world.orders) {
    script[each.at] = (context) => void placed.set(each, context.place(order(each)));
  }
  for (const each of world.orders) {
    if (each.cancelAt === null) continue;
    // A quarter second keeps it apart from every decision; two cancels of one instant are one action.
    const when = each.cancelAt + 0.25;
    const before = script[when];
    script[when] = (context) => {
      before?.(context);
      context.cancel(placed.get(each) as OrderId);
    };
  }
  return scripted(script, handlers);
}

const instant = (seconds: number): number => T0 + Math.round(seconds * 1e6);
const units = (count: number | null): number | null =>
  count === null ? null : Math.round(count * 100) * 10_000;

/** The events and orders of the world in the units of the naive venue, which knows no cancels. */
export function naiveInputs(world: World): {
  readonly events: readonly NaiveEvent[];
  readonly orders: readonly NaiveOrder[];
} {
  const events = world.events.map((event): NaiveEvent => {
    const { market } = event;
    const time = instant(event.at);
    if (event.kind === 'gap') return { kind: 'gap', time, market, from: instant(event.from) };
    if (event.kind === 'resolution') return { kind: 'resolution', time, market, payout: event.payout };
    const { bid, ask } = event;
    const sizes = { bidSize: units(event.bidSize), askSize: units(event.askSize) };
    return { kind: 'quote', time, market, bid, ask, ...sizes };
  });
  const orders = world.orders.map(
    ({ at, size: count, cancelAt: _, ...rest }): NaiveOrder => ({
      ...rest,
      time: instant(at),
      size: units(count) ?? 0,
    }),
  );
  return { events, orders };
}
