import type { MarketIndex } from '../ids.js';
import type { Order } from '../order.js';
import type { Tape } from '../tape.js';
import type { Micros, Price, Shares, Usd } from '../units.js';
import type { FeeRule } from './fees/fee-rule.js';
import type { MarketState } from './market-state.js';
import type { VenueReport } from './venue-report.js';

/** What was traded at what price. */
export interface Match {
  readonly price: Price;
  readonly size: Shares;
  readonly liquidity: 'taker' | 'maker';
}

/** What the venue asks to be told later: the end of a taker delay, or a scheduled start. */
export type VenueWake =
  | { readonly kind: 'release'; readonly order: Order }
  | { readonly kind: 'expire'; readonly order: Order }
  | { readonly kind: 'void'; readonly order: Order; readonly match: Match; readonly fee: Usd }
  | { readonly kind: 'clear'; readonly market: MarketIndex; readonly startTime: Micros };

/** How the venue reaches whoever drives it. */
export interface VenuePorts {
  /** Tells the owner of an order; whoever drives the venue adds the way back. */
  report(report: VenueReport, time: Micros): void;
  wake(at: Micros, wake: VenueWake): void;
}

/** What the kernel asks of a venue, be it simulated here or out there. */
export interface Venue {
  /** Books, rules in force and outcomes, in the venue's own time. */
  readonly state: MarketState;
  /** Fee rules that were applied: what a report must say about fees. */
  readonly feeRules: readonly FeeRule[];
  /** Notes what a tape that is about to be replayed knows ahead of its rows. */
  readAhead(tape: Tape): void;
  /** Row `row` of the tape happens, at its venue time. */
  apply(tape: Tape, row: number): void;
  /** An order reaches the venue. */
  arrive(order: Order, time: Micros): void;
  /** `old` gives way to `order` in one step. */
  replace(old: Order, order: Order, time: Micros): void;
  cancel(order: Order, time: Micros): void;
  /** Something that the venue asked to be told of is due. */
  wake(wake: VenueWake, time: Micros): void;
  /** The fee rule of `market` at `time`. @throws ENGINE_FEE_UNKNOWN: an unknown fee refuses to run. */
  feeRule(market: MarketIndex, time: Micros): FeeRule;
}
