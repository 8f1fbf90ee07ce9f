import { assert } from '../engine/assert.js';
import type { MarketIndex } from '../engine/ids.js';

const ENDS = 3;

/** The last mids of each market, bounded: a push overwrites the oldest and allocates nothing. */
export class PriceHistory {
  readonly #length: number;
  readonly #mids: Float64Array;
  readonly #pushed: Float64Array;

  /** @param length How many mids are kept a market; the trend of `seed-v1` is made of 10. */
  constructor(markets: number, length = 10) {
    assert(Number.isInteger(length) && length >= ENDS, `a price history keeps ${ENDS} mids or more`);
    this.#length = length;
    this.#mids = new Float64Array(markets * length);
    this.#pushed = new Float64Array(markets);
  }

  /** Adds a mid in 1e-4 dollars. A book without a mid adds nothing. */
  push(market: MarketIndex, mid: number): void {
    const pushed = this.#pushed[market] ?? 0;
    this.#mids[market * this.#length + (pushed % this.#length)] = mid;
    this.#pushed[market] = pushed + 1;
  }

  /** Forgets a market, as after a gap in its feed. */
  clear(market: MarketIndex): void {
    this.#pushed[market] = 0;
  }

  /**
   * Mean of the last three mids less the mean of the first three, in 1e-4 dollars; `null` below three mids.
   * The trend of NO is its negative.
   */
  trend(market: MarketIndex): number | null {
    const pushed = this.#pushed[market] ?? 0;
    if (pushed < ENDS) return null;
    const oldest = Math.max(0, pushed - this.#length);
    let sum = 0;
    for (let step = 0; step < ENDS; step += 1) {
      sum += this.#at(market, pushed - 1 - step) - this.#at(market, oldest + step);
    }
    return sum / ENDS;
  }

  #at(market: MarketIndex, push: number): number {
    return this.#mids[market * this.#length + (push % this.#length)] ?? Number.NaN;
  }
}
