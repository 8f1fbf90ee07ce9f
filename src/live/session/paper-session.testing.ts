import type { Catalog } from '../../engine/catalog.js';
import type { BookSnapshotEvent, MarketFacts, TapeEvent } from '../../engine/events.js';
import type { GameIndex, MarketIndex } from '../../engine/ids.js';
import type { Strategy } from '../../engine/strategy.js';
import type { Micros, Price, Shares, Usd } from '../../engine/units.js';
import type { Alert } from '../orders/desk-context.js';
import { DEFAULT_HEALTH_LIMITS } from '../safety/health-limits.js';
import type { KillSource } from '../safety/kill-source.js';
import { DEFAULT_LIVE_LIMITS, type LiveLimits } from '../safety/live-limits.js';
import type { LiveStore } from '../store/live-store.js';
import type { FeedCounts, MarketFeed } from '../venues/market-feed.js';
import { throughPaper } from '../venues/paper/paper-feed.js';
import { PaperVenue } from '../venues/paper/paper-venue.js';
import type { FeedNews, Instruments } from '../venues/venue-adapter.js';
import { LiveSession } from './live-session.js';
import type { SessionSetup } from './session-options.js';
import type { VirtualWorld } from './virtual-world.testing.js';

export const MARKET = 0 as MarketIndex;
export const usd = (dollars: number): Usd => Math.round(dollars * 1e6) as Usd;

export const CATALOG: Catalog = {
  games: [
    {
      index: 0 as GameIndex,
      id: 'nba-bos-nyk-2026-11-26',
      league: 'nba',
      sport: 'basketball',
      date: '2026-11-26',
    },
  ],
  markets: [
    {
      index: MARKET,
      venue: 'synthetic',
      slug: 'nba-bos-nyk-2026-11-26',
      question: 'Celtics against Knicks',
      game: 0 as GameIndex,
      yesMeans: 'home',
    },
  ],
  sources: [],
};

export const INSTRUMENTS: Instruments = {
  of: (market) => (market === 'nba-bos-nyk-2026-11-26' ? { yes: '101', no: '102' } : null),
  tickOf: () => 100 as Price,
};

const FACTS: MarketFacts = {
  tickBands: [{ from: 0 as Price, to: 10_000 as Price, tick: 100 as Price }],
  minimumSize: 1_000_000 as Shares,
  minimumNotional: 0 as Usd,
  lot: 10_000 as Shares,
  fee: { takerRate: 500, makerRate: 0 },
  takerDelayMs: 0,
  startTime: null,
  clearAtStart: false,
  status: 'open',
};

/** A feed that tells what the test says. */
export class TestFeed implements MarketFeed {
  /** Whether its listener asked it to wait; what a test says comes all the same. */
  isHeld = false;
  readonly #world: VirtualWorld;
  #listener: ((news: FeedNews) => void) | null = null;
  #sequence = 0;

  constructor(world: VirtualWorld) {
    this.#world = world;
  }

  start(listener: (news: FeedNews) => void): void {
    this.#listener = listener;
    listener({ kind: 'connection', up: true, reason: '' });
    this.#tell({ kind: 'marketFacts', ...this.#stamp(), market: MARKET, facts: FACTS });
  }

  resnapshot(): void {
    // This test's books are told whole each time.
  }

  hold(): void {
    this.isHeld = true;
  }

  release(): void {
    this.isHeld = false;
  }

  counts(): FeedCounts {
    return { lost: 0, unreadable: 0 };
  }

  /** Of markets that this session does not follow, by instrument. */
  readonly decided = new Map<string, Usd>();

  payouts(instruments: readonly string[]): Promise<ReadonlyMap<string, Usd>> {
    return Promise.resolve(new Map([...this.decided].filter(([one]) => instruments.includes(one))));
  }

  stop(): Promise<void> {
    this.#listener = null;
    return Promise.resolve();
  }

  /** A whole book of one level a side, 1,000 shares each. Prices in cents. */
  quote(bid: number, ask: number): void {
    const level = (cents: number) => [{ price: (cents * 100) as Price, size: 1_000_000_000 as Shares }];
    const book: BookSnapshotEvent = {
      kind: 'bookSnapshot',
      ...this.#stamp(),
      market: MARKET,
      bids: level(bid),
      asks: level(ask),
    };
    this.#tell(book);
  }

