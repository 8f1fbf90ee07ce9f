import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalog } from '../engine/catalog.js';
import type { TapeEvent } from '../engine/events.js';
import { gameIndex, type MarketIndex, marketIndex, orderId } from '../engine/ids.js';
import { type Micros, type Price, price, shares, usd } from '../engine/units.js';
import { nodePorts } from '../live/adapters/node-ports.js';
import { OrderDesk } from '../live/orders/order-desk.js';
import { DEFAULT_HEALTH_LIMITS } from '../live/safety/health-limits.js';
import { DEFAULT_LIVE_LIMITS } from '../live/safety/live-limits.js';
import { TradingGate } from '../live/safety/trading-gate.js';
import { JournalBuffer } from '../live/session/journal-buffer.js';
import { embeddedServer } from '../live/store/embedded/embedded-server.js';
import type { Fence, LiveStore } from '../live/store/live-store.js';
import { migrate } from '../live/store/postgres/migrate.js';
import { PgStore } from '../live/store/postgres/pg-store.js';
import { FakeVenue } from '../live/venues/fake/fake-venue.js';
import { serveVenue } from '../live/venues/fake/server/venue-server.js';
import { loadCatalog } from '../live/venues/polymarket/catalog/load-catalog.js';
import { apiCredentials } from '../live/venues/polymarket/orders/api-credentials.js';
import { PolymarketVenue } from '../live/venues/polymarket/orders/polymarket-venue.js';
import { RateBuckets } from '../live/venues/polymarket/orders/rate-buckets.js';
import { PublicRequests } from '../live/venues/polymarket/public-requests.js';
import { keySigner } from '../live/venues/polymarket/signing/key-signer.js';
import { signOrder } from '../live/venues/polymarket/signing/sign-order.js';
import type { Instruments, VenueAdapter } from '../live/venues/venue-adapter.js';
import type { Workload } from './workload.js';

/** Orders of a run at scale 1, each in a market of its own: an account has one open entry a market. */
const ORDERS = 200;
const RUNS = 6;
/** A key that holds nothing. */
const KEY = `0x${'5d'.repeat(32)}` as const;
const FAR = 4e15 as Micros;

/** Markets of one game a market. */
function catalogOf(markets: number): Pick<Catalog, 'games' | 'markets'> {
  const numbers = Array.from({ length: markets }, (_, index) => index);
  const id = (index: number): string => `nba-t${index}-u${index}-2026-07-11`;
  return {
    games: numbers.map((index) => ({
      index: gameIndex(index),
      ...{ id: id(index), league: 'nba', sport: 'basketball', date: '2026-07-11' },
    })),
    markets: numbers.map((index) => ({
      index: marketIndex(index),
      ...{
        venue: 'polymarket',
        slug: id(index),
        question: `${id(index)}?`,
        game: gameIndex(index),
        yesMeans: 'home',
      },
    })),
  };
}

const quoteOf = (index: number): TapeEvent => ({
  kind: 'quote',
  ...{ venueTime: 0 as Micros, localTime: 0 as Micros, source: 'bench', sequence: index },
  ...{ market: index as MarketIndex, bid: price(4_000), ask: price(4_200) },
  ...{ bidSize: shares(1e8), askSize: shares(1e8) },
});

/** A tick to an order on its way: intent, signature and every commit before the first byte, one after the other. */
export const liveOrders: Workload = {
  name: 'live-orders',
  summary:
    'an order from its signal to its POST: durable intent, signature, commits, over loopback (latency below)',
  prepare: async (scale) => {
    const orders = Math.max(10, Math.round(ORDERS * scale));
    const world = await openWorld(orders * RUNS);
    let next = 0;
    return {
      events: orders,
      run: async () => {
        for (let index = 0; index < orders; index += 1) {
          await world.placeOne(next);
          next += 1;
        }
      },
      latenciesMs: () => world.latenciesMs.slice(orders),
      close: () => world.close(),
    };
  },
};

