import type { Order } from '../order.js';
import type { Usd } from '../units.js';

/** What the controls may ask about the account when an order is about to leave. All in 1e-6 dollars. */
export interface RiskView {
  /** What the order puts at risk if it fills whole: its cost at the limit, without fees. */
  readonly atRisk: Usd;
  /** At risk already, by cost of holdings and of open orders: in the order's market. */
  readonly marketExposure: Usd;
  readonly gameExposure: Usd;
  readonly sportExposure: Usd;
  readonly accountExposure: Usd;
  /** Markets held or being entered, the order's own apart. */
  readonly openMarkets: number;
  /** Equity at the start of the trading day less equity now: positive is a loss. */
  readonly lossToday: Usd;
}

/** Why an order may not leave, in words that name the limit; `null` = it may. */
export type RiskVerdict = string | null;

/** One limit. Controls judge orders that add risk; an order that only reduces a position always passes. */
export interface RiskControl {
  readonly name: string;
  /** In 1e-6 dollars or a count, as `measure`. */
  readonly limit: number;
  /** How many of its units make one that people write: 1e6 a dollar, 1 a count. */
  readonly scale: number;
  /** What is held against the limit, the order included. */
  measure(view: RiskView): number;
  check(order: Order, view: RiskView): RiskVerdict;
}
