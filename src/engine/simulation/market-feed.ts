import type { Catalog } from '../catalog.js';
import type { MarketFacts } from '../events.js';
import { EventKind } from '../events.js';
import type { GameIndex, MarketIndex } from '../ids.js';
import { EVERY_MARKET, type Tape, venueTimeAt } from '../tape.js';
import type { Micros, Price } from '../units.js';
import { marketsByGame } from '../views.js';
import { FeeLookup } from './fee-lookup.js';
import type { FeeRule } from './fees/fee-rule.js';
import { MarketState } from './market-state.js';
import { syntheticQuote } from './synthetic-quote.js';
import { isSameGrid } from './tick-bands.js';

/** Constants of this module: optimized code has them built in, where imported ones are read each time. */
const { quote: QUOTE, bookDelta: BOOK_DELTA } = EventKind;

/** What a venue tells of its markets, taken from rows of tapes: books, rules in force, outcomes, fees. */
export class MarketFeed {
  readonly catalog: Catalog;
  readonly state: MarketState;
  readonly #fees: FeeLookup;
  readonly #marketsOfGame: readonly (readonly MarketIndex[])[];
  readonly #syntheticHalfSpread: Price | null;

  /** @param syntheticHalfSpread makes quotes of reference prices; `null` = they are no quotes. */
  constructor(catalog: Catalog, syntheticHalfSpread: Price | null) {
    this.catalog = catalog;
    this.state = new MarketState(catalog);
    this.#fees = new FeeLookup(catalog);
    this.#marketsOfGame = marketsByGame(catalog);
    this.#syntheticHalfSpread = syntheticHalfSpread;
  }

  /** The fee rule of `market` at `time`. @throws ENGINE_FEE_UNKNOWN: an unknown fee refuses to run. */
  feeRule(market: MarketIndex, time: Micros): FeeRule {
    return this.#fees.at(market, time, this.state.facts[market]?.fee ?? null);
  }

  /** Fee rules that were applied: what the report must say about fees. */
  get feeRules(): readonly FeeRule[] {
    return [...this.#fees.applied.values()];
  }

  /** Takes in row `row`, at its venue time. Returns whether the book of its market may be another one now. */
  apply(tape: Tape, row: number): boolean {
    switch (tape.kind[row]) {
      case QUOTE:
        this.state.readQuote(tape, row);
        return true;
      case BOOK_DELTA:
        this.state.readDelta(tape, row);
        return true;
      default:
        return this.#applyRare(tape, row);
    }
  }

  #applyRare(tape: Tape, row: number): boolean {
    const time = venueTimeAt(tape, row);
    const market = tape.subject[row] as MarketIndex;
    switch (tape.kind[row]) {
      case EventKind.bookSnapshot:
        this.state.setSnapshot(market, time, tape, row);
        return true;
      case EventKind.pricePoint:
        this.#pricePoint(market, time, tape.priceA[row] as number);
        return true;
      case EventKind.marketFacts:
        this.#setFacts(market, tape.facts[tape.sizeA[row] as number] as MarketFacts);
        return false;
      case EventKind.gameState:
        this.#applyGameState(tape.subject[row] as GameIndex, tape, row);
        return false;
      case EventKind.feedGap:
        this.#applyGap(tape.subject[row] as number);
        return false;
      case EventKind.resolution:
        this.state.payout[market] = tape.sizeA[row] as number;
        return false;
      default:
        return false;
    }
  }

  #pricePoint(market: MarketIndex, time: Micros, price: number): void {
    if (this.#syntheticHalfSpread === null) return;
    const [bid, ask] = syntheticQuote(price, this.#syntheticHalfSpread);
    this.state.setQuote(market, time, bid, ask);
    this.state.books.setSizes(market, Number.NaN, Number.NaN);
  }

  #setFacts(market: MarketIndex, facts: MarketFacts): void {
    const before = this.state.facts[market] ?? null;
    this.state.facts[market] = facts;
    this.#fees.forget(market);
    if (before !== null && !isSameGrid(before, facts)) this.state.changeGrid(market);
  }

  #applyGameState(game: GameIndex, tape: Tape, row: number): void {
    const state = tape.gameStates[tape.sizeA[row] as number];
    const started = state !== undefined && state.phase !== 'scheduled' && state.phase !== 'postponed';
    if (!started) return;
    for (const market of this.#marketsOfGame[game] ?? []) this.state.inPlay[market] = 1;
  }

  #applyGap(subject: number): void {
    if (subject !== EVERY_MARKET) {
      this.state.forget(subject as MarketIndex);
      return;
    }
    const markets = this.state.facts.length;
    for (let market = 0; market < markets; market += 1) this.state.forget(market as MarketIndex);
  }
}
