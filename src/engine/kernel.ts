import { assert } from './assert.js';
import type { BookWindow } from './books.js';
import type { Catalog } from './catalog.js';
import { DecisionLog } from './decision-log.js';
import { DueQueue } from './due-queue.js';
import { TouchlineError } from './errors.js';
import type { LabelSource } from './events.js';
import { EventKind } from './events.js';
import { Funnel } from './funnel.js';
import type { GateSheet } from './gate-sheet.js';
import { Heard } from './heard.js';
import type { GameIndex, MarketIndex, OrderId } from './ids.js';
import type { KernelOptions } from './kernel-options.js';
import { Milestones } from './milestones.js';
import type { Order } from './order.js';
import { type RandomStream, randomStream } from './random.js';
import { riskControls } from './risk/limits.js';
import type { EquityPoint, RoundTrip, SettlementRow } from './run-result.js';
import { SettlementBook } from './settlement-book.js';
import { estimateFeePerShare } from './simulation/fees/estimate-fee.js';
import { Latency } from './simulation/latency.js';
import { DEFAULT_LOT } from './simulation/lot.js';
import { SimulatedVenue, syntheticQuote, type VenueWake } from './simulation/simulated-venue.js';
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
  TradeView,
} from './strategy.js';
import { EVERY_MARKET, labelAt, type Tape } from './tape.js';
import { TradingAccount } from './trading-account.js';
import { MICROS_PER_MILLISECOND, type Micros, type Price, type Shares, type Usd, usd } from './units.js';
import { isAligned, rowsByVenueTime } from './venue-rows.js';
import { type GameWindow, type MarketWindow, marketsByGame, PositionWindow } from './views.js';

/** Steps that one instant may take before it counts as a strategy that answers itself for ever. */
const STEPS_PER_INSTANT_MAX = 100_000;

/** How long after the last event an order may still be held by the venue. */
const DRAIN_MS = 60_000;

type VenueAction =
  | { readonly kind: 'order'; readonly order: Order }
  | { readonly kind: 'cancel'; readonly order: Order }
  | { readonly kind: 'replace'; readonly order: Order; readonly old: Order }
  | { readonly kind: 'wake'; readonly wake: VenueWake };

