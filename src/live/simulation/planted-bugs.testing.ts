import type { NewIntent } from '../orders/intent.js';
import type { VenueFill } from '../orders/venue-fill.js';
import type { LiveStore } from '../store/live-store.js';
import { type FaultPlan, NO_FAULTS } from '../venues/fake/faults/fault-plan.js';
import type { SignedOrder, VenueAdapter, VenueEvent } from '../venues/venue-adapter.js';
import type { Tampering } from './sim-trader.js';

/** A bug that somebody once had, put into the stack from outside, and the invariant that it breaks. */
export interface PlantedBug {
  readonly name: string;
  readonly tampering: Tampering;
}

/** Faults that most of them need to show: losses on the way, settlements that fail, commits without an answer. */
export const BUG_PLAN: FaultPlan = {
  ...NO_FAULTS,
  'request-lost': 0.03,
  'response-lost': 0.15,
  'message-lost': 0.1,
  'message-twice': 0.2,
  'trade-failed': 0.2,
  'store-answer-lost': 0.03,
  'store-not-written': 0.03,
  'request-crash': 0.1,
  'hourly-crash': 4,
};

/** The same object with some methods in the place of its own. */
function overriding<T extends object>(target: T, change: Partial<T>): T {
  return new Proxy(target, {
    get: (from, name) => {
      const own = Reflect.get(change, name) as unknown;
      const value = own ?? (Reflect.get(from, name) as unknown);
      return typeof value === 'function' && own === undefined ? value.bind(from) : value;
    },
  });
}

const venueBug = (name: string, change: (venue: VenueAdapter) => Partial<VenueAdapter>): PlantedBug => ({
  name,
  tampering: { venue: (venue) => overriding(venue, change(venue)) },
});
const storeBug = (name: string, change: (store: LiveStore) => Partial<LiveStore>): PlantedBug => ({
  name,
  tampering: { store: (store) => overriding(store, change(store)) },
});

/** Fills as somebody with a bug reads them, by the channel and by readings alike. `null` = it is dropped. */
const fillBug = (name: string, read: (fill: VenueFill) => VenueFill | null): PlantedBug =>
  venueBug(name, (venue) => ({
    start: (listener) =>
      venue.start((event: VenueEvent) => {
        if (event.kind !== 'fill') return listener(event);
        const fill = read(event.fill);
        if (fill !== null) listener({ kind: 'fill', fill });
      }),
    fillsSince: async (from) => {
      const reading = await venue.fillsSince(from);
      if (reading.kind === 'failed') return reading;
      const value = reading.value.flatMap((fill) => read(fill) ?? []);
      return { ...reading, value };
    },
  }));

const other = { buy: 'sell', sell: 'buy' } as const;

