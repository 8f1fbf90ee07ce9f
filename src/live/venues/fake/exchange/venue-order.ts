import type { Side } from '../../../../engine/events.js';
import type { VenueAccount } from './venue-account.js';
import type { BookSide } from './venue-book.js';
import type { Outcome, VenueMarket } from './venue-market.js';

export type OrderType = 'GTC' | 'GTD' | 'FOK' | 'FAK';

/** Where an order stands. The last four are final. */
export type OrderStatus = 'delayed' | 'live' | 'matched' | 'cancelled' | 'market-resolved' | 'invalid';

/** An order as somebody sends it, checked for form and signature. */
export interface OrderRequest {
  /** EIP-712 hash. */
  readonly id: string;
  readonly account: VenueAccount;
  readonly market: VenueMarket;
  readonly outcome: Outcome;
  readonly side: Side;
  /** Limit of the token, 1e-4 dollars. */
  readonly price: number;
  /** 1e-6 shares. */
  readonly size: number;
  readonly type: OrderType;
  readonly postOnly: boolean;
  /** Unix seconds; 0 = none. */
  readonly expiration: number;
}

/** An order that the venue has. */
export class VenueOrder {
  readonly request: OrderRequest;
  readonly createdMs: number;
  readonly bookSide: BookSide;
  /** Limit in terms of YES, 1e-4 dollars. */
  readonly yesPrice: number;
  status: OrderStatus = 'live';
  matched = 0;
  /** Recorded size that stood at its price before it came. */
  ahead = 0;
  readonly trades: string[] = [];

  constructor(request: OrderRequest, createdMs: number) {
    const { outcome, side, price } = request;
    this.request = request;
    this.createdMs = createdMs;
    // To buy NO at p is to sell YES at 1 - p.
    this.bookSide = (side === 'buy') === (outcome === 'yes') ? 'bid' : 'ask';
    this.yesPrice = outcome === 'yes' ? price : 10_000 - price;
  }

  get id(): string {
    return this.request.id;
  }

  get remaining(): number {
    return this.request.size - this.matched;
  }

  get isOpen(): boolean {
    return this.status === 'live' || this.status === 'delayed';
  }

  /** What the account pays a share when it trades at `yesPrice`, or gets. */
  ownPrice(yesPrice: number): number {
    return this.request.outcome === 'yes' ? yesPrice : 10_000 - yesPrice;
  }
}
