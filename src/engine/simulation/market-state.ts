import { Books } from '../books.js';
import type { Catalog } from '../catalog.js';
import type { MarketFacts } from '../events.js';
import type { MarketIndex } from '../ids.js';
import { Gaps } from './gaps.js';

/** What the venue knows of its own markets: books, rules in force, outcomes, and what was taken already. */
export class MarketState {
  readonly books: Books;
  readonly gaps = new Gaps();
  readonly facts: (MarketFacts | null)[];
  /** Payout of one YES share once resolved, 1e-6 dollars; NaN before. */
  readonly payout: Float64Array;
  /** Shares taken from the bid and ask of the quote that stands now. */
  readonly takenFromBid: Float64Array;
  readonly takenFromAsk: Float64Array;
  /** 1 = the market's game has begun, as the venue's own state feed or the scheduled start says. */
  readonly inPlay: Uint8Array;

  constructor(catalog: Catalog) {
    const markets = catalog.markets.length;
    this.books = new Books(markets);
    this.facts = new Array<MarketFacts | null>(markets).fill(null);
    this.payout = new Float64Array(markets).fill(Number.NaN);
    this.takenFromBid = new Float64Array(markets);
    this.takenFromAsk = new Float64Array(markets);
    this.inPlay = new Uint8Array(markets);
  }

  /** A new quote stands: nothing of it is taken yet. */
  setQuote(market: MarketIndex, time: number, bid: number, ask: number): void {
    this.books.set(market, time, bid, ask);
    this.takenFromBid[market] = 0;
    this.takenFromAsk[market] = 0;
  }

  isResolved(market: MarketIndex): boolean {
    return !Number.isNaN(this.payout[market] as number);
  }
}
