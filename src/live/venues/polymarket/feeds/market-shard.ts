import type { TapeEvent } from '../../../../engine/events.js';
import type { MarketIndex } from '../../../../engine/ids.js';
import type { Micros } from '../../../../engine/units.js';
import type { Ports } from '../../../ports/ports.js';
import type { Timer } from '../../../ports/timers.js';
import type { FeedNews } from '../../venue-adapter.js';
import type { ListedMarket, TokenTable } from '../catalog/token-table.js';
import { readMarketFrame } from '../wire/market-message.js';
import { BookCanary, type ReadBooks } from './book-canary.js';
import { Connection } from './connection.js';
import type { EventStamper } from './event-stamper.js';
import { type Heard, MarketBooks } from './market-books.js';

const TICK_MS = 1_000;
/** A fresh book that was asked for and did not come is asked for again. */
const RESUBSCRIBE_MS = 10_000;
/** Soonest that a book is asked for again after it was lost, doubled each time up to the longest. */
const FIRST_RESYNC_MS = 500;
const LONGEST_RESYNC_MS = 30_000;
/** How long NO may differ from the mirror of YES: the two are told one after the other. */
const MIRROR_MS = 2_000;

export interface ShardOptions {
  readonly url: string;
  readonly tokens: TokenTable;
  readonly markets: readonly ListedMarket[];
  readonly stamper: EventStamper;
  readonly readBooks: ReadBooks;
  news(news: FeedNews): void;
  /** Up or down as a connection. */
  up(isUp: boolean, reason: string): void;
}

/** How a token does. */
interface TokenWatch {
  readonly market: ListedMarket;
  /** Last heard of or confirmed, here. */
  heardAt: Micros;
  heardMs: number;
  /** The venue last answered that it has no book of it. */
  absentMs: number;
  askedMs: number;
  /** How often a fresh book was asked for since it was known. */
  asks: number;
  resyncs: number;
}

/** How a market does, as last told. */
interface MarketWatch {
  told: string | null;
  mirrorBrokenMs: number | null;
  /** Its trades are not known since then; `null` = no gap. */
  gapFrom: Micros | null;
}

const lastWordMs = ({ heardMs, absentMs }: TokenWatch): number => Math.max(heardMs, absentMs);

/** One connection of the market channel: at most 200 tokens, whose books it keeps whole or says that it cannot. */
export class MarketShard {
  readonly books: MarketBooks;
  readonly #ports: Ports;
  readonly #options: ShardOptions;
  readonly #connection: Connection;
  readonly #canary: BookCanary;
  readonly #watches = new Map<string, TokenWatch>();
  readonly #markets = new Map<MarketIndex, MarketWatch>();
  readonly counts = { lost: 0, unreadable: 0 };
  #timer: Timer | null = null;

