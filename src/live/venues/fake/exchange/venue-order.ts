import type { Side } from '../../../../engine/events.js';
import { costOf, type VenueAccount } from './venue-account.js';
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
  /** What a FOK or FAK purchase spends, 1e-6 dollars: all of it, on as many shares as it buys. `null` = any other. */
  readonly spends: number | null;
  readonly type: OrderType;
  readonly postOnly: boolean;
  /** Unix seconds; 0 = none. */
  readonly expiration: number;
}

/** A purchase by money buys shares to four decimals. */
const GRAIN = 100;

/** An order that the venue has. */
export class VenueOrder {
  readonly request: OrderRequest;
  readonly createdMs: number;
  readonly bookSide: BookSide;
  /** Limit in terms of YES, 1e-4 dollars. */
  readonly yesPrice: number;
  status: OrderStatus = 'live';
  matched = 0;
  /** Money paid for what matched, 1e-6 dollars. */
  spent = 0;
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
    return this.takes(this.yesPrice, { shares: 0, money: 0 });
  }

  /** Shares that it would take at `yesPrice` after `found` more than what has matched. */
  takes(yesPrice: number, found: { readonly shares: number; readonly money: number }): number {
    const { spends, size } = this.request;
    if (spends === null) return size - this.matched - found.shares;
    const buys = Math.floor(((spends - this.spent - found.money) * 10_000) / this.ownPrice(yesPrice));
    return Math.max(0, buys - (buys % GRAIN));
  }

  /** Counts a match. */
  match(size: number, yesPrice: number): void {
    this.matched += size;
    this.spent += costOf(this.ownPrice(yesPrice), size);
  }

  get isOpen(): boolean {
    return this.status === 'live' || this.status === 'delayed';
  }

  /** What the account pays a share when it trades at `yesPrice`, or gets. */
  ownPrice(yesPrice: number): number {
    return this.request.outcome === 'yes' ? yesPrice : 10_000 - yesPrice;
  }
}
