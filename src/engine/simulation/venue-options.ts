import type { Price, Shares } from '../units.js';

/** How long a message takes each way, milliseconds. */
export interface LatencyOptions {
  /** From the strategy's decision until the venue has the order. */
  readonly entryMs: number;
  /** The same for a cancel. */
  readonly cancelMs: number;
  /** From a match at the venue until the strategy hears of it. */
  readonly responseMs: number;
}

/** What the simulated venue assumes where the data does not say. Each is printed at the head of a report. */
export interface VenueOptions {
  readonly latency: LatencyOptions;
  /** Shares that one quote without a recorded size fills, on each side. */
  readonly quoteSizeCap: Shares;
  /** A quote older than this is not executable. */
  readonly staleAfterMs: number;
  /** Credit maker rebates. Off = a maker pays or gets nothing. */
  readonly makerRebates: boolean;
  /**
   * Makes a quote of `price -/+ halfSpread` out of each reference price, for data without quotes.
   * `null` = a reference price is never executable.
   */
  readonly syntheticHalfSpread: Price | null;
}