interface MutableTrade {
  price: Price;
  size: Shares;
  takerSide: 'buy' | 'sell';
}

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
  readonly venue: SimulatedVenue;
  readonly funnel = new Funnel();
  readonly decisions: DecisionLog;
  readonly equityCurve: EquityPoint[] = [];
  /** Events, quotes and trades seen so far. */
  readonly seen = { events: 0, quotes: 0, trades: 0 };
  readonly #options: KernelOptions;
  readonly #strategy: Strategy;
  readonly #heard: Heard;
  readonly #latency: Latency;
  readonly #positions: PositionWindow[];
  readonly #venueDue = new DueQueue<VenueAction>();
  readonly #localDue = new DueQueue<VenueReport>();
  readonly #timers = new DueQueue<string>();
  readonly #settlementBook: SettlementBook;
  readonly #trade: MutableTrade = { price: 0 as Price, size: 0 as Shares, takerSide: 'buy' };
  #toldTrips = 0;
  #now: Micros;
  #nextStop = Number.NEGATIVE_INFINITY;
  readonly #milestones: Milestones;
  #dayOpenEquity: Usd;

  constructor(options: KernelOptions) {
    const { catalog, strategy } = options;
    const gameMarkets = marketsByGame(catalog);
    this.#options = options;
    this.#strategy = strategy;
    this.#now = options.startTime;
    this.#latency = new Latency(options.venue.latency, options.seed);
    this.#dayOpenEquity = options.startingCash;
    this.#milestones = new Milestones(options.dayStarts, options.equityEvery, options.startTime);
    this.decisions = new DecisionLog(options.blockedDecisionsMax);
    this.venue = new SimulatedVenue(catalog, gameMarkets, options.venue, {
      report: (report, time) => this.#travelBack(report, time),
      wake: (at, wake) => this.#schedule(at, { kind: 'wake', wake }),
    });
    this.#heard = new Heard(catalog, this.venue.state.depth, strategy.book === undefined);
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
    this.#settlementBook = new SettlementBook(this.account);
    this.#positions = catalog.markets.map((info) => new PositionWindow(this.account.portfolio, info.index));
  }

  get catalog(): Catalog {
    return this.#options.catalog;
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
    if (order.isOpen) this.#send('entry', { kind: 'order', order });
    else this.#hearLater(this.#now, { kind: 'done', order, state: 'rejected', reason: order.reason ?? '' });
    return order.id;
  }

  cancel(id: OrderId): void {
    const order = this.account.order(id);
    if (order.isOpen) this.#send('cancel', { kind: 'cancel', order });
  }

  replace(id: OrderId, intent: OrderIntent): OrderId {
    const old = this.account.order(id);
    const order = this.account.place(intent, this.#now);
    if (order.isOpen) this.#send('cancel', { kind: 'replace', order, old });
    else this.#hearLater(this.#now, { kind: 'done', order, state: 'rejected', reason: order.reason ?? '' });
    return order.id;
  }

  timer(at: Micros, key: string): void {
    this.#timers.push(Math.max(at, this.#now), key);
    this.#nextStop = Math.min(this.#nextStop, at);
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

  start(): void {
    this.#strategy.start?.(this);
  }

  /** Replays a whole tape, or the next stretch of a longer one without lags. */
  feed(tape: Tape): void {
    this.venue.state.gaps.read(tape);
    if (isAligned(tape)) this.#feedAligned(tape);
    else this.#feedLagged(tape);
    this.seen.events += tape.length;
  }

  /** Every event is seen when it happens: one cursor. */
  #feedAligned(tape: Tape): void {
    const { length, localTime, kind } = tape;
    for (let row = 0; row < length; row += 1) {
      const time = localTime[row] as number;
      // 4, 5. What was due before this instant, the events of earlier instants included.
      if (time > this.#nextStop) this.#catchUp(time);
      // 1. The clock.
      this.#now = time as Micros;
      // 2. The venue.
      this.venue.apply(tape, row, time as Micros);
      // 3. The strategy.
      this.#deliver(tape, row, kind[row] as number);
    }
  }

  /** News takes time: the venue goes by venue time, the strategy by local time, over the same rows. */
  #feedLagged(tape: Tape): void {
    const { length, localTime, kind, lag } = tape;
    const venueRows = rowsByVenueTime(tape);
    this.#heard.fallBehind();
    let heard = 0;
    let happened = 0;
    while (heard < length || happened < length) {
      const row = venueRows[happened] as number;
      const venueTime =
        happened < length ? (localTime[row] as number) - (lag[row] as number) : Number.POSITIVE_INFINITY;
      const time = Math.min(venueTime, localTime[heard] ?? Number.POSITIVE_INFINITY);
      if (time > this.#nextStop) this.#catchUp(time);
      this.#now = time as Micros;
      if (venueTime <= time) {
        this.venue.apply(tape, row, time as Micros);
        happened += 1;
        continue;
      }
      if (kind[heard] !== EventKind.gameState)
        this.#heard.lag[tape.subject[heard] as number] = lag[heard] as number;
      this.#deliver(tape, heard, kind[heard] as number);
      heard += 1;
    }
  }

  /** Lets what is on its way arrive, ends the strategy, and cancels what is still open. */
  finish(): void {
    this.#settleInstant(this.#now);
    this.#drain();
    this.#strategy.stop?.(this);
    this.#drain();
    this.account.cancelOpen('the data ended');
    this.#sample(this.#now);
  }

  #deliver(tape: Tape, row: number, kind: number): void {
    const market = tape.subject[row] as MarketIndex;
    switch (kind) {
      case EventKind.quote:
        this.seen.quotes += 1;
        this.#heard.books.set(market, this.#now, tape.priceA[row] as number, tape.priceB[row] as number);
        this.#heard.books.setSizes(market, tape.sizeA[row] as number, tape.sizeB[row] as number);
        this.#strategy.quote?.(this, market);
        return;
      case EventKind.bookDelta:
        this.#deliverBook(market, this.#heard.delta(tape, row, this.#now));
        return;
      case EventKind.bookSnapshot:
        this.#deliverBook(market, this.#heard.snapshot(tape, row, this.#now));
        return;
      case EventKind.trade:
        this.#deliverTrade(tape, row, market);
        return;
      case EventKind.pricePoint:
        this.#deliverPricePoint(market, tape.priceA[row] as Price);
        return;
      default:
        this.#deliverRare(tape, row, kind);
    }
  }

  /** Who does not listen to books hears of the touch as of a quote. */
  #deliverBook(market: MarketIndex, isTouched: boolean): void {
    if (this.#strategy.book !== undefined) this.#strategy.book(this, market);
    else if (isTouched) this.#strategy.quote?.(this, market);
  }

  #deliverTrade(tape: Tape, row: number, market: MarketIndex): void {
    this.seen.trades += 1;
    if (this.#strategy.trade === undefined) return;
    this.#trade.price = tape.priceA[row] as Price;
    this.#trade.size = tape.sizeA[row] as Shares;
    this.#trade.takerSide = tape.priceB[row] === 0 ? 'buy' : 'sell';
    this.#strategy.trade(this, market, this.#trade as TradeView);
  }

  #deliverPricePoint(market: MarketIndex, price: Price): void {
    const half = this.#options.venue.syntheticHalfSpread;
    if (half !== null) {
      const [bid, ask] = syntheticQuote(price, half);
      this.#heard.books.set(market, this.#now, bid, ask);
      this.#strategy.quote?.(this, market);
    }
    this.#strategy.pricePoint?.(this, market, price);
  }

  #deliverRare(tape: Tape, row: number, kind: number): void {
    const subject = tape.subject[row] as number;
    const value = tape.sizeA[row] as number;
    switch (kind) {
      case EventKind.marketFacts:
        this.#heard.facts(tape, row);
        this.#strategy.marketFacts?.(this, subject as MarketIndex);
        return;
      case EventKind.gameState:
        this.#heard.gameState(tape, row, this.#now);
        this.#strategy.gameState?.(this, subject as GameIndex);
        return;
      case EventKind.feedGap:
        this.#heard.gap(subject);
        this.#strategy.feedGap?.(
          this,
          subject === EVERY_MARKET ? null : (subject as MarketIndex),
          value as Micros,
        );
        return;
      case EventKind.resolution:
        this.#settle(subject as MarketIndex, value as Usd, labelAt(tape, row));
        return;
      default:
        throw new TouchlineError('ENGINE_EVENT', `event kind ${kind} has no delivery`);
    }
  }

  #settle(market: MarketIndex, payout: Usd, label: LabelSource): void {
    this.#settlementBook.settle(market, { payout, label }, this.#now);
    this.#tellRoundTrips();
    this.#strategy.resolution?.(this, market, payout, label);
  }

  #tellRoundTrips(): void {
    const { roundTrips } = this.account.portfolio;
    while (this.#toldTrips < roundTrips.length) {
      const trip = roundTrips[this.#toldTrips] as RoundTrip;
      this.#toldTrips += 1;
      this.#strategy.roundTrip?.(this, trip);
    }
  }

  /** Everything due before `time`, instant by instant. */
  #catchUp(time: number): void {
    for (;;) {
      const due = this.#nextDue();
      const next = Math.min(due, this.#milestones.nextTime);
      if (next >= time) {
        this.#nextStop = next;
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
    this.#now = Math.max(this.#now, time) as Micros;
    for (let step = 0; step < STEPS_PER_INSTANT_MAX; step += 1) {
      // 4. Orders that have arrived, then what the venue said.
      if (this.#venueDue.nextTime <= time) this.#act(this.#venueDue.pop(), time);
      else if (this.#localDue.nextTime <= time) this.#hear(this.#localDue.pop());
      // 5. Timers last.
      else if (this.#timers.nextTime <= time) this.#strategy.timer?.(this, this.#timers.pop());
      else return;
    }
    throw new TouchlineError('ENGINE_RUNAWAY', `more than ${STEPS_PER_INSTANT_MAX} steps at one instant`, {
      where: { strategy: this.#strategy.name, time },
      hint: 'a strategy that answers each of its own orders with another never comes to rest',
    });
  }

  #act(action: VenueAction, time: Micros): void {
    switch (action.kind) {
      case 'order':
        this.venue.arrive(action.order, time);
        return;
      case 'cancel':
        this.venue.cancel(action.order, time);
        return;
      case 'replace':
        this.venue.replace(action.old, action.order, time);
        return;
      default:
        this.venue.wake(action.wake, time);
    }
  }

  #hear(report: VenueReport): void {
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
      this.#tellRoundTrips();
    }
    this.#strategy.orderUpdate?.(this, report.order);
  }

  /** Orders and reports on their way; a scheduled start or a timer beyond the data is not waited for. */
  #drain(): void {
    const until = this.#now + this.#latency.typicalMicros + DRAIN_MS * MICROS_PER_MILLISECOND;
    for (;;) {
      const due = Math.min(this.#venueDue.nextTime, this.#localDue.nextTime);
      if (due > until) return;
      this.#settleInstant(due as Micros);
    }
  }

  #nextDue(): number {
    return Math.min(this.#venueDue.nextTime, this.#localDue.nextTime, this.#timers.nextTime);
  }

  #schedule(at: Micros, action: VenueAction): void {
    this.#venueDue.push(at, action);
    this.#nextStop = Math.min(this.#nextStop, at);
  }

  /** Sends something to the venue; it arrives after its own delay. */
  #send(message: 'entry' | 'cancel', action: Exclude<VenueAction, { kind: 'wake' }>): void {
    const { order } = action;
    const delay = this.#latency.of(message, order, this.#heard.lag[order.market] as number);
    this.#schedule((this.#now + delay) as Micros, action);
  }

  #travelBack(report: VenueReport, time: Micros): void {
    const { order } = report;
    const delay = this.#latency.of('response', order, this.#heard.lag[order.market] as number);
    this.#hearLater((time + delay) as Micros, report);
  }

  #hearLater(at: Micros, report: VenueReport): void {
    this.#localDue.push(at, report);
    this.#nextStop = Math.min(this.#nextStop, at);
  }

  #sample(time: Micros): void {
    const { portfolio } = this.account;
    const openMarkets = portfolio.held.size;
    assert(portfolio.freeCash >= 0, 'free cash never falls below 0');
    this.equityCurve.push({ time, equity: usd(this.equity), cash: portfolio.cash, openMarkets });
  }
}
