import type { Price, Shares } from '../units.js';
import type { LatencyOptions } from './latency.js';
import type { QueueModel } from './queue-position.js';

/** What the simulated venue assumes where the data does not say. Each is printed at the head of a report. */
export interface VenueOptions {
  readonly latency: LatencyOptions;
  /** Where a resting order stands among those at its price. */
  readonly queueModel: QueueModel;
  /** Shares that one quote without a recorded size fills, on each side. */
  readonly quoteSizeCap: Shares;
  /** A quote older than this is not executable. */
  readonly staleAfterMs: number;
  /**
   * Matched trades that fail to settle and are taken back, as happens on a chain: the share of fills, 0..1,
   * and how long after the match. `null` = every match stands.
   */
  readonly failedFills?: { readonly probability: number; readonly afterMs: number } | null;
  /** Credit maker rebates. Off = a maker pays or gets nothing. */
  readonly makerRebates: boolean;
  /**
   * Makes a quote of `price -/+ halfSpread` out of each reference price, for data without quotes.
   * `null` = a reference price is never executable.
   */
  readonly syntheticHalfSpread: Price | null;
}
