import type { OrderId } from '../../engine/ids.js';
import type { Micros, Shares, Usd } from '../../engine/units.js';
import type { Intent, NewIntent, Purpose } from '../orders/intent.js';
import type { IntentState } from '../orders/intent-state.js';
import type { FillStatus, VenueFill } from '../orders/venue-fill.js';

/** Who writes: every write carries it, and the database refuses an epoch that is not the newest. */
export interface Fence {
  readonly account: string;
  readonly epoch: number;
}

/** What every write may come to beside success. */
export type WriteFault =
  /** Another leader has taken over: this process may write nothing more. */
  | { readonly kind: 'stale-epoch' }
  /** The store could not be reached or did not answer; whether it was written must be re-read by id. */
  | { readonly kind: 'ambiguous'; readonly reason: string }
  /** Proven not written: no connection, lock or serialization retries used up. */
  | { readonly kind: 'not-written'; readonly reason: string };

/** Outcome of asking for the lease of an account. */
export type LeaseAnswer =
  | { readonly kind: 'leader'; readonly fence: Fence; readonly expiresAt: Micros }
  | { readonly kind: 'held'; readonly holder: string; readonly expiresAt: Micros }
  | WriteFault;

/** Outcome of admitting intents: written all, or none. */
export type Admission =
  | { readonly kind: 'admitted' }
  /** The same order was admitted before: nothing was written. */
  | { readonly kind: 'known' }
  /** Another entry of this account in this market has not ended (partial unique index). */
  | { readonly kind: 'entry-open'; readonly market: string; readonly intent: string }
  | { readonly kind: 'limit'; readonly limit: string; readonly detail: string }
  | { readonly kind: 'killed'; readonly reason: string }
  /** A live account that nobody has armed sends nothing, exits included. */
  | { readonly kind: 'disarmed' }
  | WriteFault;

/** How an intent moves on. */
export interface Transition {
  readonly intent: string;
  readonly to: IntentState;
  readonly reason: string | null;
  readonly at: Micros;
}

export type TransitionAnswer =
  | { readonly kind: 'moved'; readonly from: IntentState }
  /** It stood there already. */
  | { readonly kind: 'same' }
  /** Not in the table of transitions: nothing was written. */
  | { readonly kind: 'illegal'; readonly from: IntentState }
  | WriteFault;

/** What one fill message did. One transaction: fill, order, ledger, outbox. */
export type FillAnswer =
  | {
      readonly kind: 'recorded';
      readonly intent: Intent;
      /** `new`: first heard; `status`: moved on; `failed`: undone by reversing entries. */
      readonly change: 'new' | 'status' | 'failed';
      readonly before: FillStatus | null;
    }
  /** Heard before, with this status or a later one. */
  | { readonly kind: 'duplicate' }
  /** No intent has this venue order id: somebody else's, or lost. */
  | { readonly kind: 'foreign' }
  /** The same trade was told before with another price, size, side, fee or instrument: nothing was written. */
  | { readonly kind: 'conflict'; readonly intent: string; readonly detail: string }
  | WriteFault;

/** Limits that are enforced in the transaction that admits an intent. 1e-6 dollars or counts; `null` = none. */
export interface AdmissionLimits {
  readonly perOrder: Usd | null;
  readonly perMarket: Usd | null;
  readonly perGame: Usd | null;
  /** Open, unknown and pending together. */
  readonly gross: Usd | null;
  readonly dailyTraded: Usd | null;
  readonly ordersPerMinute: number | null;
  readonly ordersPerHour: number | null;
  /** The same (market, side, price, size) within so many seconds is refused; 0 = never. */
  readonly repeatSeconds: number;
  readonly fillsPerMinutePerMarket: number | null;
  /** Cash that must be left. */
  readonly cashFloor: Usd;
}

/**
 * What an account may do at most, whatever a session is set to: kept with the account, and asked in the transaction that
 * admits an order. 1e-6 dollars or counts; `null` = no cap.
 */
export type RiskSettings = Readonly<
  Record<'perOrder' | 'perMarket' | 'perGame' | 'gross' | 'dailyTraded' | 'cashFloor', Usd | null> &
    Record<'ordersPerMinute' | 'ordersPerHour', number | null>
>;

/** A holding, from fills that have not failed. A view: nothing writes it. */
export interface Holding {
  readonly market: string;
  readonly instrument: string;
  readonly outcome: 'yes' | 'no';
  readonly size: Shares;
  /** Of `size`, shares of fills that are mined or confirmed: what can be sold. */
  readonly settled: Shares;
  /** What the open holding cost, fees apart. */
  readonly cost: Usd;
}

