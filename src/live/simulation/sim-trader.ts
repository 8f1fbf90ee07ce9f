import { TouchlineError } from '../../engine/errors.js';
import type { Micros } from '../../engine/units.js';
import type { Alert } from '../orders/desk-context.js';
import type { Ports } from '../ports/ports.js';
import { DEFAULT_HEALTH_LIMITS } from '../safety/health-limits.js';
import { DEFAULT_LIVE_LIMITS } from '../safety/live-limits.js';
import { LiveSession } from '../session/live-session.js';
import type { SessionSetup } from '../session/session-options.js';
import type { LiveStore } from '../store/live-store.js';
import { TokenTable } from '../venues/polymarket/catalog/token-table.js';
import { PolymarketFeed } from '../venues/polymarket/feeds/polymarket-feed.js';
import { PolymarketVenue } from '../venues/polymarket/orders/polymarket-venue.js';
import { RateBuckets } from '../venues/polymarket/orders/rate-buckets.js';
import { PublicRequests } from '../venues/polymarket/public-requests.js';
import { EXCHANGES } from '../venues/polymarket/signing/exchanges.js';
import type { KeySigner } from '../venues/polymarket/signing/key-signer.js';
import { signOrder } from '../venues/polymarket/signing/sign-order.js';
import type { VenueAdapter } from '../venues/venue-adapter.js';
import { faultStore } from './fault-store.js';
import { SIM_HOST, SIM_SOCKETS } from './sim-network.js';
import { SimProcess } from './sim-process.js';
import { busyTrader } from './sim-strategy.js';
import type { SimWorld } from './sim-world.js';

/** Parts that a test may put others in the place of. */
export interface Tampering {
  readonly venue?: (venue: VenueAdapter, process: SimProcess) => VenueAdapter;
  readonly store?: (store: LiveStore) => LiveStore;
  readonly setup?: (setup: SessionSetup) => SessionSetup;
}

/** What is told of a trader. */
export interface TraderWatcher {
  alert(alert: Alert): void;
  /** Everything that is written to the store, as text. */
  readonly written: (text: string) => void;
  /** A session threw what it should not. */
  broke(cause: unknown): void;
}

/** How soon a process that has ended is started again, milliseconds. */
const RESTART_MS = [1_000, 20_000] as const;
const HOUR = 3_600_000_000;

/** A process with a session in it, and whoever starts the next when it ends. */
export class SimTrader {
  readonly #world: SimWorld;
  readonly #name: string;
  readonly #watcher: TraderWatcher;
  readonly #signer: KeySigner;
  readonly #tampering: Tampering;
  #generation = 0;
  process: SimProcess | null = null;
  session: LiveSession | null = null;

  constructor(
    world: SimWorld,
    name: string,
    parts: { watcher: TraderWatcher; signer: KeySigner; tampering?: Tampering },
  ) {
    this.#world = world;
    this.#name = name;
    this.#watcher = parts.watcher;
    this.#signer = parts.signer;
    this.#tampering = parts.tampering ?? {};
  }

