import type { Order } from '../order.js';
import type { Price, Shares } from '../units.js';
import { type FeeAccount, newFeeAccount } from './fees/fee-account.js';

/** An order as the venue holds it. */
export class VenueOrder {
  readonly order: Order;
  /** Buyers wait among the bids. */
  readonly isBuy: boolean;
  readonly limit: Price;
  #feeAccount: FeeAccount | null = null;
  remaining: Shares;
  /** Held for the taker delay: it cannot be cancelled. */
  held = false;
  /** Shares that trade before it at its price; Infinity = not known, so nothing at its price is for it. */
  ahead = Number.POSITIVE_INFINITY;
  /** What was last seen to rest at its price, its own size apart. */
  levelTotal = 0;
  /** Traded at its price since then. */
  tradedSince = 0;

  constructor(order: Order) {
    this.order = order;
    this.remaining = order.size;
    this.isBuy = order.side === 'buy';
    this.limit = order.limit;
  }

  /** Made with the first fill: few orders have one. */
  get feeAccount(): FeeAccount {
    this.#feeAccount ??= newFeeAccount();
    return this.#feeAccount;
  }
}
