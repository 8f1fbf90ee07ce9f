import type { Order } from '../order.js';
import type { Price, Shares, Usd } from '../units.js';

/** What the venue tells the owner of an order. */
export type VenueReport =
  | { readonly kind: 'live'; readonly order: Order }
  /** A cancel changed nothing; the order is what it was, as far as its owner knows. */
  | { readonly kind: 'cancelRefused'; readonly order: Order; readonly reason: string }
  | {
      /** `void` takes back a fill that was told before, with the same price, size and fee. */
      readonly kind: 'fill' | 'void';
      readonly order: Order;
      readonly price: Price;
      readonly size: Shares;
      readonly fee: Usd;
      readonly liquidity: 'taker' | 'maker';
    }
  | {
      readonly kind: 'done';
      readonly order: Order;
      readonly state: 'cancelled' | 'rejected' | 'expired';
      /** In the venue's words where it has any. */
      readonly reason: string;
    };
