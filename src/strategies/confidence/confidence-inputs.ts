import type { Price, Shares } from '../../engine/units.js';

/**
 * What a confidence score is made from, all of it for the **side that would be bought**: a NO entry gives
 * NO prices, the NO baseline and NO's own score first. `null` and NaN = not known; 0 is a value.
 */
export interface ConfidenceInputs {
  /** Price before the game, in 1e-4 dollars; a double where it is a mean. */
  readonly baseline: number | null;
  /** Price now (mid), in 1e-4 dollars, halves included. */
  readonly current: number | null;
  /** Part of regulation left, 0..1: `Progress.remaining`. */
  readonly timeRemaining: number | null;
  /** 1-based period of the game, and how many regulation has. */
  readonly period: number | null;
  readonly periods: number | null;
  /** Sizes of the best five bids and the best five asks, summed. */
  readonly depth: Shares | null;
  /** Mean of the last three mids less the mean of the first three of the last ten, in 1e-4 dollars. */
  readonly trend: number | null;
  /** Own score less the opponent's, signed. */
  readonly lead: number | null;
  /** The same in standard deviations of what is left to play. */
  readonly leadDeviations: number | null;
  readonly bid: Price | null;
  readonly ask: Price | null;
}
