import { setTimeout as sleep } from 'node:timers/promises';
import type { Strategy } from '../../../engine/strategy.js';
import { type Micros, shares } from '../../../engine/units.js';
import { nodePorts } from '../../adapters/node-ports.js';
import { DEFAULT_HEALTH_LIMITS } from '../../safety/health-limits.js';
import { DEFAULT_LIVE_LIMITS } from '../../safety/live-limits.js';
import { LiveSession } from '../../session/live-session.js';
import { PgStore } from '../../store/postgres/pg-store.js';
import { sandboxHosts } from '../../venues/fake/server/sandbox-hosts.js';
import { loadCatalog } from '../../venues/polymarket/catalog/load-catalog.js';
import { PolymarketFeed } from '../../venues/polymarket/feeds/polymarket-feed.js';
import { apiCredentials } from '../../venues/polymarket/orders/api-credentials.js';
import { PolymarketVenue } from '../../venues/polymarket/orders/polymarket-venue.js';
import { RateBuckets } from '../../venues/polymarket/orders/rate-buckets.js';
import { PublicRequests } from '../../venues/polymarket/public-requests.js';
import { keySigner } from '../../venues/polymarket/signing/key-signer.js';
import { signOrder } from '../../venues/polymarket/signing/sign-order.js';
import { type CrashPoint, dyingPorts, dyingStore, dyingVenue } from './crash-points.testing.js';

// The process of the crash matrix: one session that buys once, by an order that fills at once or by one that rests
// and is cancelled. Prints a line of JSON a second; SIGTERM stops it. Never used but by tests.
const env = (name: string): string => process.env[name] ?? '';
const account = env('CRASH_ACCOUNT');
const point = (env('CRASH_POINT') || 'none') as CrashPoint;
const rests = env('CRASH_RESTS') === 'yes';
const HOUR = 3_600_000_000;

/** Buys once in the life of a session. What it has done it knows from its orders, so a rebuilt kernel knows it too. */
function once(): Strategy {
  let placed = false;
  return {
    name: 'once',
    version: '1',
    quote(context, market) {
      const { bid, ask } = context.book(market);
      if (placed || market !== 0 || bid === null || ask === null) return;
      placed = true;
      const order = {
        market,
        side: 'buy',
        size: shares(10_000_000),
        reduceOnly: false,
        tag: 'once',
      } as const;
      if (rests) context.place({ ...order, limit: bid, timeInForce: 'gtc' });
      else context.place({ ...order, limit: ask, timeInForce: 'fak' });
    },
    orderUpdate(context, order) {
      process.stderr.write(`${order.state} ${order.reason ?? ''}\n`);
      // What was refused, for a book that was not heard yet, is wished again.
      if (order.state === 'rejected') placed = false;
      if (rests && order.state === 'live') context.cancel(order.id);
    },
  };
}

const real = nodePorts();
const ports = dyingPorts(real, point);
const at = sandboxHosts(Number(env('CRASH_PORT')));
const hosts = {
  ...{ clob: at.clob, gamma: at.gamma, geoblock: `${at.site}/api/geoblock`, sportsSocket: `${at.sports}/ws` },
  ...{ marketSocket: `${at.sockets}/ws/market`, userSocket: `${at.sockets}/ws/user` },
};
const buckets = new RateBuckets(ports.clock, ports.timers);
const requests = new PublicRequests(ports, buckets, 5_000);
const listed = await loadCatalog(requests, hosts, {
  ...{ leagues: [], from: 0 as Micros, to: 4e15 as Micros, marketTypes: ['moneyline'], mostMarkets: 10 },
});
const signer = await keySigner(env('CRASH_KEY') as `0x${string}`);
const venue = new PolymarketVenue(ports, {
  ...{ hosts, buckets, tokens: listed.tokens, timeoutMs: 5_000 },
  account: { signer: signer.address, funder: signer.address, signatureType: 0 },
  credentials: await apiCredentials(ports, hosts.clob, signer),
  sign: (terms) => signOrder(terms, signer.sign),
});
const feed = new PolymarketFeed(ports, {
  ...{ hosts, requests, tokens: listed.tokens, games: listed.games, scoreOrders: new Map() },
});
const pgStore = new PgStore({ url: env('DATABASE_URL'), ports });
const store = dyingStore(pgStore, point);
const none = { perOrder: null, perMarket: null, perGame: null, perSport: null, perAccount: null };
const session = new LiveSession(
  {
    ...{ account, mode: 'live', strategy: once, catalog: listed.catalog, instruments: listed.tokens },
    risk: { ...none, dailyLoss: null, openMarkets: null },
    limits: DEFAULT_LIVE_LIMITS,
    // Eight other processes share this machine: how late this one wakes is not what is tried here.
    health: { ...DEFAULT_HEALTH_LIMITS, loopDelayMs: 5_000, storeMs: 5_000, bookAgeInPlayMs: 20_000 },
    ...{ equityEvery: 60_000_000 as Micros, blockedDecisionsMax: 20, document: 'crash', buildHash: 'crash' },
    tradingDay: (now) => ({ start: (now - HOUR) as Micros, next: (now + 24 * HOUR) as Micros }),
    resume: true,
  },
  {
    ...{ ports, store, venue: dyingVenue(venue, point), feed, killSources: [], holder: `p${process.pid}` },
    alert: ({ topic, detail }) => void process.stderr.write(`${topic} ${detail}\n`),
    ended: (reason) => {
      process.stderr.write(`ended ${reason}\n`);
      process.exit(4);
    },
  },
);
let stopping = false;
process.on('SIGTERM', () => {
  stopping = true;
});
await session.start();
while (!stopping) {
  const { pending } = await pgStore.totals(account);
  process.stdout.write(`${JSON.stringify({ state: session.state, ...session.orders, pending })}\n`);
  await sleep(500);
}
const report = await session.stop('SIGTERM');
process.stdout.write(`${JSON.stringify({ stopped: report })}\n`);
await pgStore.close();
real.close();
process.exit(report.leftOpen.length === 0 ? 0 : 5);
