import { MICROS_PER_MINUTE } from '../../engine/units.js';
import type { NewIntent } from '../orders/intent.js';
import type { VenueFill } from '../orders/venue-fill.js';
import type { AdmissionLimits, LiveStore } from '../store/live-store.js';
import { type FaultPlan, NO_FAULTS } from '../venues/fake/faults/fault-plan.js';
import type { SignedOrder, VenueAdapter, VenueEvent } from '../venues/venue-adapter.js';
import type { Tampering } from './sim-trader.js';
import { SIM_KEY } from './sim-world.js';

/** A bug that somebody once had, put into the stack from outside, and the invariant that it breaks. */
export interface PlantedBug {
  readonly name: string;
  readonly tampering: Tampering;
  readonly plan: FaultPlan;
  /** Simulated hours that it needs: a game is over after two. */
  readonly hours: number;
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

/** Where cancels fail and commits get no answer, for those that need more of it. */
const ROUGH_PLAN: FaultPlan = {
  ...BUG_PLAN,
  'request-lost': 0.15,
  'hourly-disabled': 30,
  'store-answer-lost': 0.15,
  'store-not-written': 0.15,
};
/** A process that lives long, and a channel that loses much. */
const LOSSY_PLAN: FaultPlan = {
  ...BUG_PLAN,
  'message-lost': 0.4,
  'trade-retrying': 0.4,
  'request-crash': 0,
  'hourly-crash': 0,
};
const ANSWERLESS_PLAN: FaultPlan = { ...LOSSY_PLAN, 'store-answer-lost': 0.25 };
const USUAL = { plan: BUG_PLAN, hours: 1.2 };
const rough = (bug: PlantedBug): PlantedBug => ({ ...bug, plan: ROUGH_PLAN, hours: 3 });
/** The lossy plan, and a quarter of all commits without an answer. */
const answerless = (bug: PlantedBug): PlantedBug => ({ ...bug, plan: ANSWERLESS_PLAN, hours: 3 });
const lossy = (bug: PlantedBug): PlantedBug => ({ ...bug, plan: LOSSY_PLAN, hours: 3 });

/** A venue that often takes no orders for a while, and a network that delivers most requests twice. */
const TWICE_PLAN: FaultPlan = { ...NO_FAULTS, 'request-twice': 0.9, 'hourly-disabled': 30 };
const twice = (bug: PlantedBug): PlantedBug => ({ ...bug, plan: TWICE_PLAN, hours: 3 });

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
  ...USUAL,
  name,
  tampering: { venue: (venue) => overriding(venue, change(venue)) },
});
const storeBug = (name: string, change: (store: LiveStore) => Partial<LiveStore>): PlantedBug => ({
  ...USUAL,
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
      return kind === 'unknown' ? { kind: 'not-sent', reason: outcome.reason } : outcome;
    },
  })),
  twice(
    venueBug('what the venue put off is taken for never sent', (venue) => ({
      place: async (order) => {
        const outcome = await venue.place(order);
        return outcome.kind === 'put-off' ? { kind: 'not-sent', reason: outcome.reason } : outcome;
      },
    })),
  ),
  resign('an order of unknown outcome is signed anew and sent again'),
  venueBug('a held order is taken for refused', (venue) => ({
    place: async (order) => {
      const outcome = await venue.place(order);
      const held = outcome.kind === 'accepted' && outcome.status === 'delayed';
      return held ? { kind: 'rejected', reason: 'delayed' } : outcome;
    },
  })),
  // Fills.
  fillBug('fills are dropped', () => null),
  fillBug('fills of makers are dropped', (fill) => (fill.liquidity === 'maker' ? null : fill)),
  fillBug('a failed settlement is ignored', (fill) => (fill.status === 'failed' ? null : fill)),
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
  fillBug('fees are cut to cents', (fill) => ({
    ...fill,
    fee: (Math.floor(fill.fee / 10_000) * 10_000) as never,
  })),
  fillBug('a sale is booked as a purchase', (fill) => ({ ...fill, side: 'buy' })),
  firstFillOnly('only the first fill of an order is booked'),
  venueBug('the channel is believed to tell everything', () => ({
    fillsSince: () => Promise.resolve({ kind: 'read', value: [], at: 0 as never }),
  })),
  lossy(
    venueBug('what became of a fill is looked for in the last minutes alone', (venue) => ({
      fillsSince: async (from) => {
        const reading = await venue.fillsSince(from);
        if (reading.kind === 'failed') return reading;
        const value = reading.value.filter(
          ({ venueTime }) => venueTime >= reading.at - 6 * MICROS_PER_MINUTE,
        );
        return { ...reading, value };
      },
    })),
  ),
  doubleFill('a trade that is told twice is booked twice'),
  // The store.
  answerless(
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
  ),
  rough(
    storeBug('a fill whose commit failed is not written again', (store) => ({
      recordFill: async (...all) => {
        const answer = await store.recordFill(...all);
        return answer.kind === 'not-written' ? { kind: 'duplicate' } : answer;
      },
    })),
  ),
  // Limits and secrets.
  unlimited('what is at risk is not limited', { perMarket: null, perGame: null, gross: null }),
  unlimited('orders are not counted', { ordersPerMinute: null, ordersPerHour: null }),
  venueBug('a reason that is kept holds the key', (venue) => ({
    place: async (order) => {
      const outcome = await venue.place(order);
      return outcome.kind === 'unknown' ? { ...outcome, reason: `${outcome.reason} ${SIM_KEY}` } : outcome;
    },
  })),
];

/** Admission without some of its limits. */
function unlimited(name: string, without: Partial<AdmissionLimits>): PlantedBug {
  return storeBug(name, (store) => ({
    admit: (fence, intent, more) =>
      store.admit(fence, intent, { ...more, limits: { ...more.limits, ...without } }),
  }));
}

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

/** What comes of an order is what came first. */
function firstFillOnly(name: string): PlantedBug {
  const first = new Map<string, string>();
  return fillBug(name, (fill) => {
    const trade = first.get(fill.venueOrderId) ?? fill.tradeId;
    first.set(fill.venueOrderId, trade);
    return trade === fill.tradeId ? fill : null;
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
