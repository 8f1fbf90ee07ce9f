import type { MarketIndex } from '../../engine/ids.js';
import type { Micros } from '../../engine/units.js';
import type { BaselineTracker } from './baseline-tracker.js';

/** The first mid of a market: the first time that both sides were quoted. */
export class OpeningBaseline implements BaselineTracker {
  readonly #mids: Float64Array;
  readonly #times: Float64Array;

  constructor(markets: number) {
    this.#mids = new Float64Array(markets).fill(Number.NaN);
    this.#times = new Float64Array(markets).fill(Number.POSITIVE_INFINITY);
  }

  observe(market: MarketIndex, time: Micros, mid: number | null): void {
    if (mid === null || this.#times[market] !== Number.POSITIVE_INFINITY) return;
    this.#mids[market] = mid;
    this.#times[market] = time;
  }

  setStart(): void {
    // The opening does not depend on the start.
  }

  baseline(market: MarketIndex, now: Micros): number | null {
    const time = this.#times[market] ?? Number.POSITIVE_INFINITY;
    return time <= now ? (this.#mids[market] ?? null) : null;
  }
}
