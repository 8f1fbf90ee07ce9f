import { Books } from '../books.js';
import type { Catalog } from '../catalog.js';
import type { MarketFacts } from '../events.js';
import type { MarketIndex } from '../ids.js';
import { NO_PRICE, type Tape } from '../tape.js';
import { Gaps } from './gaps.js';
import { ASK, BID, OrderBooks } from './order-book.js';
import { TakenLiquidity } from './taken-liquidity.js';

/** What the venue knows of its own markets: books, rules in force, outcomes, and what was taken already. */
export class MarketState {
  /** Best prices of every market, whether they come from quotes or from whole books. */
  readonly books: Books;
  /** Level by level, where the data has books. */
  readonly depth: OrderBooks;
  readonly taken: TakenLiquidity;
  readonly gaps = new Gaps();
  readonly facts: (MarketFacts | null)[];
  /** Payout of one YES share once resolved, 1e-6 dollars; NaN before. */
  readonly payout: Float64Array;
  /** 1 = the market's game has begun, as the venue's own state feed or the scheduled start says. */
  readonly inPlay: Uint8Array;
  /** 1 = the data has whole books of the market, not quotes. */
  readonly hasDepth: Uint8Array;
  /** Whether anybody asks what a change of a whole book did to its best prices. */
  watchesTouch = false;
  /** The last change of a whole book changed its best prices or their sizes. Kept only where somebody asks. */
  touched = false;
  /** The last delta was of a level behind the best of its side: the touch is what it was. */
  isBehindTouch = false;

  constructor(catalog: Catalog) {
    const markets = catalog.markets.length;
    this.books = new Books(markets);
    this.depth = new OrderBooks(markets);
    this.taken = new TakenLiquidity(markets);
    this.facts = new Array<MarketFacts | null>(markets).fill(null);
    this.payout = new Float64Array(markets).fill(Number.NaN);
    this.inPlay = new Uint8Array(markets);
    this.hasDepth = new Uint8Array(markets);
  }

  /** The quote in row `row` stands from its venue time on: nothing of it is taken yet. */
  readQuote(tape: Tape, row: number): void {
    this.books.readQuote(tape, row, (tape.localTime[row] as number) - (tape.lag[row] as number));
    this.taken.reset(tape.subject[row] as number);
  }

  /** A new quote stands: nothing of it is taken yet. */
  setQuote(market: MarketIndex, time: number, bid: number, ask: number): void {
    this.books.set(market, time, bid, ask);
    this.taken.reset(market);
  }

  setSnapshot(market: MarketIndex, time: number, tape: Tape, row: number): void {
    this.hasDepth[market] = 1;
    this.depth.applySnapshot(tape, row);
    for (const side of [BID, ASK] as const) {
      this.taken.snapshot(2 * market + side, (price) => this.depth.sizeAt(market, side, price));
    }
    this.#readTouch(market, time);
  }

  /** Row `row` tells the total at one level. */
  readDelta(tape: Tape, row: number): void {
    const market = tape.subject[row] as MarketIndex;
    const slot = 2 * market + (tape.priceB[row] as number);
    const price = tape.priceA[row] as number;
    const total = tape.sizeA[row] as number;
    this.hasDepth[market] = 1;
    this.depth.applyDelta(slot, price, total);
    this.taken.levelChanged(slot, price, total);
    const time = (tape.localTime[row] as number) - (tape.lag[row] as number);
    this.isBehindTouch = this.depth.isBehindTouch(slot, price);
    if (this.isBehindTouch) {
      this.touched = false;
      this.books.hear(market, time);
    } else this.#readTouch(market, time);
  }

  #readTouch(market: MarketIndex, time: number): void {
    if (this.watchesTouch) this.touched = touchChanged(this.books, this.depth, market, time);
    else readTouch(this.books, this.depth, market, time);
  }

  /** Nothing is known of `market` any more until it is heard again. */
  forget(market: MarketIndex): void {
    this.books.forget(market);
    this.depth.drop(market);
  }

  /** Another grid: a book of levels is unknown until it is heard whole; a quote stands until the next. */
  changeGrid(market: MarketIndex): void {
    if (this.hasDepth[market] === 1) this.forget(market);
  }

  isResolved(market: MarketIndex): boolean {
    return !Number.isNaN(this.payout[market] as number);
  }

  isOpen(market: MarketIndex): boolean {
    return (this.facts[market]?.status ?? 'open') === 'open';
  }
}

/** Writes the best level of each side of a whole book into the columns of best prices. */
export function readTouch(books: Books, depth: OrderBooks, market: MarketIndex, time: number): void {
  if (depth.state(market) === 'unknown') return;
  const bid = depth.bestBid[market] as number;
  const ask = depth.bestAsk[market] as number;
  books.set(market, time, bid, ask);
  const bidSize = bid === NO_PRICE ? Number.NaN : depth.sizeAt(market, BID, bid);
  books.setSizes(market, bidSize, ask === NO_PRICE ? Number.NaN : depth.sizeAt(market, ASK, ask));
}

/** The same. Returns whether price or size at the touch is another one now. */
export function touchChanged(books: Books, depth: OrderBooks, market: MarketIndex, time: number): boolean {
  const bid = books.bid(market);
  const ask = books.ask(market);
  const bidSize = books.bidSize(market);
  const askSize = books.askSize(market);
  readTouch(books, depth, market, time);
  return (
    books.bid(market) !== bid ||
    books.ask(market) !== ask ||
    !Object.is(books.bidSize(market), bidSize) ||
    !Object.is(books.askSize(market), askSize)
  );
}
