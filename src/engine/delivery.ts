import { TouchlineError } from './errors.js';
import type { LabelSource } from './events.js';
import { EventKind } from './events.js';
import type { Heard } from './heard.js';
import type { GameIndex, MarketIndex } from './ids.js';
import type { Portfolio } from './portfolio.js';
import type { RoundTrip } from './run-result.js';
import type { SettlementBook } from './settlement-book.js';
import { syntheticQuote } from './simulation/synthetic-quote.js';
import type { Strategy, StrategyContext, TradeView } from './strategy.js';
import { EVERY_MARKET, labelAt, type Tape } from './tape.js';
import type { Micros, Price, Shares, Usd } from './units.js';

/** Constants of this module: optimized code has them built in, where imported ones are read each time. */
const { quote: QUOTE, bookDelta: BOOK_DELTA, trade: TRADE } = EventKind;

/** What events are written to and who is told of them. */
export interface DeliveryParts {
  readonly strategy: Strategy;
  readonly heard: Heard;
  readonly portfolio: Portfolio;
  readonly settlements: SettlementBook;
  readonly syntheticHalfSpread: Price | null;
  /** Hears of each round trip, which is not kept then; `null` = they are. */
  readonly onRoundTrip: ((trip: RoundTrip) => void) | null;
}

interface MutableTrade {
  price: Price;
  size: Shares;
  takerSide: 'buy' | 'sell';
}

/** Delivers rows of tapes to the strategy: first what is heard is written down, then its handler is called. */
export class Delivery {
  /** Quotes and trades delivered so far. */
  readonly seen = { quotes: 0, trades: 0 };
  readonly #context: StrategyContext;
  readonly #strategy: Strategy;
  readonly #heard: Heard;
  readonly #portfolio: Portfolio;
  readonly #settlements: SettlementBook;
  readonly #syntheticHalfSpread: Price | null;
  readonly #trade: MutableTrade = { price: 0 as Price, size: 0 as Shares, takerSide: 'buy' };
  readonly #onRoundTrip: ((trip: RoundTrip) => void) | null;
  #toldTrips = 0;

  constructor(context: StrategyContext, parts: DeliveryParts) {
    this.#context = context;
    this.#strategy = parts.strategy;
    this.#heard = parts.heard;
    this.#portfolio = parts.portfolio;
    this.#settlements = parts.settlements;
    this.#syntheticHalfSpread = parts.syntheticHalfSpread;
    this.#onRoundTrip = parts.onRoundTrip;
  }

  /** Delivers row `row` of `tape`, at its local time. */
  event(tape: Tape, row: number): void {
    const market = tape.subject[row] as MarketIndex;
    switch (tape.kind[row]) {
      case QUOTE:
        this.seen.quotes += 1;
        this.#heard.quote(tape, row);
        this.#strategy.quote?.(this.#context, market);
        return;
      case BOOK_DELTA:
        this.#book(market, this.#heard.delta(tape, row));
        return;
      case EventKind.bookSnapshot:
        this.#book(market, this.#heard.snapshot(tape, row));
        return;
      case TRADE:
        this.#deliverTrade(tape, row, market);
        return;
      case EventKind.pricePoint:
        this.#pricePoint(tape, row);
        return;
      default:
        this.#rare(tape, row);
    }
  }

  /** Tells of every position that went flat since the last call. */
  roundTrips(): void {
    const { roundTrips } = this.#portfolio;
    while (this.#toldTrips < roundTrips.length) {
      const row = this.#toldTrips;
      this.#toldTrips += 1;
      if (this.#onRoundTrip === null && this.#strategy.roundTrip === undefined) continue;
      const trip = roundTrips.at(row);
      this.#onRoundTrip?.(trip);
      this.#strategy.roundTrip?.(this.#context, trip);
    }
    if (this.#onRoundTrip === null) return;
    roundTrips.forget();
    this.#toldTrips = 0;
  }

  /** Who does not listen to books hears of the touch as of a quote. */
  #book(market: MarketIndex, isTouched: boolean): void {
    if (this.#strategy.book !== undefined) this.#strategy.book(this.#context, market);
    else if (isTouched) this.#strategy.quote?.(this.#context, market);
  }

  #deliverTrade(tape: Tape, row: number, market: MarketIndex): void {
    this.seen.trades += 1;
    if (this.#strategy.trade === undefined) return;
    this.#trade.price = tape.priceA[row] as Price;
    this.#trade.size = tape.sizeA[row] as Shares;
    this.#trade.takerSide = tape.priceB[row] === 0 ? 'buy' : 'sell';
    this.#strategy.trade(this.#context, market, this.#trade as TradeView);
  }

  #pricePoint(tape: Tape, row: number): void {
    const market = tape.subject[row] as MarketIndex;
    const price = tape.priceA[row] as Price;
    const half = this.#syntheticHalfSpread;
    if (half !== null) {
      this.#heard.synthetic(market, this.#context.now, syntheticQuote(price, half));
      this.#strategy.quote?.(this.#context, market);
    }
    this.#strategy.pricePoint?.(this.#context, market, price);
  }

  #rare(tape: Tape, row: number): void {
    const subject = tape.subject[row] as number;
    const value = tape.sizeA[row] as number;
    switch (tape.kind[row]) {
      case EventKind.marketFacts:
        this.#heard.facts(tape, row);
        this.#strategy.marketFacts?.(this.#context, subject as MarketIndex);
        return;
      case EventKind.gameState:
        this.#heard.gameState(tape, row, this.#context.now);
        this.#strategy.gameState?.(this.#context, subject as GameIndex);
        return;
      case EventKind.feedGap:
        this.#gap(subject, value as Micros);
        return;
      case EventKind.resolution:
        this.#settle(subject as MarketIndex, value as Usd, labelAt(tape, row));
        return;
      default:
        throw new TouchlineError('ENGINE_EVENT', `event kind ${tape.kind[row]} has no delivery`);
    }
  }

  #gap(subject: number, from: Micros): void {
    this.#heard.gap(subject);
    const market = subject === EVERY_MARKET ? null : (subject as MarketIndex);
    this.#strategy.feedGap?.(this.#context, market, from);
  }

  #settle(market: MarketIndex, payout: Usd, label: LabelSource): void {
    this.#settlements.settle(market, { payout, label }, this.#context.now);
    this.roundTrips();
    this.#strategy.resolution?.(this.#context, market, payout, label);
  }
}
