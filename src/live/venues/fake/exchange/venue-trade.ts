import type { Side } from '../../../../engine/events.js';
import type { VenueAccount } from './venue-account.js';
import type { Outcome, VenueMarket } from './venue-market.js';
import type { VenueOrder } from './venue-order.js';

export type TradeStatus = 'MATCHED' | 'MINED' | 'CONFIRMED' | 'RETRYING' | 'FAILED';

/** One order's part in a trade. `order` null = a stranger's, whose id is made up. */
export interface TradeLeg {
  readonly orderId: string;
  readonly order: VenueOrder | null;
  readonly outcome: Outcome;
  readonly side: Side;
  /** Of its own token, 1e-4 dollars. */
  readonly price: number;
  readonly size: number;
  /** Paid by this leg, 1e-6 dollars: takers only. */
  readonly fee: number;
}

/** One match: a taker and everyone whom it met at one price. */
export interface VenueTrade {
  readonly id: string;
  readonly market: VenueMarket;
  readonly taker: TradeLeg;
  readonly makers: readonly TradeLeg[];
  readonly matchedMs: number;
  /** Known from the moment it is mined. */
  readonly transactionHash: string;
  status: TradeStatus;
  updatedMs: number;
}

/** Legs of accounts that the venue knows. */
export function ownLegs(trade: VenueTrade): readonly (TradeLeg & { readonly order: VenueOrder })[] {
  return [trade.taker, ...trade.makers].filter(
    (leg): leg is TradeLeg & { readonly order: VenueOrder } => leg.order !== null,
  );
}

/** Accounts that take part in it, each once. */
export const accountsOf = (trade: VenueTrade): ReadonlySet<VenueAccount> =>
  new Set(ownLegs(trade).map(({ order }) => order.request.account));

/**
 * Taker fee in 1e-6 dollars: rate x shares x p x (1 - p), rounded half up to 1e-5 dollars; less is nothing.
 * Source: docs.polymarket.com, trading/fees.
 */
export function takerFee(rate: number, price: number, size: number): number {
  // rate 1e-4, size 1e-6, price twice 1e-4: the product has the scale 1e-18, a charge the scale 1e-5.
  const exact = BigInt(rate) * BigInt(size) * BigInt(price) * BigInt(10_000 - price);
  const unit = 10_000_000_000_000n;
  return Number((exact + unit / 2n) / unit) * 10;
}