  constructor(ports: Ports, options: ShardOptions) {
    this.#ports = ports;
    this.#options = options;
    const ids = options.markets.flatMap(({ yes, no }) => [yes, no]);
    this.books = new MarketBooks(options.tokens, options.stamper, ids);
    for (const market of options.markets) {
      this.#markets.set(market.index, { told: null, mirrorBrokenMs: null, gapFrom: null });
      for (const token of [market.yes, market.no]) {
        this.#watches.set(token, {
          market,
          heardAt: 0 as Micros,
          heardMs: 0,
          absentMs: 0,
          askedMs: 0,
          asks: 0,
          resyncs: 0,
        });
      }
    }
    this.#canary = new BookCanary(ports, options.readBooks);
    this.#connection = new Connection(ports, {
      url: options.url,
      keepAlive: { kind: 'ping', everyMs: 10_000, staleMs: 30_000 },
      hello: () => this.#hello(ids),
      message: (text) => this.#hear(text),
      up: (isUp, reason) => this.#up(isUp, reason),
    });
  }

  get isUp(): boolean {
    return this.#connection.isUp;
  }

  start(): void {
    for (const market of this.#options.markets) this.#tell(market, 'the book was not heard yet');
    this.#connection.start();
    this.#later();
  }

  stop(): void {
    if (this.#timer !== null) this.#ports.timers.cancel(this.#timer);
    this.#timer = null;
    this.#connection.stop();
  }

  pause(): void {
    this.#connection.pause();
  }

  resume(): void {
    this.#connection.resume();
  }

  /** Every book that is known, whole. */
  snapshots(): readonly TapeEvent[] {
    const now = this.#ports.clock.now();
    return this.#options.markets
      .map((market) => this.books.snapshot(market, now))
      .filter((event) => event !== null);
  }

  #hello(ids: readonly string[]): readonly string[] {
    const nowMs = this.#ports.clock.monotonicMs();
    for (const watch of this.#watches.values()) watch.askedMs = nowMs;
    return [JSON.stringify({ type: 'market', assets_ids: ids, custom_feature_enabled: true })];
  }

  #up(isUp: boolean, reason: string): void {
    if (!isUp) this.#loseAll(reason);
    this.#options.up(isUp, reason);
  }

  #hear(text: string): void {
    const localTime = this.#ports.clock.now();
    this.#took(this.books.hear(readMarketFrame(text), localTime), localTime);
  }

  #took(heard: Heard, localTime: Micros): void {
    const nowMs = this.#ports.clock.monotonicMs();
    const events: TapeEvent[] = [];
    for (const token of heard.heard) {
      const watch = this.#watches.get(token);
      if (watch === undefined) continue;
      watch.heardAt = localTime;
      watch.heardMs = nowMs;
    }
    for (const token of heard.known) this.#found(token, events);
    events.push(...heard.events);
    for (const { token, reason } of heard.lost) this.#lost(token, reason, events);
    if (events.length > 0) this.#options.news({ kind: 'events', events });
    this.counts.unreadable += heard.unrecognised.length;
    for (const detail of heard.unrecognised) this.#options.news({ kind: 'unrecognised', detail });
    for (const token of heard.known) this.#judge(this.#watches.get(token)?.market);
  }

  /** A book is known again: what was missed ends here. */
  #found(token: string, events: TapeEvent[]): void {
    const watch = this.#watches.get(token);
    if (watch !== undefined) watch.asks = 0;
    const state = watch === undefined ? undefined : this.#markets.get(watch.market.index);
    if (watch === undefined || state === undefined) return;
    if (watch.market.yes !== token || state.gapFrom === null) return;
    events.push(this.#gap(watch.market, state.gapFrom));
    state.gapFrom = null;
  }

  #lost(token: string, reason: string, events: TapeEvent[]): void {
    const watch = this.#watches.get(token);
    if (watch === undefined) return;
    this.counts.lost += 1;
    watch.resyncs += 1;
    watch.askedMs = this.#ports.clock.monotonicMs() - RESUBSCRIBE_MS + resyncWaitMs(watch.resyncs);
    // Events come from YES alone: without NO nothing is missing on the tape, but orders have to wait.
    if (token === watch.market.yes) this.#openGap(watch, events);
    this.#tell(watch.market, reason);
  }

  #openGap({ market, heardAt }: TokenWatch, events: TapeEvent[]): void {
    const state = this.#markets.get(market.index);
    if (state === undefined || state.gapFrom !== null || heardAt === 0) return;
    state.gapFrom = this.#ports.clock.now();
    events.push(this.#gap(market, heardAt));
  }

  #gap(market: ListedMarket, from: Micros): TapeEvent {
    const now = this.#ports.clock.now();
    return { kind: 'feedGap', market: market.index, from, ...this.#options.stamper.stamp(now, now) };
  }

  #loseAll(reason: string): void {
    const events: TapeEvent[] = [];
    for (const [token, watch] of this.#watches) {
      this.books.book(token)?.drop();
      if (token === watch.market.yes) this.#openGap(watch, events);
      this.#tell(watch.market, reason);
    }
    if (events.length > 0) this.#options.news({ kind: 'events', events });
  }

  #later(): void {
    this.#timer = this.#ports.timers.after(TICK_MS, () => {
      this.#later();
      this.#watch();
    });
  }

  /** Once a second: books that are missing, mirrors that are broken, silence. */
  #watch(): void {
    if (!this.#connection.isUp) return;
    const nowMs = this.#ports.clock.monotonicMs();
    const missing: string[] = [];
    for (const [token, watch] of this.#watches) {
      if (this.books.book(token)?.isKnown || nowMs - watch.askedMs < RESUBSCRIBE_MS) continue;
      watch.askedMs = nowMs;
      watch.asks += 1;
      missing.push(token);
    }
    if (missing.length > 0) this.#resubscribe(missing);
    const unanswered = missing.filter((token) => (this.#watches.get(token)?.asks ?? 0) > 1);
    if (unanswered.length > 0) void this.#resnapshot(unanswered);
    for (const market of this.#options.markets) this.#judge(market);
    this.#probe(nowMs);
  }

  #resubscribe(tokens: readonly string[]): void {
    for (const operation of ['unsubscribe', 'subscribe']) {
      this.#connection.send(JSON.stringify({ operation, assets_ids: tokens, custom_feature_enabled: true }));
    }
  }

  /**
   * The channel was asked and sent no book: it is read over REST. What changed while it was on its way shows in the touch
   * of the next message.
   */
  async #resnapshot(tokens: readonly string[]): Promise<void> {
    const books = await this.#options.readBooks(tokens);
    if (books === null || !this.#connection.isUp) return;
    const missing = books.filter(({ token }) => this.books.book(token)?.isKnown === false);
    const localTime = this.#ports.clock.now();
    this.#took(this.books.hear(missing, localTime), localTime);
  }

  /** A market is healthy when both books are known and NO mirrors YES. */
  #judge(market: ListedMarket | undefined): void {
    const state = market === undefined ? undefined : this.#markets.get(market.index);
    if (market === undefined || state === undefined) return;
    const nowMs = this.#ports.clock.monotonicMs();
    const mirrored = this.books.isMirrored(market);
    if (mirrored === null) return;
    if (mirrored) {
      state.mirrorBrokenMs = null;
      this.#tell(market, null);
      return;
    }
    state.mirrorBrokenMs ??= nowMs;
    if (nowMs - state.mirrorBrokenMs >= MIRROR_MS) this.#tell(market, 'NO is not the mirror image of YES');
  }

  #tell(market: ListedMarket, unhealthyBecause: string | null, isNews = false): void {
    const state = this.#markets.get(market.index);
    const told = unhealthyBecause ?? '';
    if (state === undefined || (state.told === told && !isNews)) return;
    state.told = told;
    const healthy = unhealthyBecause === null;
    this.#options.news({ kind: 'health', market: market.index, healthy, reason: told });
  }

  #probe(nowMs: number): void {
    const quiet = [...this.#watches].filter(
      ([token, watch]) =>
        token === watch.market.yes &&
        this.books.book(token)?.isKnown === true &&
        this.#canary.isAlong(lastWordMs(watch), nowMs),
    );
    if (!quiet.some(([, watch]) => this.#canary.isDue(lastWordMs(watch), nowMs))) return;
    void this.#canary
      .probe(
        quiet.map(([token]) => token),
        (token) => this.books.book(token),
      )
      .then((found) => this.#heed(found));
  }

  #heed(found: Awaited<ReturnType<BookCanary['probe']>>): void {
    if (!this.#connection.isUp) return;
    if (found.kind === 'failed') {
      this.#options.news({ kind: 'unrecognised', detail: `the canary failed: ${found.reason}` });
      return;
    }
    const nowMs = this.#ports.clock.monotonicMs();
    for (const token of found.confirmed) {
      const watch = this.#watches.get(token);
      if (watch === undefined || !this.books.book(token)?.isKnown) continue;
      watch.heardAt = this.#ports.clock.now();
      watch.heardMs = nowMs;
      watch.resyncs = 0;
      const state = this.#markets.get(watch.market.index);
      // Told again each time: the book is as it was, which is news of its age.
      if (state?.told === '') this.#tell(watch.market, null, true);
    }
    for (const token of found.absent) {
      const watch = this.#watches.get(token);
      if (watch !== undefined) watch.absentMs = nowMs;
    }
    if (found.stale.length === 0) return;
    const anyHeard = [...this.#watches.values()].some(({ heardMs }) => heardMs > found.askedMs);
    if (!anyHeard) {
      this.#connection.restart('it was silent while the venue moved on');
      return;
    }
    const events: TapeEvent[] = [];
    for (const token of found.stale) {
      this.books.book(token)?.drop();
      this.#lost(token, 'it was silent while the venue moved on', events);
    }
    if (events.length > 0) this.#options.news({ kind: 'events', events });
  }
}

const resyncWaitMs = (resyncs: number): number =>
  Math.min(LONGEST_RESYNC_MS, FIRST_RESYNC_MS * 2 ** Math.min(10, resyncs - 1));
