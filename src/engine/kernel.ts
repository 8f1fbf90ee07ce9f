import { Agenda } from './agenda.js';
import { assert } from './assert.js';
import type { BookWindow } from './books.js';
import type { Catalog } from './catalog.js';
import { Courier, reachVenue } from './courier.js';
import { DecisionLog } from './decision-log.js';
import { Delivery } from './delivery.js';
import { TouchlineError } from './errors.js';
import { EventKind } from './events.js';
import { Funnel } from './funnel.js';
import type { GateSheet } from './gate-sheet.js';
import { Heard } from './heard.js';
import type { HeldPosition } from './held-position.js';
import type { GameIndex, MarketIndex, OrderId } from './ids.js';
import type { KernelOptions } from './kernel-options.js';
import { LaggedParts, type Stretch, wholeStretch } from './lagged-parts.js';
import { Milestones } from './milestones.js';
import type { Order } from './order.js';
import { type RandomStream, randomStream } from './random.js';
import { riskControls } from './risk/limits.js';
import { RowLog } from './row-log.js';
import type { EquityPoint, SettlementRow } from './run-result.js';
import { SettlementBook } from './settlement-book.js';
import { estimateFeePerShare } from './simulation/fees/estimate-fee.js';
import { Latency } from './simulation/latency.js';
import { DEFAULT_LOT } from './simulation/lot.js';
import { SimulatedVenue } from './simulation/simulated-venue.js';
import type { Venue, VenuePorts } from './simulation/venue.js';
import type { VenueReport } from './simulation/venue-report.js';
import type {
  BookView,
  GameView,
  MarketView,
  OrderIntent,
  OrderView,
  PositionView,
  Strategy,
  StrategyContext,
} from './strategy.js';
import type { Tape } from './tape.js';
import type { TapeSource } from './tape-parts.js';
import { TradingAccount } from './trading-account.js';
import { MICROS_PER_MILLISECOND, type Micros, type Price, type Usd, usd } from './units.js';
import { isAligned } from './venue-rows.js';
import { type GameWindow, type MarketWindow, PositionWindow } from './views.js';

/** Steps that one instant may take before it counts as a strategy that answers itself for ever. */
const STEPS_PER_INSTANT_MAX = 100_000;

/** How long after the last event an order may still be held by the venue. */
const DRAIN_MS = 60_000;

/**
 * Replays a tape through the venue, the account and the strategy.
 *
 * The contract, for each instant (numbered in the code as here):
 * 1. the clock moves to the instant;
 * 2. each event of the instant, in the tape's total order, changes the venue, and what rests is matched;
 * 3. it is delivered to the strategy, which places and cancels orders, sets timers and books decisions;
 * 4. each order passes the risk controls and travels; orders that have arrived are matched, and what the
 *    venue says of them travels back and is delivered;
 * 5. step 4 repeats until nothing more is due at this instant; then timers fire, one at a time, each
 *    followed by step 4.
 *
 * An order that arrives at an instant meets the market as it is after all events of that instant, whichever
 * row of the tape its market happens to stand in.
 */
export class Kernel implements StrategyContext {
  readonly account: TradingAccount;
  readonly venue: Venue;
  readonly funnel = new Funnel();
  readonly decisions: DecisionLog;
  readonly #options: KernelOptions;
  readonly #strategy: Strategy;
  readonly #heard: Heard;
  readonly #latency: Latency;
  readonly #positions: PositionWindow[];
  readonly #agenda = new Agenda();
  readonly #courier: Courier;
  readonly #settlementBook: SettlementBook;
  readonly #delivery: Delivery;
  readonly #milestones: Milestones;
  readonly #equityLog: RowLog<EquityPoint>;
  readonly #laggedParts = new LaggedParts();
  #now: Micros;
  #events = 0;
  #steps = 0;
  #stepsAt = -1;
  #dayOpenEquity: Usd;