  resolve(payout: number): void {
    this.#tell({
      kind: 'resolution',
      ...this.#stamp(),
      market: MARKET,
      payout: usd(payout),
      label: 'authoritative',
    });
  }

  #stamp() {
    const now = this.#world.ports.clock.now();
    this.#sequence += 1;
    return { venueTime: now, localTime: now, source: 'test', sequence: this.#sequence };
  }

  #tell(event: TapeEvent): void {
    this.#listener?.({ kind: 'events', events: [event] });
  }
}

/** Buys 10 shares whenever it is flat and the ask is 0.40 or less; sells what it has when the bid is 0.60 or more. */
export const dipBuyer = (): Strategy => ({
  name: 'dip-buyer',
  version: '1',
  quote: (context, market) => {
    const { bid, ask } = context.book(market);
    if (context.orders(market).length > 0) return;
    const { size } = context.position(market);
    const order = { market, size: 10_000_000 as Shares, timeInForce: 'fak', tag: 'test' } as const;
    if (size === 0 && ask !== null && ask <= 4_000)
      context.place({ ...order, side: 'buy', limit: ask, reduceOnly: false });
    if (size > 0 && bid !== null && bid >= 6_000)
      context.place({ ...order, side: 'sell', limit: bid, reduceOnly: true });
  },
});

/** What a test may choose. */
export interface PaperWorld {
  readonly world: VirtualWorld;
  readonly store: LiveStore;
  readonly strategy?: () => Strategy;
  readonly limits?: Partial<LiveLimits>;
  readonly killSources?: readonly KillSource[];
  readonly resume?: boolean;
  readonly document?: string;
  /** What is traded; the market of this test when left out. */
  readonly catalog?: Catalog;
}

/** A session on paper over what is in the store, as a process would build it. */
export async function paperSession(options: PaperWorld) {
  const { world, store, strategy = dipBuyer, catalog = CATALOG } = options;
  const alerts: Alert[] = [];
  const ended: string[] = [];
  const feed = new TestFeed(world);
  const { ports } = world;
  const venue = new PaperVenue({
    catalog,
    instruments: INSTRUMENTS,
    ports,
    seed: '1',
    venue: {
      latency: { entryMs: 100, cancelMs: 100, responseMs: 50 },
      queueModel: 'back',
      quoteSizeCap: 100_000_000 as Shares,
      staleAfterMs: 300_000,
      makerRebates: false,
      syntheticHalfSpread: null,
    },
  });
  const [totals, holdings, open] = [
    await store.totals('paper'),
    await store.holdings('paper'),
    await store.openIntents('paper', null),
  ];
  venue.takeOver({ cash: totals.cash, holdings, open });
  const noLimit = {
    perOrder: null,
    perMarket: null,
    perGame: null,
    perSport: null,
    perAccount: null,
    dailyLoss: null,
    openMarkets: null,
  };
  const setup: SessionSetup = {
    account: 'paper',
    mode: 'paper',
    strategy,
    catalog,
    instruments: INSTRUMENTS,
    risk: noLimit,
    limits: { ...DEFAULT_LIVE_LIMITS, repeatSeconds: 0, ...options.limits },
    health: DEFAULT_HEALTH_LIMITS,
    equityEvery: 60_000_000 as Micros,
    blockedDecisionsMax: 20,
    document: options.document ?? 'document',
    buildHash: 'build',
    tradingDay: (at) => ({ start: (at - 3_600_000_000) as Micros, next: (at + 86_400_000_000) as Micros }),
    resume: options.resume ?? true,
  };
  const session = new LiveSession(setup, {
    ports,
    store,
    venue,
    feed: throughPaper(feed, venue),
    killSources: options.killSources ?? [],
    holder: `test-${alerts.length}`,
    alert: (alert) => alerts.push(alert),
    ended: (reason) => ended.push(reason),
  });
  return { session, feed, setup, alerts, ended };
}

export async function openPaperStore(store: LiveStore, world: VirtualWorld): Promise<void> {
  const createdAt = world.ports.clock.now();
  await store.putAccount(
    {
      name: 'paper',
      venue: 'paper',
      mode: 'paper',
      funder: null,
      signer: null,
      signatureType: null,
      armed: false,
      createdAt,
    },
    usd(1_000),
  );
}
