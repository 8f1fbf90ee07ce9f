import type { TapeEvent } from '../../engine/events.js';
import type { MarketIndex } from '../../engine/ids.js';
import type { Outbound } from '../../engine/session/outbound.js';
import { formatUsd, MICROS_PER_MILLISECOND, type Micros, type Usd } from '../../engine/units.js';
import { OrderDesk } from '../orders/order-desk.js';
import { wait } from '../orders/wait.js';
import { LossTriggers } from '../safety/loss-triggers.js';
import { TradingGate } from '../safety/trading-gate.js';
import type { Fence, SessionRow } from '../store/live-store.js';
import type { FeedNews, VenueEvent } from '../venues/venue-adapter.js';
import { deskContext } from './desk-context-of.js';
import { every, type OnDemand, onDemand } from './every.js';
import { Flusher } from './flusher.js';
import { HealthWatch } from './health-watch.js';
import { LeaseKeeper } from './lease-keeper.js';
import { LoopDelay } from './loop-delay.js';
import { applyReconciled, reconcileAccount } from './reconcile-account.js';
import { beginSession, type Recovery, takeUpSession } from './recover.js';
import { SessionCore } from './session-core.js';
import {
  LEASE_TTL_MS,
  type SessionPartners,
  type SessionSetup,
  type SessionState,
} from './session-options.js';
import { kernelPulse, type SessionPulse } from './session-pulse.js';
import { sessionRow } from './session-row.js';

const FLUSH_MS = 50;
const LOOP_SAMPLE_MS = 100;
const TICK_MS = 250;
const RECONCILE_MS = 60_000;
/** How long a stop waits for the venue to confirm that nothing is open. */
const CONFIRM_MS = 10_000;
const LEASE_WAIT_MS = 2 * LEASE_TTL_MS;
const AGAIN_MS = 500;
/** What halts from within; each is written to the store, and ends when it is taken away there. */
const OWN_HALTS = ['loss', 'desk', 'errors', 'overfill', 'conflict', 'signer', 'fault'] as const;

/** What a stop leaves behind. */
export interface StopReport {
  /** Orders that the venue has not confirmed as gone. Empty = all are. */
  readonly leftOpen: readonly string[];
  /** Everything that was consumed and decided is in the store. */
  readonly kept: boolean;
}

/**
 * One account trading one strategy, from start to stop. Starting is recovering: load, reconcile, then trade; a
 * session that was killed is started the same way as one that never ran.
 */
export class LiveSession {
  readonly gate: TradingGate;
  readonly #setup: SessionSetup;
  readonly #partners: SessionPartners;
  readonly #lease: LeaseKeeper;
  readonly #delay: LoopDelay;
  readonly #health: HealthWatch;
  readonly #stops: (() => void)[] = [];
  /** News of orders that came before the session could take it. */
  readonly #early: VenueEvent[] = [];
  #core: SessionCore;
  #desk: OrderDesk;
  #flusher: Flusher;
  #triggers: LossTriggers | null = null;
  #day: { readonly start: Micros; readonly next: Micros };
  #newsLost = false;
  #state: SessionState = 'starting';
  #toldState = '';
  #timerAt = Number.POSITIVE_INFINITY;
  #flushes: OnDemand | null = null;

