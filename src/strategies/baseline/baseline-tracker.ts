import type { MarketIndex } from '../../engine/ids.js';
import type { Micros } from '../../engine/units.js';

/**
 * The price that a dip is measured against, for every market of a run. As of safe: `baseline(market, now)`
 * uses nothing that was observed after `now`. Times never decrease within a market.
 */
export interface BaselineTracker {
  /**
   * The mid (1e-4 dollars, halves included) that holds from `time` on; `null` = a side is empty, or the feed
   * has a gap: from here the price is not known, and the mid before is not carried on.
   */
  observe(market: MarketIndex, time: Micros, mid: number | null): void;
  /** The scheduled start as it is known now; `null` = not known. May be called again: games are moved. */
  setStart(market: MarketIndex, start: Micros | null): void;
  /** The baseline in 1e-4 dollars, a double; `null` = there is none, and no trade rests on it. */
  baseline(market: MarketIndex, now: Micros): number | null;
}
