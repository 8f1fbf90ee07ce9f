import type { MarketIndex } from '../../engine/ids.js';
import { type Micros, PRICE_ONE, type Prob } from '../../engine/units.js';
import type { BaselineTracker } from './baseline-tracker.js';

/** A probability of YES from elsewhere, such as a sportsbook's line without its margin. */
export interface ExternalLine {
  readonly probability: Prob;
  /** When it could have been known: before then it is no baseline. */
  readonly knownAt: Micros;
}

/** A given probability for each market. */
export class ExternalLineBaseline implements BaselineTracker {
  readonly #lines: ReadonlyMap<MarketIndex, ExternalLine>;

  constructor(lines: ReadonlyMap<MarketIndex, ExternalLine>) {
    this.#lines = lines;
  }

  observe(): void {
    // The market's own prices do not move an external line.
  }

  setStart(): void {
    // Nor does the start.
  }

  baseline(market: MarketIndex, now: Micros): number | null {
    const line = this.#lines.get(market);
    return line !== undefined && line.knownAt <= now ? line.probability * PRICE_ONE : null;
  }
}