/** A holding of a decided market: cash in the ledger, and at the venue still shares until they are redeemed. */
export interface SettledHolding {
  readonly instrument: string;
  readonly size: Shares;
  /** What it was paid in all, 1e-6 dollars, above 0. */
  readonly paid: Usd;
}

/** The account's money as the ledger has it. */
export interface LedgerTotals {
  readonly cash: Usd;
  /** Of `cash`, kept for open entries. */
  readonly reserved: Usd;
  readonly fees: Usd;
  /** What fills that are not final yet moved. */
  readonly pending: Usd;
}

export interface SessionRow {
  readonly id: string;
  readonly account: string;
  readonly mode: 'paper' | 'live';
  readonly strategy: string;
  readonly strategyVersion: string;
  /** Effective configuration, catalog and build: everything that a replay needs beside the journal. */
  readonly document: string;
  readonly documentHash: string;
  readonly buildHash: string;
  readonly startedAt: Micros;
  readonly endedAt: Micros | null;
  readonly endReason: string | null;
}

/** One consumed input, in the canonical line of the session codec. */
export interface JournalLine {
  readonly sequence: number;
  readonly line: string;
}

/** A decision record of the kernel, as JSON, with its place in the journal. */
export interface DecisionRow {
  readonly sequence: number;
  /** Journal position of the input that led to it. */
  readonly journalSequence: number;
  readonly time: Micros;
  readonly json: string;
}

/** What is stopped. `account` null = every account of this store. */
export interface KillRow {
  readonly account: string | null;
  readonly strategy: string | null;
  readonly reason: string;
  readonly by: string;
  readonly at: Micros;
}

export interface AuditRow {
  readonly at: Micros;
  readonly actor: string;
  readonly action: string;
  readonly detail: string;
}

/** A message for the world outside (notifications): delivered at least once, each effect once by its id. */
export interface OutboxRow {
  readonly id: number;
  readonly topic: string;
  readonly payload: string;
  readonly at: Micros;
}

export interface AccountRow {
  readonly name: string;
  readonly venue: string;
  readonly mode: 'paper' | 'live';
  /** Wallet that holds the money and the key that signs, public parts only; `null` on paper. */
  readonly funder: string | null;
  readonly signer: string | null;
  readonly signatureType: number | null;
  /** Live orders need an account that somebody has armed. */
  readonly armed: boolean;
  readonly createdAt: Micros;
}

/** Open exposure of one entry that may still fill, for the kernel's and the operator's eyes. */
export interface Exposure {
  readonly market: string;
  readonly game: string;
  readonly purpose: Purpose;
  readonly atRisk: Usd;
}

/** One side of a movement in the double-entry ledger. All sides of a posting sum to zero in each commodity. */
export interface LedgerEntry {
  /** Number of the posting: the sides of one movement share it. */
  readonly posting: number;
  readonly at: Micros;
  readonly kind: LedgerKind;
  /** Where it stands: `cash`, `holding` are ours; the others are what they came from or went to. */
  readonly book: LedgerBook;
  /** `usd`, or the instrument whose shares move. */
  readonly commodity: string;
  /** 1e-6 dollars or 1e-6 shares, signed. */
  readonly amount: number;
  /** Trade, market or reason that it goes back to. */
  readonly reference: string;
}

export type LedgerKind = 'deposit' | 'fill' | 'fill-undone' | 'settlement' | 'adjustment';
export type LedgerBook = 'cash' | 'fees' | 'trading' | 'capital' | 'holding' | 'venue';

/** What the venue said that the account holds, as last kept. */
export interface SeenBalances {
  readonly at: Micros;
  readonly cash: Usd;
  readonly shares: ReadonlyMap<string, Shares>;
}

/** Answer of a write that has no outcome of its own. */
export type Written = { readonly kind: 'written' } | WriteFault;

/**
 * Where a live session keeps what must not be lost. Each method is one transaction; none does I/O to a venue.
 * Faults of the store are values: only a broken promise of the store itself throws. `PgStore` is the real one;
 * `MemoryStore` agrees with it operation for operation and serves the seeded simulation.
 */
