import { Books, BookWindow, type DepthReader } from './books.js';
import type { Catalog } from './catalog.js';
import type { GameState, MarketFacts } from './events.js';
import type { MarketIndex } from './ids.js';
import { type MarketState, touchChanged } from './simulation/market-state.js';
import { OrderBooks } from './simulation/order-book.js';
import { isSameGrid } from './simulation/tick-bands.js';
import { EVERY_MARKET, type Tape } from './tape.js';
import type { Micros } from './units.js';
import { GameWindow, MarketWindow, marketsByGame } from './views.js';

/**
 * What the strategy can have heard so far: books, rules and game states in local time. As long as news takes no
 * time its books are the venue's own; else the venue's are ahead of these.
 */
export class Heard implements DepthReader {
  readonly books: Books;
  readonly bookWindows: readonly BookWindow[];
  readonly markets: readonly MarketWindow[];
  readonly games: readonly GameWindow[];
  /** The last lag of each market's events, microseconds. */
  readonly lag: Int32Array;
  /** 1 = whole books of the market were heard, not quotes. */
  readonly #hasDepth: Uint8Array;
  readonly #venue: MarketState;
  #depth: OrderBooks;
  #isBehind = false;

  constructor(catalog: Catalog, venue: MarketState) {
    this.#venue = venue;
    const gameMarkets = marketsByGame(catalog);
    this.books = new Books(catalog.markets.length);
    this.books.follow(venue.books);
    this.#depth = venue.depth;
    this.#hasDepth = new Uint8Array(catalog.markets.length);
    this.lag = new Int32Array(catalog.markets.length);
    this.markets = catalog.markets.map((info) => new MarketWindow(info));
    this.games = catalog.games.map((info) => new GameWindow(info, gameMarkets[info.index] ?? []));
    this.bookWindows = catalog.markets.map((info) => new BookWindow(this.books, this, info.index));
  }

  /** News takes time: from now on books are kept apart from the venue's. */
  fallBehind(): void {
    if (this.#isBehind) return;
    this.books.part();
    this.#depth = new OrderBooks(this.markets.length);
    this.#isBehind = true;
  }

  quote(tape: Tape, row: number): void {
    if (this.#isBehind) this.books.readQuote(tape, row, tape.localTime[row] as number);
  }

  /** A quote that was made of a reference price. */
  synthetic(market: MarketIndex, now: Micros, [bid, ask]: readonly [bid: number, ask: number]): void {
    if (!this.#isBehind) return;
    this.books.set(market, now, bid, ask);
    this.books.setSizes(market, Number.NaN, Number.NaN);
  }

  sizeAt(market: MarketIndex, side: 0 | 1, price: number): number {
    return this.#depth.sizeAt(market, side, price);
  }

  next(market: MarketIndex, side: 0 | 1, price: number): number {
    return this.#depth.next(market, side, price);
  }

  /** Returns whether price or size at the touch is another one now. */
  snapshot(tape: Tape, row: number): boolean {
    const market = tape.subject[row] as MarketIndex;
    this.#hasDepth[market] = 1;
    if (!this.#isBehind) return this.#venue.touched;
    this.#depth.applySnapshot(tape, row);
    return touchChanged(this.books, this.#depth, market, tape.localTime[row] as number);
  }

  /** Returns whether price or size at the touch is another one now. */
  delta(tape: Tape, row: number): boolean {
    if (!this.#isBehind) return this.#venue.touched;
    const market = tape.subject[row] as MarketIndex;
    const slot = 2 * market + (tape.priceB[row] as number);
    const price = tape.priceA[row] as number;
    this.#depth.applyDelta(slot, price, tape.sizeA[row] as number);
    if (this.#depth.isBehindTouch(slot, price)) {
      this.books.hear(market, tape.localTime[row] as number);
      return false;
    }
    return touchChanged(this.books, this.#depth, market, tape.localTime[row] as number);
  }

  facts(tape: Tape, row: number): void {
    const market = this.markets[tape.subject[row] as number] as MarketWindow;
    const before = market.facts;
    market.facts = tape.facts[tape.sizeA[row] as number] as MarketFacts;
    const isWhole = this.#hasDepth[market.index] === 1;
    if (isWhole && before !== null && !isSameGrid(before, market.facts)) this.#forget(market.index);
  }

  gameState(tape: Tape, row: number, now: Micros): void {
    const game = this.games[tape.subject[row] as number] as GameWindow;
    game.state = tape.gameStates[tape.sizeA[row] as number] as GameState;
    game.stateAt = now;
  }

  /** Books of the markets concerned are unknown until they are heard again. */
  gap(subject: number): void {
    if (subject !== EVERY_MARKET) {
      this.#forget(subject as MarketIndex);
      return;
    }
    for (const market of this.markets) this.#forget(market.index);
  }

  #forget(market: MarketIndex): void {
    this.books.forget(market);
    if (this.#isBehind) this.#depth.drop(market);
  }
}
