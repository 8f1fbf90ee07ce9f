import type { Side } from '../../../../engine/events.js';
import type { VenueMarket, VenueRules } from './venue-market.js';
import type { VenueOrder } from './venue-order.js';
import type { VenueTrade } from './venue-trade.js';

/** A trade as the public sees it, in terms of YES. */
export interface Print {
  readonly market: VenueMarket;
  readonly price: number;
  readonly size: number;
  readonly takerSide: Side;
  /** `null` = a trade of the recording among strangers. */
  readonly trade: VenueTrade | null;
}

/** What the exchange tells of itself, in the order in which it happens. */
export interface ExchangeListener {
  order(order: VenueOrder, what: 'PLACEMENT' | 'UPDATE' | 'CANCELLATION'): void;
  /** A trade is new, or has come to another status. */
  trade(trade: VenueTrade): void;
  printed(print: Print): void;
  /** Levels of the book have changed; `whole` = it was replaced. */
  bookChanged(market: VenueMarket, whole: boolean): void;
  rulesChanged(market: VenueMarket, before: VenueRules): void;
  resolved(market: VenueMarket): void;
}