async function openWorld(markets: number) {
  const ports = nodePorts();
  const catalog = catalogOf(markets);
  const fake = new FakeVenue({ catalog, ...ports, seed: 'bench', openingCash: 1e12 });
  const server = await serveVenue(fake);
  for (const { index } of catalog.markets) fake.apply(quoteOf(index));
  const { clob, gamma, site, sockets, sports } = server.hosts;
  const hosts = {
    ...{ clob, gamma, geoblock: `${site}/api/geoblock`, sportsSocket: `${sports}/ws` },
    ...{ marketSocket: `${sockets}/ws/market`, userSocket: `${sockets}/ws/user` },
  };
  const buckets = new RateBuckets(ports.clock, ports.timers);
  const requests = new PublicRequests(ports, buckets, 5_000);
  const selection = {
    leagues: [],
    from: 0 as Micros,
    to: FAR,
    marketTypes: ['moneyline'],
    mostMarkets: markets,
  };
  const listed = await loadCatalog(requests, hosts, selection);
  const signer = await keySigner(KEY);
  const venue = new PolymarketVenue(ports, {
    ...{ hosts, buckets, tokens: listed.tokens, timeoutMs: 5_000 },
    account: { signer: signer.address, funder: signer.address, signatureType: 0 },
    credentials: await apiCredentials(ports, hosts.clob, signer),
    sign: (terms) => signOrder(terms, signer.sign),
  });
  const folder = mkdtempSync(join(tmpdir(), 'touchline-bench-'));
  const postgres = await embeddedServer({ folder });
  await migrate(postgres.url);
  const store = new PgStore({ url: postgres.url, ports });
  const desk = await openDesk({ catalog: listed.catalog, instruments: listed.tokens, store, ports, venue });
  return {
    ...desk,
    close: async () => {
      await venue.stop();
      await store.close();
      await postgres.release();
      await server.close();
      ports.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A desk whose gate is open and whose limits are off: what is measured is the way of an order. */
async function openDesk(parts: {
  readonly catalog: Catalog;
  readonly instruments: Instruments;
  readonly store: LiveStore;
  readonly ports: ReturnType<typeof nodePorts>;
  readonly venue: VenueAdapter;
}) {
  const { catalog, store, ports, venue } = parts;
  const fence = await openAccount(store, ports.clock.now());
  const gate = openGate(catalog, ports.clock.now());
  const latenciesMs: number[] = [];
  let startedMs = 0;
  let sent: () => void = () => undefined;
  const watched = watchedVenue(venue, {
    leaving: () => latenciesMs.push(ports.clock.monotonicMs() - startedMs),
    answered: () => sent(),
  });
  const noLimits = {
    perOrder: null,
    perMarket: null,
    perGame: null,
    gross: null,
    dailyTraded: null,
    ordersPerMinute: null,
    ordersPerHour: null,
  };
  const desk = new OrderDesk({
    ...{
      ...parts,
      venue: watched,
      account: 'bench',
      session: 'bench',
      strategy: 'bench',
      gate,
      postTimeoutMs: 5_000,
    },
    limits: { ...DEFAULT_LIVE_LIMITS, ...noLimits, repeatSeconds: 0, fillsPerMinutePerMarket: null },
    journal: () => new JournalBuffer(0, 1),
    fence: () => fence,
    leaseLeftMs: () => 3_600_000,
    dayStart: () => 0 as Micros,
    isInPlay: () => false,
    mid: () => 4_100,
    reserve: () => usd(1_000_000),
    report: () => undefined,
    alert: () => undefined,
    halt: (source, reason) => {
      throw new Error(`${source}: ${reason}`);
    },
    standDown: (reason) => {
      throw new Error(reason);
    },
  });
  return {
    latenciesMs,
    placeOne: async (number: number): Promise<void> => {
      const done = new Promise<void>((resolve) => {
        sent = resolve;
      });
      startedMs = ports.clock.monotonicMs();
      desk.place({
        id: orderId(number.toString(16).padStart(16, '0')),
        ...{ market: number as MarketIndex, side: 'buy', limit: 1_000 as Price, size: shares(10_000_000) },
        ...{ timeInForce: 'gtc', reduceOnly: false, postOnly: true, expiresAt: null, tag: 'bench' },
      });
      await done;
      await desk.idle();
    },
  };
}

function openGate(catalog: Catalog, now: Micros): TradingGate {
  const gate = new TradingGate(
    catalog.markets.length,
    { ...DEFAULT_HEALTH_LIMITS, bookAgeBeforeMs: 3_600_000 },
    false,
  );
  gate.observeOnly(null);
  gate.permission(null);
  gate.feed(null);
  gate.userChannel(true);
  gate.store(1);
  gate.clock({ boundMs: 0, at: FAR });
  for (const { index } of catalog.markets) gate.bookHeard(index, now);
  return gate;
}

/** The adapter with somebody who looks when an order leaves and when it was answered. */
function watchedVenue(venue: VenueAdapter, look: { leaving(): void; answered(): void }): VenueAdapter {
  const watched: VenueAdapter = Object.create(venue, {
    place: {
      value: async (...given: Parameters<VenueAdapter['place']>) => {
        look.leaving();
        const outcome = await venue.place(...given);
        look.answered();
        return outcome;
      },
    },
  });
  for (const method of ['identify', 'sign'] as const) {
    Object.defineProperty(watched, method, { value: venue[method].bind(venue) });
  }
  return watched;
}

async function openAccount(store: LiveStore, createdAt: Micros): Promise<Fence> {
  const account = {
    name: 'bench',
    venue: 'polymarket',
    mode: 'paper',
    funder: null,
    signer: null,
    signatureType: null,
    armed: false,
    createdAt,
  } as const;
  await store.putAccount(account, usd(1e12));
  const lease = await store.acquireLease('bench', 'bench', { now: createdAt, ttlMs: 3_600_000 });
  if (lease.kind !== 'leader') throw new Error(`the lease is ${lease.kind}`);
  await store.openSession(lease.fence, {
    ...{
      id: 'bench',
      account: 'bench',
      mode: 'paper',
      strategy: 'bench',
      strategyVersion: '1',
      document: '{}',
    },
    ...{ documentHash: '', buildHash: '', startedAt: createdAt, endedAt: null, endReason: null },
  });
  return lease.fence;
}
