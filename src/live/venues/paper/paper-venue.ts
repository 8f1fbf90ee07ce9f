import type { Catalog } from '../../../engine/catalog.js';
import type { TapeEvent } from '../../../engine/events.js';
import type { OrderId } from '../../../engine/ids.js';
import { PaperExchange } from '../../../engine/session/paper-exchange.js';
import type { ReportInput } from '../../../engine/session/session-input.js';
import type { VenueOptions } from '../../../engine/simulation/venue-options.js';
import {
  complement,
  MICROS_PER_MILLISECOND,
  type Micros,
  type Price,
  type Shares,
  USD_PER_DOLLAR,
  type Usd,
} from '../../../engine/units.js';
import type { Intent, NewIntent } from '../../orders/intent.js';
import type { VenueFill } from '../../orders/venue-fill.js';
import type { Ports } from '../../ports/ports.js';
import type { Timer } from '../../ports/timers.js';
import type { Holding } from '../../store/live-store.js';
import { fillCash } from '../../store/rules/fill-value.js';
import type {
  CancelOutcome,
  Identification,
  Instruments,
  IntentDraft,
  OpenOrder,
  PlaceOutcome,
  Reading,
  SignedOrder,
  VenueAdapter,
  VenueBalances,
  VenueEvent,
  VenueMode,
} from '../venue-adapter.js';
import { paperOrder } from './paper-order.js';

/** An answer that takes longer than the latencies of the venue and this is not waited for. */
const ANSWER_MARGIN_MS = 2_000;
/** Executions that can still be read. */
const FILLS_MAX = 10_000;

interface Standing {
  readonly intent: NewIntent;
  readonly createdAt: Micros;
  matched: number;
  ended: boolean;
  /** Waits for the first answer to the order, then for the answer to its cancel. */
  answer: ((report: ReportInput['report']) => void) | null;
}

/** What a venue on paper is given. */
export interface PaperVenueOptions {
  readonly catalog: Catalog;
  readonly instruments: Instruments;
  readonly venue: VenueOptions;
  /** For latencies and failed trades that are drawn. */
  readonly seed: string;
  readonly ports: Pick<Ports, 'clock' | 'timers'>;
}

/**
 * The simulator of the backtest behind the port of a real venue. It keeps its own count of cash and shares, so that
 * reconciling a paper account compares two counts that were made apart.
 */
export class PaperVenue implements VenueAdapter {
  readonly name = 'paper';
  readonly #options: PaperVenueOptions;
  readonly #exchange: PaperExchange;
  readonly #standing = new Map<OrderId, Standing>();
  readonly #byVenueOrder = new Map<string, Standing>();
  readonly #fills: VenueFill[] = [];
  readonly #shares = new Map<string, number>();
  #cash = 0;
  #trades = 0;
  #listener: ((event: VenueEvent) => void) | null = null;
  #timerAt = Number.POSITIVE_INFINITY;
  #timer: Timer | null = null;
  #stopped = false;

  constructor(options: PaperVenueOptions) {
    this.#options = options;
    this.#exchange = new PaperExchange(options, (input) => this.#hear(input));
  }

  /** What the account has when this venue comes up: money, shares, and orders that rested here before. */
  takeOver(account: {
    readonly cash: Usd;
    readonly holdings: readonly Holding[];
    readonly open: readonly Intent[];
  }): void {
    this.#cash = account.cash;
    for (const { instrument, market, outcome, size } of account.holdings) {
      this.#shares.set(instrument, size);
      const index = this.#marketOf(market);
      if (index !== null && size > 0) this.#exchange.hold(index, outcome === 'yes' ? size : -size);
    }
    for (const intent of account.open) {
      if (intent.state !== 'live' && intent.state !== 'partial' && intent.state !== 'delayed') continue;
      this.#stand(intent, intent.filled);
    }
  }

  /** Events of the feed happen here. */
  happen(events: readonly TapeEvent[]): void {
    this.#exchange.feed(events);
    this.#exchange.reach(this.#options.ports.clock.now());
    for (const event of events) if (event.kind === 'resolution') this.#payOut(event.market, event.payout);
    this.#setTimer();
  }

  /** Pays for what is held of an instrument whose market was decided, once. */
  redeem(instrument: string, each: Usd): void {
    const held = this.#shares.get(instrument) ?? 0;
    this.#cash += Number((BigInt(held) * BigInt(each)) / BigInt(USD_PER_DOLLAR));
    this.#shares.delete(instrument);
  }