  start(): void {
    const world = this.#world;
    this.#generation += 1;
    const process = new SimProcess(`${this.#name}-${this.#generation}`, world.time);
    this.process = process;
    world.log.add('process', `${process.name} starts`);
    const ports: Ports = {
      clock: process.clock,
      timers: process.timers,
      entropy: process.entropy,
      http: world.network.http(process),
      sockets: world.network.sockets(process),
    };
    const parts = { process, time: world.time, dice: world.dice, log: world.log };
    const faulty = faultStore({
      ...parts,
      store: world.store,
      leads: (epoch) => {
        world.leaderEpoch = epoch;
      },
      written: this.#watcher.written,
      outageUntil: () => world.outageUntil,
    });
    const { venue, feed } = polymarket(world, ports, this.#signer);
    const { venue: tamperedVenue, store: tamperedStore, setup } = this.#tampering;
    const session = new LiveSession(setup?.(setupOf(world)) ?? setupOf(world), {
      ports,
      store: tamperedStore?.(faulty) ?? faulty,
      venue: tamperedVenue?.(venue, process) ?? venue,
      feed,
      killSources: [],
      holder: process.name,
      alert: (alert) => {
        world.log.add('alert', `${process.name} ${alert.severity} ${alert.topic} ${alert.detail}`);
        this.#watcher.alert(alert);
      },
      ended: (reason) => this.crash(reason),
    });
    this.session = session;
    session.start().catch((cause: unknown) => this.#failed(process, cause));
  }

  /** Kills the process, and starts another a little later. */
  crash(reason: string): void {
    const { process } = this;
    if (process === null || !process.alive) return;
    const world = this.#world;
    world.log.add('process', `${process.name} ends: ${reason}`);
    process.kill();
    world.time.timers.after(world.dice.between('restart', ...RESTART_MS), () => this.start());
  }

  #failed(process: SimProcess, cause: unknown): void {
    const isExpected = cause instanceof TouchlineError && cause.code.startsWith('LIVE_');
    if (!isExpected) this.#watcher.broke(cause);
    if (process === this.process) this.crash(cause instanceof Error ? cause.message : String(cause));
  }
}

const HOSTS = {
  clob: SIM_HOST,
  gamma: `${SIM_HOST}/gamma`,
  geoblock: `${SIM_HOST}/api/geoblock`,
  marketSocket: `${SIM_SOCKETS}/ws/market`,
  userSocket: `${SIM_SOCKETS}/ws/user`,
  sportsSocket: `${SIM_SOCKETS}/sports/ws`,
};
const TIMEOUT_MS = 4_000;

/** The adapter and the feed that trade with real money, over simulated wires. */
function polymarket(world: SimWorld, ports: Ports, signer: KeySigner) {
  const buckets = new RateBuckets(ports.clock, ports.timers);
  const requests = new PublicRequests(ports, buckets, TIMEOUT_MS);
  const tokens = tokenTable(world);
  const { wallet, credentials } = world.account;
  const venue = new PolymarketVenue(ports, {
    ...{ hosts: HOSTS, buckets, tokens, timeoutMs: TIMEOUT_MS },
    account: { signer: signer.address, funder: wallet, signatureType: 0 },
    credentials: { key: credentials.apiKey, ...credentials },
    sign: (terms) => signOrder(terms, signer.sign),
  });
  const games = new Map(world.season.catalog.games.map(({ id, index }) => [id, index]));
  const scoreOrders = new Map([['nba', 'home-away' as const]]);
  const feed = new PolymarketFeed(ports, { hosts: HOSTS, requests, tokens, games, scoreOrders });
  return { venue, feed };
}

function tokenTable(world: SimWorld): TokenTable {
  const [exchange] = EXCHANGES;
  if (exchange === undefined) throw new TouchlineError('ASSERT_EXCHANGE', 'there is an exchange');
  return new TokenTable(
    world.venue.markets.map(({ info, conditionId, tokens }) => {
      const facts = world.season.facts[info.index];
      if (facts === undefined) throw new TouchlineError('ASSERT_FACTS', 'a market has rules');
      const { index, slug } = info;
      const identity = { index, slug, league: 'nba', condition: conditionId, ...tokens };
      return { market: { ...identity, version: 'v1' as const, exchange, exclusiveGroup: null }, facts };
    }),
  );
}

function setupOf(world: SimWorld): SessionSetup {
  const none = { perOrder: null, perMarket: null, perGame: null, perSport: null, perAccount: null };
  const day = (at: Micros): number => at - (at % (24 * HOUR));
  return {
    account: 'sim',
    mode: 'live',
    strategy: () => busyTrader(world.stopAt),
    catalog: world.season.catalog,
    instruments: {
      of: (slug) => world.venue.markets.find(({ info }) => info.slug === slug)?.tokens ?? null,
      tickOf: (token) => (world.venue.tokens.get(token)?.market.rules.tick ?? 100) as never,
    },
    risk: { ...none, dailyLoss: null, openMarkets: null },
    limits: SIM_LIMITS,
    // Rarer than live: a journal that is written later loses more in a crash, and time passes faster.
    rhythm: { flushMs: 250, loopSampleMs: 1_000, tickMs: 1_000 },
    // Books are quoted more slowly than true ones: see `sim-market.ts`.
    health: { ...DEFAULT_HEALTH_LIMITS, bookAgeInPlayMs: 8_000, bookAgeBeforeMs: 40_000 },
    equityEvery: 60_000_000 as Micros,
    blockedDecisionsMax: 20,
    document: 'simulation',
    buildHash: 'simulation',
    tradingDay: (at) => ({ start: day(at) as Micros, next: (day(at) + 24 * HOUR) as Micros }),
    resume: true,
  };
}

/** Tight enough to be met, wide enough that trading goes on. */
export const SIM_LIMITS = {
  ...DEFAULT_LIVE_LIMITS,
  perMarket: 22_000_000 as never,
  perGame: 20_000_000 as never,
  gross: 30_000_000 as never,
  dailyTraded: 20_000_000_000 as never,
  dailyLoss: 300_000_000 as never,
  drawdown: 300_000_000 as never,
  losingStreak: 30,
  ordersPerHour: 60,
};