export interface LiveStore {
  // accounts
  /** `exists`: an account of that name is there and stays as it was; nothing was deposited. */
  putAccount(account: AccountRow, deposit: Usd): Promise<Written | { readonly kind: 'exists' }>;
  accounts(): Promise<readonly AccountRow[]>;
  arm(account: string, armed: boolean, audit: AuditRow): Promise<Written>;
  /** Takes the place of what was set before; what was is kept. */
  setRisk(account: string, settings: RiskSettings, audit: AuditRow): Promise<Written>;
  /** `null` = never set. */
  riskSettings(account: string): Promise<RiskSettings | null>;
  // one writer an account
  acquireLease(
    account: string,
    holder: string,
    lease: { readonly now: Micros; readonly ttlMs: number },
  ): Promise<LeaseAnswer>;
  renewLease(fence: Fence, lease: { readonly now: Micros; readonly ttlMs: number }): Promise<Written>;
  releaseLease(fence: Fence): Promise<Written>;
  // sessions and their journal
  openSession(fence: Fence, session: SessionRow): Promise<Written>;
  endSession(
    fence: Fence,
    session: string,
    end: { readonly at: Micros; readonly reason: string },
  ): Promise<Written>;
  sessions(account: string | null): Promise<readonly SessionRow[]>;
  /** Lines follow on the last one kept; those that are kept already are not written twice. */
  appendJournal(fence: Fence, session: string, lines: readonly JournalLine[]): Promise<Written>;
  /** Lines from `from` on, at most `limit`, by sequence. */
  readJournal(session: string, from: number, limit: number): Promise<readonly JournalLine[]>;
  saveDecisions(fence: Fence, session: string, rows: readonly DecisionRow[]): Promise<Written>;
  readDecisions(session: string, from: number, limit: number): Promise<readonly DecisionRow[]>;
  // orders
  /** Journal lines that are not kept yet go in the same transaction: no order without what led to it. */
  admit(
    fence: Fence,
    intent: NewIntent,
    with_: {
      readonly limits: AdmissionLimits;
      readonly journal: readonly JournalLine[];
      readonly dayStart: Micros;
    },
  ): Promise<Admission>;
  transition(fence: Fence, step: Transition): Promise<TransitionAnswer>;
  requestCancel(fence: Fence, intent: string, at: Micros): Promise<Written>;
  intent(id: string): Promise<Intent | null>;
  intentByVenueOrder(venueOrderId: string): Promise<Intent | null>;
  intentByOrder(session: string, order: OrderId): Promise<Intent | null>;
  /** Every intent of the account that has not ended, and those ended since `endedSince`. */
  openIntents(account: string, endedSince: Micros | null): Promise<readonly Intent[]>;
  // fills and money
  recordFill(fence: Fence, fill: VenueFill, at: Micros): Promise<FillAnswer>;
  fills(account: string, since: Micros): Promise<readonly (VenueFill & { readonly intent: string })[]>;
  /** Those that are neither confirmed nor failed, however old. */
  pendingFills(account: string): Promise<readonly (VenueFill & { readonly intent: string })[]>;
  /** Pays out every holding of the market at `payout` a YES share. A second, other payout corrects the first. */
  settle(fence: Fence, market: string, at: { readonly payout: Usd; readonly time: Micros }): Promise<Written>;
  /** A deposit, a withdrawal or an explained difference, found by reconciliation. */
  adjustCash(
    fence: Fence,
    amount: Usd,
    why: { readonly at: Micros; readonly reason: string },
  ): Promise<Written>;
  holdings(account: string): Promise<readonly Holding[]>;
  /** Holdings that were paid for since `since`, by instrument. */
  settled(account: string, since: Micros): Promise<readonly SettledHolding[]>;
  totals(account: string): Promise<LedgerTotals>;
  exposures(account: string): Promise<readonly Exposure[]>;
  /** Realised and settled profit since `from`, fees included, 1e-6 dollars. */
  profitSince(account: string, from: Micros): Promise<Usd>;
  /** Every movement since `from`, oldest first. */
  ledger(account: string, from: Micros): Promise<readonly LedgerEntry[]>;
  saveBalances(fence: Fence, seen: SeenBalances): Promise<Written>;
  lastBalances(account: string): Promise<SeenBalances | null>;
  // safety
  kill(row: KillRow): Promise<Written>;
  /** Lifts what stops this account, or (`null`) what stops all of them; each apart. */
  rearm(account: string | null, audit: AuditRow): Promise<Written>;
  kills(): Promise<readonly KillRow[]>;
  audit(row: AuditRow): Promise<Written>;
  /** Rows of the audit chain whose hash does not follow from the one before: empty = untouched. */
  brokenAuditLinks(): Promise<readonly number[]>;
  // outbox
  claimOutbox(consumer: string, limit: number, now: Micros): Promise<readonly OutboxRow[]>;
  ackOutbox(consumer: string, ids: readonly number[]): Promise<Written>;
  /** Round trip to the store, for the health gate; rejects never, `null` = unreachable. */
  pingMs(): Promise<number | null>;
  close(): Promise<void>;
}
