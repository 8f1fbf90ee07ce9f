import type { Catalog } from './catalog.js';
import type { DecisionBelief } from './decision-belief.js';
import type { LabelSource } from './events.js';
import type { DecisionAction, FactorScore, GateVerdict, SizingStep } from './gate-sheet.js';
import type { MarketIndex } from './ids.js';
import type { FillView, OrderView } from './strategy.js';
import type { Micros, Usd } from './units.js';

/** How often a gate was reached, passed, and was the only one that blocked. */
export interface FunnelRow {
  readonly action: DecisionAction;
  readonly gate: string;
  /** Decisions that every earlier gate let through. */
  readonly reached: number;
  /** Of those, how many this gate let through. */
  readonly passed: number;
  /**
   * Entries that would have gone through but for this gate. Of an exit, whose rules are alternatives:
   * `reached` is every look at a holding, `passed` how often the rule fired, and this how often it alone did.
   */
  readonly blockedAlone: number;
}

/** One decision with everything that led to it. */
export interface DecisionRecord {
  readonly time: Micros;
  readonly market: MarketIndex;
  readonly action: DecisionAction;
  readonly label: string;
  readonly verdict: 'acted' | 'blocked';
  /** The gate that blocked, where exactly one did. */
  readonly blockedBy: string | null;
  readonly gates: readonly GateVerdict[];
  readonly confidence: readonly FactorScore[];
  readonly sizing: readonly SizingStep[];
  /** `null` = the strategy does not say, or it was no entry. */
  readonly belief: DecisionBelief | null;
}

/** Why cash moved. */
export type LedgerKind = 'deposit' | 'trade' | 'fee' | 'settlement';

/** One movement of cash. The sum of the amounts is the cash at the end. */
export interface LedgerRow {
  readonly time: Micros;
  readonly kind: LedgerKind;
  /** -1 = no market: the deposit. */
  readonly market: MarketIndex;
  readonly amount: Usd;
  readonly cashAfter: Usd;
}

/** How a market that was held or quoted ended. */
export interface SettlementRow {
  readonly time: Micros;
  readonly market: MarketIndex;
  /** Signed shares held when it settled. */
  readonly position: number;
  /** Payout of one YES share, 1e-6 dollars. */
  readonly payout: Usd;
  readonly cash: Usd;
  readonly label: LabelSource;
}

/** A position from flat to flat (or to the end). */
export interface RoundTrip {
  readonly market: MarketIndex;
  readonly side: 'yes' | 'no';
  readonly openedAt: Micros;
  readonly closedAt: Micros;
  /** Largest holding, 1e-6 shares. */
  readonly size: number;
  /** Dollars paid in and taken out, 1e-6, fees apart. */
  readonly cost: Usd;
  readonly proceeds: Usd;
  readonly fees: Usd;
  readonly pnl: Usd;
  /** Tag of the order that closed it, `settlement`, or `unsettled`. */
  readonly closedBy: string;
}

/** Equity on liquidation value at one instant. */
export interface EquityPoint {
  readonly time: Micros;
  readonly equity: Usd;
  readonly cash: Usd;
  readonly openMarkets: number;
}

/** A position that was open when the data ended and whose market has no resolution. */
export interface UnsettledRow {
  readonly market: MarketIndex;
  readonly position: number;
  readonly cost: Usd;
  /** Its liquidation value at the last known quote. Counted apart: it is no result. */
  readonly mark: Usd;
}

/** How much of everything a run saw and did. */
export interface RunCounts {
  readonly events: number;
  readonly quotes: number;
  readonly trades: number;
  readonly markets: number;
  readonly games: number;
  readonly decisions: number;
  readonly orders: number;
  readonly fills: number;
  readonly rejected: number;
  /** Markets with a position that were settled from a resolution. */
  readonly settled: number;
  /** Markets with a position and no resolution. */
  readonly unsettled: number;
}

/** What a run of the kernel leaves behind. Integers throughout; statistics are made from it elsewhere. */
export interface RunResult {
  readonly strategy: { readonly name: string; readonly version: string };
  readonly catalog: Catalog;
  readonly startingCash: Usd;
  readonly cash: Usd;
  readonly equity: Usd;
  readonly fees: Usd;
  readonly counts: RunCounts;
  readonly funnel: readonly FunnelRow[];
  readonly decisions: readonly DecisionRecord[];
  readonly orders: readonly OrderView[];
  readonly fills: readonly FillView[];
  readonly ledger: readonly LedgerRow[];
  readonly settlements: readonly SettlementRow[];
  readonly roundTrips: readonly RoundTrip[];
  readonly unsettled: readonly UnsettledRow[];
  readonly equityCurve: readonly EquityPoint[];
  /** What was assumed where the data does not say, one sentence each. */
  readonly assumptions: readonly string[];
  /** SHA-256 over the canonical rows of decisions, orders, fills and ledger; 64 hex digits. */
  readonly outputHash: string;
}
