import type { MarketIndex } from '../../engine/ids.js';

/** What the strategy remembers of each market, in columns. */
export class MarketMemory {
  /** Entries that filled. */
  readonly entries: Uint32Array;
  /** When the last position ended, microseconds; -Infinity = never. */
  readonly lastExitAt: Float64Array;
  /** Best bid of the held side since the entry, 1e-4 dollars. */
  readonly bestBid: Float64Array;

  constructor(markets: number) {
    this.entries = new Uint32Array(markets);
    this.lastExitAt = new Float64Array(markets).fill(Number.NEGATIVE_INFINITY);
    this.bestBid = new Float64Array(markets);
  }

  entered(market: MarketIndex): void {
    this.entries[market] = (this.entries[market] as number) + 1;
    this.bestBid[market] = 0;
  }

  left(market: MarketIndex, time: number): void {
    this.lastExitAt[market] = time;
  }

  /** Raises the high-water mark to `bid`. */
  sawBid(market: MarketIndex, bid: number): void {
    if (bid > (this.bestBid[market] as number)) this.bestBid[market] = bid;
  }
}