  constructor(options: KernelOptions) {
    const { catalog, strategy } = options;
    this.#options = options;
    this.#strategy = strategy;
    this.#now = options.startTime;
    this.#dayOpenEquity = options.startingCash;
    this.#milestones = new Milestones(options.dayStarts, options.equityEvery, options.startTime);
    const { listener, onDecision } = options;
    this.decisions = new DecisionLog(options.blockedDecisionsMax, {
      onDecision,
      onRecord: listener && ((record) => listener.decision(record)),
    });
    this.#equityLog = new RowLog(listener ? (point) => listener.equity(point) : null);
    this.venue = this.#connect();
    this.#heard = new Heard(catalog, this.venue.state);
    this.venue.state.watchesTouch = strategy.book === undefined;
    this.#latency = new Latency(options.venue.latency, options.seed);
    this.#courier = new Courier(this.#agenda, this.#latency, this.#heard.lag);
    this.account = new TradingAccount(
      { ...options, strategy: strategy.name, controls: riskControls(options.risk) },
      {
        books: this.#heard.books,
        feePerShare: (market, price) => this.feePerShare(market, price),
        lotOf: (market) => this.#heard.markets[market]?.facts?.lot ?? DEFAULT_LOT,
        decide: (sheet) => this.decide(sheet),
        dayOpenEquity: () => this.#dayOpenEquity,
      },
    );
    this.#settlementBook = new SettlementBook(
      this.account,
      listener ? (row) => listener.settlement(row) : null,
    );
    const { portfolio } = this.account;
    const { books } = this.#heard;
    this.#positions = catalog.markets.map(({ index }) => new PositionWindow(portfolio, books, index));
    this.#delivery = new Delivery(this, {
      strategy,
      heard: this.#heard,
      portfolio: this.account.portfolio,
      settlements: this.#settlementBook,
      syntheticHalfSpread: options.venue.syntheticHalfSpread,
      onRoundTrip: listener ? (trip) => listener.roundTrip(trip) : null,
    });
  }

  #connect(): Venue {
    const { catalog, venue, connect } = this.#options;
    const ports: VenuePorts = {
      report: (report, time) => this.#courier.answer(report, time),
      wake: (at, wake) => this.#agenda.act(at, { kind: 'wake', wake }),
    };
    return connect === undefined ? new SimulatedVenue(catalog, venue, ports) : connect(ports);
  }

  /** Events, quotes and trades seen so far. */
  get seen(): { readonly events: number; readonly quotes: number; readonly trades: number } {
    return { events: this.#events, ...this.#delivery.seen };
  }

  get catalog(): Catalog {
    return this.#options.catalog;
  }

  /** Samples of equity, as far as they are kept. */
  get equityCurve(): readonly EquityPoint[] {
    return this.#equityLog.rows;
  }

  get settlements(): readonly SettlementRow[] {
    return this.#settlementBook.rows;
  }

  get now(): Micros {
    return this.#now;
  }

  get marketCount(): number {
    return this.#heard.markets.length;
  }

  get dayStart(): Micros {
    return this.#milestones.dayStart;
  }

  get cash(): Usd {
    return this.account.portfolio.freeCash;
  }

  get equity(): Usd {
    return this.account.equity;
  }

  market(market: MarketIndex): MarketView {
    return this.#heard.markets[market] as MarketWindow;
  }

  book(market: MarketIndex): BookView {
    return this.#heard.bookWindows[market] as BookWindow;
  }

  game(game: GameIndex): GameView {
    return this.#heard.games[game] as GameWindow;
  }

  position(market: MarketIndex): PositionView {
    return this.#positions[market] as PositionWindow;
  }

  orders(market: MarketIndex): readonly OrderView[] {
    return this.account.openOrders(market);
  }

  othersEngagedInGame(market: MarketIndex): number {
    return this.account.othersEngagedInGame(market);
  }

  feePerShare(market: MarketIndex, price: Price): number {
    return estimateFeePerShare(this.venue.feeRule(market, this.#now), price);
  }

  place(intent: OrderIntent): OrderId {
    const order = this.account.place(intent, this.#now);
    if (order.isOpen) this.#courier.send({ kind: 'order', order }, this.#now);
    else this.#tellRefused(order);
    return order.id;
  }

  cancel(id: OrderId): void {
    const order = this.account.order(id);
    if (order.isOpen) this.#courier.send({ kind: 'cancel', order }, this.#now);
  }

  replace(id: OrderId, intent: OrderIntent): OrderId {
    const old = this.account.order(id);
    const order = this.account.place(intent, this.#now);
    if (order.isOpen) this.#courier.send({ kind: 'replace', order, old }, this.#now);
    else this.#tellRefused(order);
    return order.id;
  }

  /** A risk control has refused it: that is told like any other answer, but at once. */
  #tellRefused(order: Order): void {
    const reason = order.reason ?? '';
    this.#agenda.hear(this.#now, { kind: 'done', order, state: 'rejected', reason });
  }

  timer(at: Micros, key: string): void {
    this.#agenda.timer(Math.max(at, this.#now), key);
  }

  decide(sheet: GateSheet): void {
    this.funnel.count(sheet);
    this.decisions.add(sheet, this.#now);
  }

  random(market: MarketIndex, purpose: string): RandomStream {
    const slug = this.#options.catalog.markets[market]?.slug ?? '';
    return randomStream({ seed: this.#options.seed, strategy: this.#strategy.name, market: slug, purpose });
  }

  /** Liquidation value of what is held in `market`, 1e-6 dollars. */
  valueOf(market: MarketIndex): Usd {
    return this.account.portfolio.liquidationValue(market, this.#heard.books);
  }

  /** Starts from what the account holds already. */
  takeOver(positions: readonly HeldPosition[]): void {
    for (const position of positions) this.account.takeOver(position);
  }

  start(): void {
    this.#strategy.start?.(this);
  }

  stop(): void {
    this.#strategy.stop?.(this);
  }

  /** When the next message or timer is due; Infinity = none is. */
  get nextDue(): number {
    return this.#agenda.nextTime;
  }

  /** In real time: the events of an instant are in, and what they led to leaves. */
  settle(): void {
    this.#settleMessages(this.#now);
  }

  /**
   * In real time: the clock reaches `time`. All that is due before it happens, and one timer of that instant:
   * what it leads to is answered before the next fires.
   */
  reach(time: Micros): void {
    this.#catchUp(time);
    this.#settleMessages(time);
    if (this.#fireTimer(time)) this.#settleMessages(time);
  }

  /** In real time: a venue has said something of an order. It is heard at `time`, before timers of that instant. */
  report(report: VenueReport, time: Micros): void {
    this.#catchUp(time);
    this.#agenda.hear(time, report);
    this.#settleMessages(time);
  }

  /** In real time: a trading day began at `dayStart`: the daily loss starts anew, from `openEquity` where that is known. */
  beginDay(dayStart: Micros, openEquity?: Usd): void {
    this.#catchUp(dayStart);
    this.#now = Math.max(this.#now, dayStart) as Micros;
    this.#milestones.begin(dayStart);
    this.#dayOpenEquity = openEquity ?? this.equity;
    this.decisions.beginDay();
  }

  /** Replays a whole tape, or what comes next where events have no lag. */
  feed(tape: Tape): void {
    this.venue.readAhead(tape);
    if (isAligned(tape)) this.#feedAligned(tape);
    else this.#feedLagged(wholeStretch(tape));
    this.#events += tape.length;
  }

  /** Replays the next part of a source, whose gaps the venue has read before. */
  feedPart(tape: Tape, source: Pick<TapeSource, 'hasLags' | 'longestLag'>): void {
    if (source.hasLags) this.#feedLagged(this.#laggedParts.next(tape, source));
    else this.#feedAligned(tape);
    this.#events += tape.length;
  }

  /** Every event is seen when it happens: one cursor. */
  #feedAligned(tape: Tape): void {
    const { length, localTime } = tape;
    for (let row = 0; row < length; row += 1) {
      const time = localTime[row] as number;
      // 4, 5. What was due before this instant, the events of earlier instants included.
      if (time > this.#agenda.nextStop) this.#catchUp(time);
      // 1. The clock.
      this.#now = time as Micros;
      // 2. The venue.
      this.venue.apply(tape, row);
      // 3. The strategy.
      this.#delivery.event(tape, row);
    }
  }

  /** News takes time: the venue goes by venue time, the strategy by local time, over the same rows. */
  #feedLagged({ tape, venueRows, until, ...passed }: Stretch): void {
    const { length, localTime, kind, lag } = tape;
    this.#heard.fallBehind();
    let { heard, happened } = passed;
    while (heard < length || happened < length) {
      const row = venueRows[happened] as number;
      const venueTime =
        happened < length ? (localTime[row] as number) - (lag[row] as number) : Number.POSITIVE_INFINITY;
      const time = Math.min(venueTime, localTime[heard] ?? Number.POSITIVE_INFINITY);
      if (time >= until) return;
      if (time > this.#agenda.nextStop) this.#catchUp(time);
      this.#now = time as Micros;
      if (venueTime <= time) {
        this.venue.apply(tape, row);
        happened += 1;
        continue;
      }
      if (kind[heard] !== EventKind.gameState)
        this.#heard.lag[tape.subject[heard] as number] = lag[heard] as number;
      this.#delivery.event(tape, heard);
      heard += 1;
    }
  }

  /** Lets what is on its way arrive, ends the strategy, and cancels what is still open. */
  finish(): void {
    const rest = this.#laggedParts.rest();
    if (rest !== null) this.#feedLagged(rest);
    this.#settleInstant(this.#now);
    this.#drain();
    this.stop();
    this.#drain();
    this.account.cancelOpen('the data ended');
    this.#sample(this.#now);
  }

  /** Everything due before `time`, instant by instant. */
  #catchUp(time: number): void {
    for (;;) {
      const due = this.#agenda.nextTime;
      const next = Math.min(due, this.#milestones.nextTime);
      if (next >= time) {
        this.#agenda.nextStop = next;
        return;
      }
      if (due === next) this.#settleInstant(next as Micros);
      else this.#passMilestone();
    }
  }

  #passMilestone(): void {
    const { kind, time } = this.#milestones.pop();
    if (kind === 'sample') this.#sample(time);
    else this.#dayOpenEquity = this.equity;
  }

  #settleInstant(time: Micros): void {
    do this.#settleMessages(time);
    while (this.#fireTimer(time));
  }

  /** 4. Orders that have arrived, then what the venue said, until nothing more is due. */
  #settleMessages(time: Micros): void {
    const { actions, reports } = this.#agenda;
    this.#now = Math.max(this.#now, time) as Micros;
    for (;;) {
      if (actions.nextTime <= time) reachVenue(this.venue, actions.pop(), time);
      else if (reports.nextTime <= time) this.#hear(reports.pop());
      else return;
      this.#count(time);
    }
  }

  /** 5. Timers last, one at a time. Returns whether one was due. */
  #fireTimer(time: Micros): boolean {
    const { timers } = this.#agenda;
    if (timers.nextTime > time) return false;
    this.#strategy.timer?.(this, timers.pop());
    this.#count(time);
    return true;
  }

  /** Counts the steps of one instant. @throws ENGINE_RUNAWAY when they never end. */
  #count(time: Micros): void {
    if (time !== this.#stepsAt) {
      this.#stepsAt = time;
      this.#steps = 0;
    }
    this.#steps += 1;
    if (this.#steps < STEPS_PER_INSTANT_MAX) return;
    throw new TouchlineError('ENGINE_RUNAWAY', `more than ${STEPS_PER_INSTANT_MAX} steps at one instant`, {
      where: { strategy: this.#strategy.name, time },
      hint: 'a strategy that answers each of its own orders with another never comes to rest',
    });
  }

  #hear(report: VenueReport): void {
    if (report.kind === 'cancelRefused') {
      this.#strategy.cancelRefused?.(this, report.order, report.reason);
      return;
    }
    if (report.kind === 'done' && !report.order.isOpen) {
      // Refused by a risk control before it left: booked already.
      this.#strategy.orderUpdate?.(this, report.order);
      return;
    }
    const fill = this.account.hear(report, this.#now);
    if (fill !== null) {
      // A fill that is heard of only after its market was resolved is paid out at once.
      this.#settlementBook.afterFill(fill.market, this.#now);
      assert(this.account.portfolio.freeCash >= 0, 'free cash never falls below 0');
      this.#strategy.fill?.(this, fill);
      this.#delivery.roundTrips();
    }
    this.#strategy.orderUpdate?.(this, report.order);
  }

  /** Orders and reports on their way; a scheduled start or a timer beyond the data is not waited for. */
  #drain(): void {
    const until = this.#now + this.#latency.typicalMicros + DRAIN_MS * MICROS_PER_MILLISECOND;
    for (;;) {
      const due = Math.min(this.#agenda.actions.nextTime, this.#agenda.reports.nextTime);
      if (due > until) return;
      this.#settleInstant(due as Micros);
    }
  }

  #sample(time: Micros): void {
    const { portfolio } = this.account;
    const openMarkets = portfolio.held.size;
    assert(portfolio.freeCash >= 0, 'free cash never falls below 0');
    this.#equityLog.add({ time, equity: usd(this.equity), cash: portfolio.cash, openMarkets });
  }
}
