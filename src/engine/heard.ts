import { Books, BookWindow, type DepthReader } from './books.js';
import type { Catalog } from './catalog.js';
import type { GameState, MarketFacts } from './events.js';
import type { MarketIndex } from './ids.js';
import { readTouch } from './simulation/market-state.js';
import { OrderBooks } from './simulation/order-book.js';
import { isSameGrid } from './simulation/tick-bands.js';
import { EVERY_MARKET, type Tape } from './tape.js';
import type { Micros } from './units.js';
import { GameWindow, MarketWindow, marketsByGame } from './views.js';

/**
 * What the strategy can have heard so far: books, rules and game states in local time. The venue keeps its
 * own, which are ahead of these by the time that news takes.
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
  readonly #watchesTouch: boolean;
  #depth: OrderBooks;
  #ownsDepth: boolean;

  /** @param watchesTouch whether anybody asks what a change of a book did to its touch. */
  constructor(catalog: Catalog, venueDepth: OrderBooks, watchesTouch: boolean) {
    this.#watchesTouch = watchesTouch;
    const gameMarkets = marketsByGame(catalog);
    this.books = new Books(catalog.markets.length);
    this.#depth = venueDepth;
    this.#ownsDepth = false;
    this.#hasDepth = new Uint8Array(catalog.markets.length);
    this.lag = new Int32Array(catalog.markets.length);
    this.markets = catalog.markets.map((info) => new MarketWindow(info));
    this.games = catalog.games.map((info) => new GameWindow(info, gameMarkets[info.index] ?? []));
    this.bookWindows = catalog.markets.map((info) => new BookWindow(this.books, this, info.index));
  }

  /** News takes time: from now on whole books are kept apart from the venue's. */
  fallBehind(): void {
    if (this.#ownsDepth) return;
    this.#depth = new OrderBooks(this.markets.length);
    this.#ownsDepth = true;
  }

  sizeAt(market: MarketIndex, side: 0 | 1, price: number): number {
    return this.#depth.sizeAt(market, side, price);
  }

  next(market: MarketIndex, side: 0 | 1, price: number): number {
    return this.#depth.next(market, side, price);
  }

  /** Returns whether price or size at the touch is another one now. */
  snapshot(tape: Tape, row: number, now: Micros): boolean {
    const market = tape.subject[row] as MarketIndex;
    this.#hasDepth[market] = 1;
    if (this.#ownsDepth) this.#depth.applySnapshot(tape, row);
    return this.#readTouch(market, now);
  }

  /** Returns whether price or size at the touch is another one now. */
  delta(tape: Tape, row: number, now: Micros): boolean {
    const market = tape.subject[row] as MarketIndex;
    if (this.#ownsDepth) {
      this.#depth.applyDelta(
        2 * market + (tape.priceB[row] as number),
        tape.priceA[row] as number,
        tape.sizeA[row] as number,
      );
    }
    return this.#readTouch(market, now);
  }

  #readTouch(market: MarketIndex, now: Micros): boolean {
    if (!this.#watchesTouch) {
      readTouch(this.books, this.#depth, market, now);
      return true;
    }
    const { bid, ask, bidSize, askSize } = this.books;
    const bidBefore = bid[market] as number;
    const askBefore = ask[market] as number;
    const bidSizeBefore = bidSize[market] as number;
    const askSizeBefore = askSize[market] as number;
    readTouch(this.books, this.#depth, market, now);
    return (
      bid[market] !== bidBefore ||
      ask[market] !== askBefore ||
      !Object.is(bidSize[market], bidSizeBefore) ||
      !Object.is(askSize[market], askSizeBefore)
    );
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
    if (this.#ownsDepth) this.#depth.drop(market);
  }
}