/** Every planted bug. Sources: docs/simulation.md. */
export const PLANTED_BUGS: readonly PlantedBug[] = [
  // Outcomes of requests.
  venueBug('a timeout is taken for a refusal', (venue) => ({
    place: async (order) => {
      const outcome = await venue.place(order);
      return outcome.kind === 'unknown' ? { kind: 'rejected', reason: outcome.reason } : outcome;
    },
  })),
  venueBug('a timeout is taken for never sent', (venue) => ({
    place: async (order) => {
      const outcome = await venue.place(order);
      const { kind } = outcome;
      return kind === 'unknown' ? { kind: 'not-sent', reason: outcome.reason, retryAfterMs: null } : outcome;
    },
  })),
  resign('an order of unknown outcome is signed anew and sent again'),
  venueBug('a held order is taken for refused', (venue) => ({
    place: async (order) => {
      const outcome = await venue.place(order);
      const held = outcome.kind === 'accepted' && outcome.status === 'delayed';
      return held ? { kind: 'rejected', reason: 'delayed' } : outcome;
    },
  })),
  cancelledAtOnce('a cancel that was sent is taken for done', () => true),
  cancelledAtOnce('a cancel without an answer is taken for done', (kind) => kind === 'unknown'),
  venueBug('a reading of open orders that failed is taken for none', (venue) => ({
    openOrders: async () => {
      const reading = await venue.openOrders();
      return reading.kind === 'failed' ? { kind: 'read', value: [], at: 0 as never } : reading;
    },
    cancel: async (id) => {
      await venue.cancel(id);
      return { kind: 'refused', gone: true, reason: 'not found' };
    },
    fillsSince: async (from) => {
      const reading = await venue.fillsSince(from);
      return reading.kind === 'failed' ? { kind: 'read', value: [], at: 0 as never } : reading;
    },
  })),
  // Fills.
  fillBug('fills are dropped', () => null),
  fillBug('fills of makers are dropped', (fill) => (fill.liquidity === 'maker' ? null : fill)),
  fillBug('a failed settlement is ignored', (fill) => (fill.status === 'failed' ? null : fill)),
  fillBug('a match is final', (fill) =>
    fill.status === 'matched' ? { ...fill, status: 'confirmed' } : fill,
  ),
  fillBug('the side of a maker is inverted', (fill) =>
    fill.liquidity === 'maker' ? { ...fill, side: other[fill.side] } : fill,
  ),
  fillBug('the price of the other token is taken', (fill) => ({
    ...fill,
    price: (10_000 - fill.price) as never,
  })),
  fillBug('fees are left out', (fill) => ({ ...fill, fee: 0 as never })),
  fillBug('makers pay too', (fill) =>
    fill.liquidity === 'maker' ? { ...fill, fee: 10_000 as never } : fill,
  ),
  fillBug('a fee is off by the smallest charge', (fill) =>
    fill.fee === 0 ? fill : { ...fill, fee: (fill.fee + 10) as never },
  ),
  fillBug('shares are rounded to whole ones', (fill) => ({
    ...fill,
    size: (Math.floor(fill.size / 2_000_000) * 2_000_000) as never,
  })),
  doubleFill('a trade that is told twice is booked twice'),
  // The store.
  storeBug('a commit whose answer was lost is taken for not made', (store) => ({
    admit: async (...all) => {
      const answer = await store.admit(...all);
      return answer.kind === 'ambiguous' ? { kind: 'not-written', reason: 'lost' } : answer;
    },
    recordFill: async (...all) => {
      const answer = await store.recordFill(...all);
      return answer.kind === 'ambiguous' ? { kind: 'duplicate' } : answer;
    },
  })),
  storeBug('a fill whose commit failed is not written again', (store) => ({
    recordFill: async (...all) => {
      const answer = await store.recordFill(...all);
      return answer.kind === 'not-written' ? { kind: 'duplicate' } : answer;
    },
  })),
  storeBug('limits are not given to the store', (store) => ({
    admit: (fence, intent, extra) =>
      store.admit(fence, { ...intent, reserved: 0 as never }, { ...extra, limits: NO_LIMITS }),
  })),
  storeBug('outcomes are not paid', () => ({ settle: () => Promise.resolve({ kind: 'written' }) })),
  storeBug('outcomes pay the other side', (store) => ({
    settle: (fence, market, at) =>
      store.settle(fence, market, { ...at, payout: (1_000_000 - at.payout) as never }),
  })),
  storeBug('a restart forgets the orders that were open', (store) => ({
    openIntents: (account, since) =>
      since === null ? Promise.resolve([]) : store.openIntents(account, since),
  })),
  storeBug('an order that was being sent is dropped at a restart', (store) => ({
    openIntents: async (account, since) =>
      (await store.openIntents(account, since)).filter(
        ({ state }) => state !== 'sending' && state !== 'unknown',
      ),
  })),
];

const NO_LIMITS = {
  perOrder: null,
  perMarket: null,
  perGame: null,
  gross: null,
  dailyTraded: null,
  ordersPerMinute: null,
  ordersPerHour: null,
  repeatSeconds: 0,
  fillsPerMinutePerMarket: null,
  cashFloor: 0 as never,
} as const;

/** The official client's own loop: another salt, another order. */
function resign(name: string): PlantedBug {
  const intents = new Map<string, NewIntent>();
  return venueBug(name, (venue) => ({
    sign: async (intent) => {
      const signed = await venue.sign(intent);
      intents.set(signed.venueOrderId, intent);
      return signed;
    },
    place: async (order: SignedOrder) => {
      const outcome = await venue.place(order);
      const intent = intents.get(order.venueOrderId);
      if (outcome.kind !== 'unknown' || intent === undefined) return outcome;
      await venue.place(await venue.sign({ ...intent, salt: intent.salt + 1 }));
      return outcome;
    },
  }));
}

/** Tells that an order is gone as soon as a cancel was sent. */
function cancelledAtOnce(name: string, taken: (kind: string) => boolean): PlantedBug {
  return venueBug(name, (venue) => {
    let tell: (event: VenueEvent) => void = () => undefined;
    return {
      start: (listener) => {
        tell = listener;
        venue.start(listener);
      },
      cancel: async (id) => {
        const outcome = await venue.cancel(id);
        if (taken(outcome.kind)) {
          const status = { kind: 'cancelled', matched: 0 as never, reason: 'cancelled' } as const;
          tell({ kind: 'order', venueOrderId: id, status, at: 0 as never });
        }
        return outcome;
      },
    };
  });
}

/** The same fill again under another trade: what deduplication by the wrong key comes to. */
function doubleFill(name: string): PlantedBug {
  return venueBug(name, (venue) => ({
    fillsSince: async (from) => {
      const reading = await venue.fillsSince(from);
      if (reading.kind === 'failed') return reading;
      const twice = reading.value.flatMap((fill) => [fill, { ...fill, tradeId: `${fill.tradeId}-again` }]);
      return { ...reading, value: twice };
    },
  }));
}