  constructor(setup: SessionSetup, partners: SessionPartners) {
    this.#setup = setup;
    this.#partners = partners;
    const { ports, store } = partners;
    this.gate = new TradingGate(setup.catalog.markets.length, setup.health, setup.mode === 'live');
    this.#lease = new LeaseKeeper(store, ports, { account: setup.account, holder: partners.holder });
    this.#delay = new LoopDelay(ports, setup.rhythm?.loopSampleMs ?? LOOP_SAMPLE_MS);
    this.#health = new HealthWatch(partners, this.gate, this.#delay);
    this.#day = setup.tradingDay(ports.clock.now());
    [this.#core, this.#desk, this.#flusher] = this.#build(sessionRow(setup, ports));
  }

  get id(): string {
    return this.#core.row.id;
  }

  get state(): SessionState {
    return this.#state;
  }

  get kernel(): SessionCore['kernel'] {
    return this.#core.kernel;
  }

  /** `null` = this process leads the account no more. */
  get fence(): Fence | null {
    return this.#lease.fence;
  }

  /** Orders that may still fill, and of these the ones of unknown outcome. */
  get orders(): { readonly open: number; readonly unknown: number } {
    return { open: this.#desk.open.length, unknown: this.#desk.unknown.length };
  }

  /** Why no entry may leave now; `null` = they may. */
  get closedBecause(): string | null {
    return this.gate.closedBecause(this.#partners.ports.clock.now());
  }

  /** How it does now, from its start on; after a stop, how it ended. */
  pulse(): Omit<SessionPulse, 'alerts'> {
    const { ports, feed } = this.#partners;
    return {
      session: this.id,
      at: ports.clock.now(),
      state: this.#state,
      because: this.closedBecause,
      ...this.orders,
      ...kernelPulse(this.#core),
      feed: feed.counts(),
    };
  }

  /** @throws LIVE_LEASE when another process leads the account; LIVE_UNRESOLVED, LIVE_JOURNAL, LIVE_STORE, LIVE_POSITION. */
  async start(): Promise<void> {
    const { venue, feed } = this.#partners;
    await this.#lease.acquire(LEASE_WAIT_MS);
    this.#every(LEASE_TTL_MS / 5, () => this.#renew());
    await this.#readKills();
    this.#delay.start();
    venue.start((event) => this.#hearVenue(event));
    await this.#recover();
    this.#core.isLive = true;
    for (const event of this.#early.splice(0)) this.#desk.hear(event);
    await this.#health.all();
    feed.start((news) => this.#hearFeed(news));
    await this.#reconcile();
    this.#triggers = new LossTriggers(this.#setup.limits, this.kernel.view.equity);
    for (const chore of this.#health.chores) this.#every(chore.everyMs, () => chore.run());
    this.#flushes = this.#flushOnDemand();
    this.#flushes.want();
    this.#every(this.#setup.rhythm?.tickMs ?? TICK_MS, () => this.#tick());
    this.#every(1_000, () => this.#readKills());
    this.#every(RECONCILE_MS, () => this.#reconcile());
    this.#setTimer();
    await this.#audit('started', `session ${this.id}, journal at ${this.#core.journal.last}`);
  }

  /** Gate, cancel, confirm, flush, release. Resolves within about 15 seconds, whatever the venue does. */
  async stop(reason: string): Promise<StopReport> {
    this.#state = 'stopping';
    this.gate.halt('stop', reason);
    const { clock, timers } = this.#partners.ports;
    if (this.#core.isLive) this.#core.take({ kind: 'closing', at: clock.now() });
    for (const { intent } of this.#desk.open) this.#desk.cancel(intent.orderId);
    const until = clock.monotonicMs() + CONFIRM_MS;
    while (this.#desk.open.length > 0 && clock.monotonicMs() < until) {
      this.#desk.tick();
      await wait(timers, 50);
    }
    const leftOpen = this.#desk.open.map(({ intent }) => `${intent.venueOrderId} (${intent.market})`);
    for (const stop of this.#stops) stop();
    this.#delay.stop();
    await Promise.all([this.#partners.feed.stop(), this.#partners.venue.stop()]);
    const kept = await this.#endRow(reason, leftOpen.length === 0);
    await this.#audit('stopped', `${reason}; ${leftOpen.length} orders left open`);
    await this.#lease.release();
    this.#state = 'stopped';
    return { leftOpen, kept };
  }

  /** Stops entries at once and until a person resumes; what is open for entries is cancelled. */
  async halt(source: string, reason: string): Promise<void> {
    this.gate.halt(source, reason);
    this.#cancelEntries();
    const { store, ports } = this.#partners;
    this.#partners.alert({ severity: 'page', topic: 'halted', detail: `${source}: ${reason}` });
    await store.kill({
      account: this.#setup.account,
      strategy: null,
      reason,
      by: source,
      at: ports.clock.now(),
    });
  }

  #build(row: SessionRow): [SessionCore, OrderDesk, Flusher] {
    const { ports, store } = this.#partners;
    const core = new SessionCore(row, this.#setup, {
      clock: ports.clock,
      send: (message) => this.#send(message),
      taken: () => {
        this.#setTimer();
        this.#flushes?.want();
      },
      roundTrip: (trip) => {
        const streak = this.#triggers?.roundTrip(trip) ?? null;
        if (streak !== null) void this.halt('loss', streak);
      },
    });
    const desk = new OrderDesk(
      deskContext(this.#setup, this.#partners, {
        core,
        gate: this.gate,
        lease: this.#lease,
        dayStart: () => this.#day.start,
        halt: (source, reason) => void this.halt(source, reason),
        standDown: (reason) => this.#standDown(reason),
      }),
    );
    return [core, desk, new Flusher(store, core)];
  }

  async #recover(): Promise<void> {
    const { store, ports, alert, feed } = this.#partners;
    const { account, catalog, resume } = this.#setup;
    const fence = this.#lease.fence;
    if (fence === null) return;
    const before = (await store.sessions(account)).find(({ endedAt }) => endedAt === null) ?? null;
    const isSame = before !== null && before.documentHash === this.#core.row.documentHash;
    const outside = (market: string, isPaid: boolean): void =>
      alert({
        severity: isPaid ? 'info' : 'warning',
        topic: 'holding-outside',
        detail: isPaid ? `${market} was decided and is paid out` : `${market} is held and not traded here`,
      });
    const parts = { account, catalog, store, ports, fence, feed, outside };
    const recovery = (): Recovery => ({ ...parts, core: this.#core, desk: this.#desk });
    if (before !== null && isSame && resume) {
      [this.#core, this.#desk, this.#flusher] = this.#build(before);
      if (await takeUpSession(recovery())) return;
      [this.#core, this.#desk, this.#flusher] = this.#build(sessionRow(this.#setup, ports));
    }
    await beginSession(recovery(), before);
  }

  async #endRow(reason: string, allGone: boolean): Promise<boolean> {
    const fence = this.#lease.fence;
    if (fence === null || !(await this.#flusher.flush(fence))) return false;
    const at = this.#partners.ports.clock.now();
    // With orders left open the session is taken up again by the next start.
    if (allGone) await this.#partners.store.endSession(fence, this.id, { at, reason });
    return true;
  }

  async #reconcile(): Promise<void> {
    const { store, venue } = this.#partners;
    const fence = () => this.#lease.fence;
    const result = await reconcileAccount({
      account: this.#setup.account,
      desk: this.#desk,
      store,
      venue,
      fence,
    });
    applyReconciled(this.gate, result);
  }

  #hearVenue(event: VenueEvent): void {
    if (this.#core.isLive) this.#desk.hear(event);
    else this.#early.push(event);
  }

  #hearFeed(news: FeedNews): void {
    if (this.#state === 'stopping' || this.#state === 'stopped') return;
    switch (news.kind) {
      case 'events':
        this.#hearEvents(news.events);
        return;
      case 'health':
        this.gate.bookHealth(news.market as MarketIndex, news.healthy ? null : news.reason);
        if (news.healthy) this.gate.bookHeard(news.market as MarketIndex, this.#partners.ports.clock.now());
        return;
      case 'connection':
        this.gate.feed(news.up ? null : news.reason);
        return;
      default:
        this.#partners.alert({ severity: 'info', topic: 'feed', detail: news.detail });
    }
  }

  #hearEvents(events: readonly TapeEvent[]): void {
    if (this.#core.journal.isFull) {
      // The store is behind: market news is let go, which is told as a gap. News of orders never is.
      this.#newsLost = true;
      return;
    }
    if (this.#newsLost) {
      this.#newsLost = false;
      this.#core.forgetBooks();
      this.#partners.feed.resnapshot();
      return;
    }
    const now = this.#partners.ports.clock.now();
    for (const event of events) {
      if ('market' in event && event.market !== null) this.gate.bookHeard(event.market, now);
    }
    this.#core.take({ kind: 'events', events });
    if (this.#core.journal.isFull) this.#partners.feed.hold();
    for (const event of events) {
      if (event.kind === 'resolution') void this.#settle(event.market, event.payout, event.localTime);
    }
  }

  /** Pays out in the ledger too. The kernel was told before; the store takes what it has as done. */
  async #settle(market: MarketIndex, payout: Usd, time: Micros): Promise<void> {
    const { store, ports } = this.#partners;
    const slug = this.#setup.catalog.markets[market]?.slug ?? '';
    for (let fence = this.#lease.fence; fence !== null; fence = this.#lease.fence) {
      const answer = await store.settle(fence, slug, { payout, time });
      if (answer.kind === 'written') break;
      if (answer.kind === 'stale-epoch') return this.#standDown('another process leads this account');
      await wait(ports.timers, AGAIN_MS);
    }
    const instruments = this.#setup.instruments.of(slug);
    for (const instrument of instruments === null ? [] : [instruments.yes, instruments.no]) {
      this.#desk.holdings.settledOut(instrument);
    }
  }

  #send(message: Outbound): void {
    switch (message.kind) {
      case 'place':
        this.#desk.place(message.order);
        return;
      case 'cancel':
        this.#desk.cancel(message.order);
        return;
      default:
        this.#desk.replace(message.old, message.order);
    }
  }

  /** The kernel's next timer. */
  #setTimer(): void {
    if (!this.#core.isLive || this.#state === 'stopping' || this.#state === 'stopped') return;
    const due = this.kernel.nextDue;
    if (due >= this.#timerAt) return;
    this.#timerAt = due;
    const { clock, timers } = this.#partners.ports;
    const delayMs = Math.max(0, Math.ceil((due - clock.now()) / MICROS_PER_MILLISECOND));
    // Far timers are set anew now and then: a wall clock that steps moves them.
    timers.after(Math.min(delayMs, 1_000), () => {
      this.#timerAt = Number.POSITIVE_INFINITY;
      if (this.#state === 'stopping' || this.#state === 'stopped') return;
      const now = clock.now();
      if (this.kernel.nextDue <= now) this.#core.take({ kind: 'time', at: now });
      else this.#setTimer();
    });
  }

  async #tick(): Promise<void> {
    const now = this.#partners.ports.clock.now();
    const { equity } = this.kernel.view;
    if (now >= this.#day.next) {
      this.#day = this.#setup.tradingDay(now);
      this.#core.take({ kind: 'dayStart', at: now });
      this.#triggers?.dayBegins(equity);
    }
    this.#core.trail.add(now, equity);
    const loss = this.#triggers?.equity(equity) ?? null;
    if (loss !== null && !this.gate.halts.has('loss')) await this.halt('loss', loss);
    this.#desk.tick();
    await this.#tellState(equity);
  }

  async #tellState(equity: Usd): Promise<void> {
    if (this.#state === 'stopping' || this.#state === 'stopped') return;
    const closed = this.closedBecause;
    this.#state = closed === null ? 'ready' : this.gate.halts.size > 0 ? 'halted' : 'observing';
    // A reason whose figures alone have changed is the same state.
    const told = `${this.#state} ${closed?.replaceAll(/\d+/g, '') ?? ''}`;
    if (told === this.#toldState) return;
    this.#toldState = told;
    await this.#audit(this.#state, closed ?? `equity ${formatUsd(equity)} USD`);
  }

  async #readKills(): Promise<void> {
    const { store, killSources } = this.#partners;
    const kills = await store.kills();
    const [mine] = kills.filter(({ account }) => account === null || account === this.#setup.account);
    this.#follow('store', mine === undefined ? null : `${mine.reason} (${mine.by})`);
    // What this session halted itself stands in the store too: whoever takes it away there resumes.
    if (mine === undefined) for (const own of OWN_HALTS) this.gate.resume(own);
    for (const source of killSources) this.#follow(source.name, await source.read());
  }

  #follow(source: string, reason: string | null): void {
    if (reason === null) {
      this.gate.resume(source);
      return;
    }
    const isNew = !this.gate.halts.has(source);
    this.gate.halt(source, reason);
    if (isNew) this.#cancelEntries();
  }

  #cancelEntries(): void {
    for (const { intent } of this.#desk.open) {
      if (intent.purpose === 'entry') this.#desk.cancel(intent.orderId);
    }
  }

  async #renew(): Promise<void> {
    if (!(await this.#lease.renew())) this.#standDown('another process leads this account');
  }

  /** Journal and decisions go to the store soon after something was taken; what could not be kept is tried again. */
  #flushOnDemand(): OnDemand {
    const everyMs = this.#setup.rhythm?.flushMs ?? FLUSH_MS;
    const flushes = onDemand(
      this.#partners.ports.timers,
      { everyMs, run: () => this.#flush() },
      this.#failed,
    );
    this.#stops.push(flushes.stop);
    return flushes;
  }

  /** Returns whether something waits still. */
  async #flush(): Promise<boolean> {
    const fence = this.#lease.fence;
    if (fence === null) return false;
    const kept = await this.#flusher.flush(fence);
    if (!this.#core.journal.isFull) this.#partners.feed.release();
    return !kept || this.#core.journal.waiting > 0;
  }

  #standDown(reason: string): void {
    if (this.#state === 'stopped') return;
    this.#lease.lose();
    this.#state = 'stopped';
    this.gate.halt('lease', reason);
    for (const stop of this.#stops) stop();
    this.#delay.stop();
    this.#partners.ended(reason);
  }

  async #audit(action: string, detail: string): Promise<void> {
    const { store, ports, holder } = this.#partners;
    await store.audit({
      at: ports.clock.now(),
      actor: holder,
      action,
      detail: `${this.#setup.account}: ${detail}`,
    });
  }

  readonly #failed = (cause: unknown): void => {
    void this.halt('fault', cause instanceof Error ? cause.message : String(cause));
  };

  #every(everyMs: number, run: () => void | Promise<void>): void {
    this.#stops.push(every(this.#partners.ports.timers, { everyMs, run }, this.#failed));
  }
}