  identify(draft: IntentDraft): Identification {
    if (this.#marketOf(draft.market) === null)
      return { kind: 'refused', reason: `there is no market ${draft.market}` };
    const signedAtMs = Math.floor(draft.createdAt / MICROS_PER_MILLISECOND);
    const identity = {
      salt: 0,
      signedAtMs,
      domainVersion: 'paper',
      contract: 'paper',
      venueOrderId: `paper-${draft.id}`,
    };
    return { kind: 'identified', identity };
  }

  sign(intent: NewIntent): Promise<SignedOrder> {
    const { venueOrderId, purpose } = intent;
    return Promise.resolve({ venueOrderId, payload: JSON.stringify(intent), purpose });
  }

  async place(order: SignedOrder): Promise<PlaceOutcome> {
    const intent = JSON.parse(order.payload) as NewIntent;
    if (this.#byVenueOrder.has(intent.venueOrderId)) return { kind: 'rejected', reason: 'Duplicated' };
    const standing = this.#stand(intent, 0);
    const report = await this.#answerTo(standing);
    // The answer is late, not lost: the order stands or has ended here, and a look at this venue shows which.
    if (report === null) return { kind: 'unknown', reason: 'no answer in time' };
    if (report.state === 'rejected') return { kind: 'rejected', reason: report.reason };
    return { kind: 'accepted', status: 'price' in report ? 'matched' : 'live' };
  }

  async cancel(venueOrderId: string): Promise<CancelOutcome> {
    const standing = this.#byVenueOrder.get(venueOrderId);
    if (standing === undefined || standing.ended)
      return { kind: 'refused', gone: true, reason: 'no such open order' };
    const { clock } = this.#options.ports;
    this.#exchange.send({ kind: 'cancel', at: clock.now(), order: standing.intent.orderId });
    this.#setTimer();
    await this.#answerTo(standing);
    return standing.ended
      ? { kind: 'cancelled' }
      : { kind: 'refused', gone: false, reason: 'the order is held for the taker delay' };
  }

  async cancelAll(): Promise<Reading<readonly string[]>> {
    const open = [...this.#standing.values()].filter(({ ended }) => !ended);
    const outcomes = await Promise.all(open.map(({ intent }) => this.cancel(intent.venueOrderId)));
    const gone = open.filter((_, index) => outcomes[index]?.kind === 'cancelled');
    return this.#read(gone.map(({ intent }) => intent.venueOrderId));
  }

  openOrders(): Promise<Reading<readonly OpenOrder[]>> {
    const open = [...this.#standing.values()].filter(({ ended }) => !ended);
    return Promise.resolve(
      this.#read(
        open.map(({ intent, matched, createdAt }) => ({
          venueOrderId: intent.venueOrderId,
          instrument: intent.instrument,
          side: intent.side,
          price: intent.limit,
          size: intent.size,
          matched: matched as Shares,
          createdAt,
        })),
      ),
    );
  }

  fillsSince(from: Micros): Promise<Reading<readonly VenueFill[]>> {
    return Promise.resolve(this.#read(this.#fills.filter(({ venueTime }) => venueTime >= from)));
  }

  balances(instruments: readonly string[]): Promise<Reading<VenueBalances>> {
    const shares = new Map(instruments.map((one) => [one, (this.#shares.get(one) ?? 0) as Shares]));
    return Promise.resolve(this.#read({ cash: this.#cash as Usd, shares }));
  }

  clockOffset(): Promise<Reading<{ readonly offset: number; readonly uncertainty: number }>> {
    return Promise.resolve(this.#read({ offset: 0, uncertainty: 0 }));
  }

  permission(): Promise<Reading<{ readonly allowed: boolean; readonly reason: string }>> {
    return Promise.resolve(this.#read({ allowed: true, reason: 'on paper' }));
  }

  mode(): VenueMode {
    return 'normal';
  }

  heartbeat(): Promise<Reading<boolean>> {
    return Promise.resolve(this.#read(true));
  }

  start(listener: (event: VenueEvent) => void): void {
    this.#listener = listener;
    listener({ kind: 'user-channel', up: true });
  }

  stop(): Promise<void> {
    this.#listener = null;
    this.#stopped = true;
    // What rests here waits for its game: nothing of it may keep the process.
    if (this.#timer !== null) this.#options.ports.timers.cancel(this.#timer);
    return Promise.resolve();
  }

  #read<T>(value: T): { readonly kind: 'read'; readonly value: T; readonly at: Micros } {
    return { kind: 'read', value, at: this.#options.ports.clock.now() };
  }

  #marketOf(slug: string) {
    return this.#options.catalog.markets.find((market) => market.slug === slug)?.index ?? null;
  }

  #stand(intent: NewIntent, matched: number): Standing {
    const { clock } = this.#options.ports;
    const standing: Standing = { intent, createdAt: clock.now(), matched, ended: false, answer: null };
    this.#standing.set(intent.orderId, standing);
    this.#byVenueOrder.set(intent.venueOrderId, standing);
    const market = this.#marketOf(intent.market);
    if (market === null) throw new RangeError(`there is no market ${intent.market}`);
    const order = paperOrder(intent, market, (intent.size - matched) as Shares);
    this.#exchange.send({ kind: 'place', at: clock.now(), order });
    this.#setTimer();
    return standing;
  }

  #answerTo(standing: Standing): Promise<ReportInput['report'] | null> {
    const { timers } = this.#options.ports;
    const { latency } = this.#options.venue;
    const most = 'entryMs' in latency ? latency.entryMs + latency.cancelMs + latency.responseMs : 0;
    return new Promise((resolve) => {
      const timer = timers.after(most + ANSWER_MARGIN_MS, () => {
        standing.answer = null;
        resolve(null);
      });
      standing.answer = (report) => {
        standing.answer = null;
        timers.cancel(timer);
        resolve(report);
      };
    });
  }

  #hear({ order, report, at }: ReportInput): void {
    const standing = this.#standing.get(order);
    if (standing === undefined) return;
    if ('price' in report) this.#fill(standing, report, at);
    else if (report.state !== 'live') this.#end(standing, report, at);
    standing.answer?.(report);
  }

  #fill(
    standing: Standing,
    report: Extract<ReportInput['report'], { readonly price: Price }>,
    at: Micros,
  ): void {
    const { intent } = standing;
    this.#trades += report.state === 'fill' ? 1 : 0;
    const undone = report.state === 'void';
    const fill: VenueFill = {
      tradeId: undone ? this.#lastTrade(intent) : `paper-${intent.id}-${at}-${this.#trades}`,
      venueOrderId: intent.venueOrderId,
      instrument: intent.instrument,
      side: intent.side,
      price: intent.outcome === 'yes' ? report.price : complement(report.price),
      size: report.size,
      fee: report.fee,
      liquidity: report.liquidity,
      status: undone ? 'failed' : this.#options.venue.failedFills ? 'mined' : 'confirmed',
      venueTime: at,
    };
    const sign = undone ? -1 : 1;
    standing.matched += sign * fill.size;
    this.#cash += sign * fillCash(fill);
    const held = this.#shares.get(fill.instrument) ?? 0;
    this.#shares.set(fill.instrument, held + sign * (fill.side === 'buy' ? fill.size : -fill.size));
    this.#fills.push(fill);
    if (this.#fills.length > FILLS_MAX) this.#fills.shift();
    this.#listener?.({ kind: 'fill', fill });
    if (standing.matched >= intent.size) this.#forget(standing);
  }

  /** The trade of this order that was taken back: the last one that stands. */
  #lastTrade(intent: NewIntent): string {
    const last = this.#fills.findLast(
      ({ venueOrderId, status }) => venueOrderId === intent.venueOrderId && status !== 'failed',
    );
    return last?.tradeId ?? '';
  }

  #end(
    standing: Standing,
    report: Extract<ReportInput['report'], { readonly reason: string }>,
    at: Micros,
  ): void {
    const { venueOrderId } = standing.intent;
    const matched = standing.matched as Shares;
    this.#forget(standing);
    const status =
      report.state === 'rejected'
        ? ({ kind: 'rejected', reason: report.reason } as const)
        : ({ kind: 'cancelled', matched, reason: report.reason } as const);
    this.#listener?.({ kind: 'order', venueOrderId, status, at });
  }

  #forget(standing: Standing): void {
    standing.ended = true;
    // Where trades can fail, one that does still names it.
    if (this.#options.venue.failedFills) return;
    this.#standing.delete(standing.intent.orderId);
    this.#byVenueOrder.delete(standing.intent.venueOrderId);
  }

  #payOut(market: number, payout: Usd): void {
    const slug = this.#options.catalog.markets[market]?.slug ?? '';
    const instruments = this.#options.instruments.of(slug);
    if (instruments === null) return;
    this.redeem(instruments.yes, payout);
    this.redeem(instruments.no, (USD_PER_DOLLAR - payout) as Usd);
  }

  #setTimer(): void {
    const due = this.#exchange.nextDue;
    if (this.#stopped || due >= this.#timerAt || due === Number.POSITIVE_INFINITY) return;
    this.#timerAt = due;
    const { clock, timers } = this.#options.ports;
    const delayMs = Math.min(1_000, Math.max(0, Math.ceil((due - clock.now()) / MICROS_PER_MILLISECOND)));
    if (this.#timer !== null) timers.cancel(this.#timer);
    this.#timer = timers.after(delayMs, () => {
      this.#timer = null;
      this.#timerAt = Number.POSITIVE_INFINITY;
      this.#exchange.reach(clock.now());
      this.#setTimer();
    });
  }
}
