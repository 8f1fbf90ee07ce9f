import type { VenueName } from '../../catalog.js';
import type { FeeTerms } from '../../events.js';
import type { Micros } from '../../units.js';

/**
 * What a fee is a fraction of, per share, with p the price of YES:
 * - `variance`: p(1 - p),
 * - `premium`: p for a buyer of YES; for a seller, who may be buying NO, the dearer of p and 1 - p,
 * - `premium-variance`: the premium x p(1 - p).
 */
export type FeeBase = 'variance' | 'premium-variance' | 'premium';

/** How an exact fee becomes a charge. `quantum` is the smallest step of the charge, in 1e-6 dollars. */
export type FeeRounding =
  | {
      readonly kind: 'per-fill';
      readonly quantum: number;
      readonly mode: 'half-up' | 'half-even' | 'ceil';
    }
  /** Each fill half to even, but an aggressive order never pays more than its rounded cumulative fee. */
  | { readonly kind: 'capped-per-order'; readonly quantum: number }
  /** The cumulative fee of the order, rounded up; a fill pays the increase. */
  | { readonly kind: 'ceil-per-order'; readonly quantum: number }
  | BalanceAlignment;

/**
 * Kalshi since 2026: the trade fee is rounded up to `tradeFeeQuantum`, the balance down to `precision`,
 * and what the second rounding took comes back in steps of `precision` once the order has gathered it.
 */
export interface BalanceAlignment {
  readonly kind: 'aligned-balance';
  readonly tradeFeeQuantum: number;
  readonly precision: number;
  /** True = the gathered rounding has to pass `precision`; false = reaching it is enough. */
  readonly mustExceed: boolean;
}

/** The fee of one market at one instant. Rates are in 1e-6; a negative rate is a rebate. */
export interface FeeRule {
  readonly venue: VenueName;
  readonly name: string;
  /** The formula in the field's notation, C = shares, p = price. */
  readonly formula: string;
  readonly base: FeeBase;
  readonly takerRate: number;
  readonly makerRate: number;
  readonly rounding: FeeRounding;
  /** False = the venue's rule of that time is not known for sure and the dearer reading was taken. */
  readonly certain: boolean;
  /** What a report has to say about this rule; `null` = nothing. */
  readonly note: string | null;
}

/** One row of a venue's dated table. */
export interface FeePeriod extends FeeRule {
  readonly from: Micros;
  /** The first instant that it does not cover; `null` = in force. */
  readonly until: Micros | null;
  /** League codes it covers; `null` = all. An earlier row that covers a league goes before a later one. */
  readonly leagues: readonly string[] | null;
  /** True = only markets created at or after `from`. */
  readonly newMarketsOnly: boolean;
  readonly source: string;
}

/** What decides a fee. */
export interface FeeQuery {
  readonly venue: VenueName;
  /** League code as in the catalog; `unknown` where it cannot be told. */
  readonly league: string;
  /** Time of the fill at the venue. */
  readonly time: Micros;
  /** The market's own terms, from its facts; `null` = none recorded, the dated table applies. */
  readonly terms: FeeTerms | null;
  /** When the market was created; `null` = not known. */
  readonly createdAt: Micros | null;
}
