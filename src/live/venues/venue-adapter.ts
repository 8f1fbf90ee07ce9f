import type { Side, TapeEvent } from '../../engine/events.js';
import type { Micros, Price, Shares, Usd } from '../../engine/units.js';
import type { NewIntent, Purpose } from '../orders/intent.js';
import type { VenueFill } from '../orders/venue-fill.js';

/** What an order's identity is made of before the venue's part of it is known. */
export type IntentDraft = Omit<
  NewIntent,
  'salt' | 'signedAtMs' | 'domainVersion' | 'contract' | 'venueOrderId'
>;

/** The venue's part of an intent: a pure function of the draft and the account. No network, no signature. */
export type VenueIdentity = Pick<
  NewIntent,
  'salt' | 'signedAtMs' | 'domainVersion' | 'contract' | 'venueOrderId'
>;

/** Whether the venue could have such an order at all, as far as that is known without asking it. */
export type Identification =
  | { readonly kind: 'identified'; readonly identity: VenueIdentity }
  /** It would be refused: off the grid, unknown instrument, expiry too near. Nothing is to be written or sent. */
  | { readonly kind: 'refused'; readonly reason: string };

/** The exact bytes that will leave. Signing the same intent twice gives the same. */
export interface SignedOrder {
  readonly venueOrderId: string;
  readonly payload: string;
  /** Of its intent: what only reduces risk goes first where requests are rationed. */
  readonly purpose: Purpose;
}

/** How the venue says that it has an order. */
export type AcceptedStatus = 'live' | 'matched' | 'delayed' | 'unmatched';

/** What came of one POST of one order. */
export type PlaceOutcome =
  | { readonly kind: 'accepted'; readonly status: AcceptedStatus }
  /** A definitive refusal, in the venue's words: it does not have the order and never will. */
  | { readonly kind: 'rejected'; readonly reason: string }
  /** Proven that it never left this machine. */
  | { readonly kind: 'not-sent'; readonly reason: string }
  /**
   * Refused for a cause that passes (restart, rate, a mode): the venue did not take it, yet it would take the same
   * bytes later, and a network may deliver them twice. `retryAfterMs` = wait before anything else is sent.
   */
  | { readonly kind: 'put-off'; readonly reason: string; readonly retryAfterMs: number }
  /** Anything else: it may or may not have it. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** What came of one cancel of one order. */
export type CancelOutcome =
  | { readonly kind: 'cancelled' }
  /** In the venue's words; `gone` = it says that there is no such open order (filled, cancelled, or never had). */
  | { readonly kind: 'refused'; readonly gone: boolean; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string };

/** A reading of the venue that may fail. A failed reading proves nothing. */
export type Reading<T> =
  | { readonly kind: 'read'; readonly value: T; readonly at: Micros }
  | { readonly kind: 'failed'; readonly reason: string };

/** An open order as the venue lists it. */
export interface OpenOrder {
  readonly venueOrderId: string;
  readonly instrument: string;
  readonly side: Side;
  readonly price: Price;
  readonly size: Shares;
  readonly matched: Shares;
  readonly createdAt: Micros;
}

/** What the venue says that the account holds. */
export interface VenueBalances {
  /** 1e-6 dollars. */
  readonly cash: Usd;
  /** Shares by instrument; what is not in it was not asked for. */
  readonly shares: ReadonlyMap<string, Shares>;
}

/** What the user channel tells of our orders, and what the adapter tells of itself. */
export type VenueEvent =
  | { readonly kind: 'order'; readonly venueOrderId: string; readonly status: OrderNews; readonly at: Micros }
  | { readonly kind: 'fill'; readonly fill: VenueFill }
  /** Activity on our account that is not ours: an order or a trade placed elsewhere. */
  | {
      readonly kind: 'foreign';
      readonly what: 'order' | 'trade';
      readonly id: string;
      readonly detail: string;
    }
  /** A status or message that this version does not know: nothing may be concluded from it. */
  | { readonly kind: 'unrecognised'; readonly venueOrderId: string | null; readonly detail: string }
  | { readonly kind: 'user-channel'; readonly up: boolean };

/** What a user-channel message says of an order. */
export type OrderNews =
  | { readonly kind: 'placed'; readonly status: AcceptedStatus }
  | { readonly kind: 'updated'; readonly matched: Shares }
  | { readonly kind: 'cancelled'; readonly matched: Shares; readonly reason: string }
  | { readonly kind: 'rejected'; readonly reason: string };

/** How the venue does as a whole: what may be sent now. */
export type VenueMode =
  | 'normal'
  | 'post-only'
  | 'cancel-only'
  | 'restarting'
  | 'disabled'
  | 'closed-only'
  | 'blocked';

/**
 * A place where orders go: Polymarket, or the simulator behind the same port (paper). No method ever repeats
 * a request that can place an order, and none throws for what a venue says.
 */
export interface VenueAdapter {
  readonly name: string;
  identify(draft: IntentDraft): Identification;
  sign(intent: NewIntent): Promise<SignedOrder>;
  /** Exactly one POST. */
  place(order: SignedOrder): Promise<PlaceOutcome>;
  cancel(venueOrderId: string): Promise<CancelOutcome>;
  /** Every open order of the account, manual ones included. */
  cancelAll(): Promise<Reading<readonly string[]>>;
  openOrders(): Promise<Reading<readonly OpenOrder[]>>;
  /** Our executions since `from`, in both roles, whatever the instrument. */
  fillsSince(from: Micros): Promise<Reading<readonly VenueFill[]>>;
  balances(instruments: readonly string[]): Promise<Reading<VenueBalances>>;
  /** The venue's clock less ours, and how far that may be off, microseconds. */
  clockOffset(): Promise<Reading<{ readonly offset: number; readonly uncertainty: number }>>;
  /** Whether this account may trade from here now; asked before live trading starts and then regularly. */
  permission(): Promise<Reading<{ readonly allowed: boolean; readonly reason: string }>>;
  mode(): VenueMode;
  /** Keeps the dead-man switch from cancelling everything. `read` false = the beat was refused. */
  heartbeat(): Promise<Reading<boolean>>;
  /** Begins the user channel; events until `stop`. */
  start(listener: (event: VenueEvent) => void): void;
  stop(): Promise<void>;
}

/** What the market data side says of itself beside its events. */
export type FeedNews =
  | { readonly kind: 'events'; readonly events: readonly TapeEvent[] }
  /**
   * Health of one market's book: age and gaps are judged by the data-health gate. `healthy` is told again whenever a
   * book that was silent was found to be the venue's own: it is as of now.
   */
  | { readonly kind: 'health'; readonly market: number; readonly healthy: boolean; readonly reason: string }
  | { readonly kind: 'connection'; readonly up: boolean; readonly reason: string }
  /** A message that this version does not know, counted by kind. */
  | { readonly kind: 'unrecognised'; readonly detail: string };

/** Price and tick rules by which the session turns an intent into the venue's own terms. */
export interface Instruments {
  /** Token of the market's YES and NO. */
  of(market: string): { readonly yes: string; readonly no: string } | null;
  tickOf(instrument: string): Price | null;
}
