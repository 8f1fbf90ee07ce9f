import type { Side } from '../../engine/events.js';
import type { OrderId } from '../../engine/ids.js';
import type { TimeInForce } from '../../engine/strategy.js';
import type { Micros, Price, Shares, Usd } from '../../engine/units.js';
import type { IntentState } from './intent-state.js';

/** What an order is for: an entry adds risk, an exit only takes it away. */
export type Purpose = 'entry' | 'exit';

/**
 * An order before a byte of it leaves: written first, in terms of the venue's own instrument. Everything that
 * the venue's id of the order is made of is in it, so that the id is a pure function of the row.
 */
export interface NewIntent {
  /** 32 hex digits of the hash of (session, order id). */
  readonly id: string;
  readonly session: string;
  readonly account: string;
  readonly strategy: string;
  /** The order as the kernel knows it. Unique within a session. */
  readonly orderId: OrderId;
  /** Catalog ids: slug of the market, id of its game, its sport. */
  readonly market: string;
  readonly game: string;
  readonly sport: string;
  /** What is bought or sold there: token id, up to 78 digits, as text. */
  readonly instrument: string;
  /** Whether `instrument` pays on YES or on NO of the market. */
  readonly outcome: 'yes' | 'no';
  readonly purpose: Purpose;
  readonly side: Side;
  /** Worst price of the instrument. */
  readonly limit: Price;
  readonly size: Shares;
  readonly timeInForce: TimeInForce;
  readonly postOnly: boolean;
  /** Stated expiry of a `gtd` order; `null` = none. */
  readonly expiresAt: Micros | null;
  /** Cash kept for it: cost at the limit and the fee, 1e-6 dollars; 0 of a sale. */
  readonly reserved: Usd;
  /** What the venue's id is made of beside the above: salt below 2^53, signing time, domain, contract. */
  readonly salt: number;
  readonly signedAtMs: number;
  readonly domainVersion: string;
  readonly contract: string;
  /** The venue's id of the order: known before it is sent. Unique a venue. */
  readonly venueOrderId: string;
  /** Journal position of the input that led to it. */
  readonly journalSequence: number;
  readonly tag: string;
  readonly createdAt: Micros;
}

/** An intent as the store keeps it. */
export interface Intent extends NewIntent {
  readonly state: IntentState;
  /** Shares of all fills that have not failed. */
  readonly filled: Shares;
  /** In the venue's words where it has any; `null` while there is nothing to say. */
  readonly reason: string | null;
  readonly epoch: number;
  readonly updatedAt: Micros;
  /** A cancel was asked for and is not yet proven. */
  readonly cancelRequestedAt: Micros | null;
  /** When its outcome became unknown; `null` = it never was. */
  readonly unknownSince: Micros | null;
}
