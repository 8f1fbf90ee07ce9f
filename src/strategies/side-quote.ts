import type { BookView } from '../engine/strategy.js';
import { complement, PRICE_ONE, type Price, type Shares } from '../engine/units.js';

/** Which claim is bought: the market's YES, or its NO. */
export type ClaimSide = 'yes' | 'no';

/** A book as the buyer of one side sees it: prices of YES or of NO. One object, updated in place. */
export class SideQuote {
  bid: Price | null = null;
  ask: Price | null = null;
  bidSize: Shares | null = null;
  askSize: Shares | null = null;
  /** In 1e-4 dollars, halves included; `null` = one-sided or crossed. */
  mid: number | null = null;

  /** Reads `book` for the buyer of `side`: NO is YES in the mirror, its ask is one less the bid. */
  read(book: BookView, side: ClaimSide): this {
    const { bid, ask, mid } = book;
    const yes = side === 'yes';
    this.bid = yes ? bid : mirrored(ask);
    this.ask = yes ? ask : mirrored(bid);
    this.bidSize = yes ? book.bidSize : book.askSize;
    this.askSize = yes ? book.askSize : book.bidSize;
    this.mid = mid === null || yes ? mid : PRICE_ONE - mid;
    return this;
  }
}

const mirrored = (price: Price | null): Price | null => (price === null ? null : complement(price));
