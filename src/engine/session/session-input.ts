import type { TapeEvent } from '../events.js';
import type { HeldPosition } from '../held-position.js';
import type { OrderId } from '../ids.js';
import type { Micros, Price, Shares, Usd } from '../units.js';

/** What a session starts from: the ledger's truth, never what an earlier session believed. */
export interface OpeningInput {
  readonly kind: 'opening';
  readonly at: Micros;
  /** All cash, 1e-6 dollars. No order is open. */
  readonly cash: Usd;
  readonly positions: readonly HeldPosition[];
  /** When the trading day that runs began, and the equity of that moment; `null` = it begins now. */
  readonly day: { readonly startedAt: Micros; readonly equity: Usd } | null;
}

/** What the feeds told. Events of one instant belong into one input: no order leaves between them. */
export interface EventsInput {
  readonly kind: 'events';
  readonly events: readonly TapeEvent[];
}

/** What a venue says of an order. */
export type OrderReport =
  | { readonly state: 'live' }
  | {
      /** `void` takes back a fill that was told before, with the same price, size and fee. */
      readonly state: 'fill' | 'void';
      readonly price: Price;
      readonly size: Shares;
      /** 1e-6 dollars; negative is a rebate. */
      readonly fee: Usd;
      readonly liquidity: 'taker' | 'maker';
      /** The venue's id of the trade. It decides nothing: a session that is taken up again knows by it what it told. */
      readonly trade?: string;
    }
  | {
      /** `cancelRefused`: a cancel changed nothing, the order is what it was. */
      readonly state: 'cancelled' | 'rejected' | 'expired' | 'cancelRefused';
      /** In the venue's own words. */
      readonly reason: string;
    };

/** Something happened to an order. */
export interface ReportInput {
  readonly kind: 'report';
  readonly at: Micros;
  readonly order: OrderId;
  readonly report: OrderReport;
}

/** Everything that can happen to a session. Fed in the same order, a session decides the same. */
export type SessionInput =
  | OpeningInput
  | EventsInput
  | ReportInput
  /** The clock reached `at`: timers of before fire, and of that instant one, to be answered before the next. */
  | { readonly kind: 'time'; readonly at: Micros }
  /** A trading day begins: the daily loss starts anew. */
  | { readonly kind: 'dayStart'; readonly at: Micros }
  /** The strategy is told to stop. After it only reports and time are taken. */
  | { readonly kind: 'closing'; readonly at: Micros };
