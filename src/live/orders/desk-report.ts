import type { OrderId } from '../../engine/ids.js';
import type { Price, Shares, Usd } from '../../engine/units.js';

/** What the desk tells the kernel of one of its orders, in terms of YES. */
export type DeskReport =
  | { readonly kind: 'live'; readonly order: OrderId }
  | {
      /** `void` takes back a fill that was told before. */
      readonly kind: 'fill' | 'void';
      readonly order: OrderId;
      readonly price: Price;
      readonly size: Shares;
      readonly fee: Usd;
      readonly liquidity: 'taker' | 'maker';
      /** The venue's trade: a restarted session tells by it what the kernel has heard already. */
      readonly trade: string;
    }
  | {
      readonly kind: 'done';
      readonly order: OrderId;
      readonly state: 'cancelled' | 'rejected' | 'expired';
      readonly reason: string;
    };
