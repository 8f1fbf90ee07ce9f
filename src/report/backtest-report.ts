import type { FunnelRow, RunCounts } from '../engine/run-result.js';
import type { Micros } from '../engine/units.js';
import type { Interval } from '../research/interval.js';
import type { DecisionSample } from './decision-samples.js';
import type { EquitySample } from './equity-samples.js';
import type { Certificate, ConfigRow, CoverageSummary, DatasetSummary } from './report-input.js';
import type { RunStatistics } from './run-statistics.js';
import type { TradeRow } from './trade-rows.js';
import type { Verdict } from './verdict.js';
import type { Warning } from './warnings.js';

/**
 * Money of a run in dollars. `cash = startingCash + pnl + unsettledCashFlow`, to the micro-dollar.
 */
export interface ReportMoney {
  readonly startingCashUsd: number;
  readonly cashUsd: number;
  /** Cash and the liquidation value of what is still open. */
  readonly equityUsd: number;
  /** The headline: closed and settled round trips, net of their fees. Open positions are no part of it. */
  readonly pnlUsd: number;
  /** The same before fees. */
  readonly grossPnlUsd: number;
  /** Every fee that was paid, those of open positions included. */
  readonly feesUsd: number;
  /** What the open positions cost. */
  readonly unsettledCostUsd: number;
  /** Their liquidation value at the last quote: no result. */
  readonly unsettledMarkUsd: number;
  /** Cash that moved for them so far, fees included; below 0 = paid in. */
  readonly unsettledCashFlowUsd: number;
}

/** Net P&L over games with its interval, in dollars. */
export interface GameEvidence {
  readonly games: number;
  readonly meanUsd: number | null;
  readonly totalUsd: number;
  readonly meanInterval: Interval | null;
  readonly totalInterval: Interval | null;
  readonly method: 'student-t' | 'bootstrap-bca' | null;
  /** Why there is no interval; `null` where there is one. */
  readonly missing: string | null;
}

export interface SportRow extends GameEvidence {
  readonly sport: string;
  readonly trades: number;
  readonly feesUsd: number;
  readonly stakeUsd: number;
}

export interface GameRow {
  readonly game: string;
  readonly sport: string;
  readonly league: string;
  readonly date: string | null;
  readonly markets: number;
  readonly trades: number;
  readonly pnlUsd: number;
  readonly feesUsd: number;
  readonly stakeUsd: number;
}

/** Equity change under each queue model, dollars. */
export interface FillBracketSummary {
  readonly restingOrders: number;
  readonly configured: string;
  /** Whether the sign of the result hangs on the model. */
  readonly signDepends: boolean;
  readonly rows: readonly {
    readonly queueModel: string;
    readonly equityChangeUsd: number;
    readonly feesUsd: number;
    readonly fills: number;
  }[];
}

/** Net P&L if every fill had been `cents` a share worse. */
export interface CostRow extends GameEvidence {
  readonly cents: number;
}

export interface DrawdownSummary {
  readonly amountUsd: number;
  readonly share: number;
  readonly peakAt: Micros | null;
  readonly troughAt: Micros | null;
  readonly recoveredAt: Micros | null;
  readonly longestUnderWaterSeconds: number;
  readonly underWaterShare: number;
}

export interface TradeSummary {
  readonly trades: number;
  readonly wins: number;
  readonly losses: number;
  readonly winRate: number | null;
  readonly profitFactor: number | null;
  readonly averageWinUsd: number | null;
  readonly averageLossUsd: number | null;
  readonly longestWinStreak: number;
  readonly longestLossStreak: number;
  readonly stakeUsd: number;
  readonly turnoverUsd: number;
  readonly feeShare: number | null;
  readonly returnOnStake: number | null;
  readonly medianHoldSeconds: number | null;
  /** Net P&L a trade; its interval clusters by game. */
  readonly meanUsd: number | null;
  readonly meanInterval: Interval | null;
}

/** Everything that the JSON, the terminal and the page print. Money in dollars. */
export interface BacktestReport {
  readonly runId: string;
  readonly generatedWith: string;
  readonly strategy: { readonly name: string; readonly version: string };
  readonly dataset: DatasetSummary;
  readonly certificate: Certificate;
  readonly seconds: number;
  readonly counts: RunCounts;
  readonly money: ReportMoney;
  readonly verdict: Verdict;
  /** Assumptions so heavy that they stand before the verdict: those that the kernel writes in capitals. */
  readonly alarms: readonly string[];
  readonly warnings: readonly Warning[];
  readonly assumptions: readonly string[];
  readonly funnel: readonly FunnelRow[];
  /** One sentence on why it traded as much as it did. */
  readonly funnelSentence: string;
  readonly perGame: GameEvidence;
  readonly byGame: readonly GameRow[];
  readonly bySport: readonly SportRow[];
  readonly drawdown: DrawdownSummary;
  /** `null` = not worked out for this run. */
  readonly statistics: RunStatistics | null;
  /** `null` = it was not run. */
  readonly fillBracket: FillBracketSummary | null;
  readonly costSensitivity: readonly CostRow[];
  /** Cents a share a fill that would eat the profit; `null` without a profit. */
  readonly breakEvenCents: number | null;
  readonly trades: TradeSummary;
  readonly tradeRows: readonly TradeRow[];
  readonly decisions: readonly DecisionSample[];
  readonly equity: readonly EquitySample[];
  readonly coverage: CoverageSummary;
  readonly config: readonly ConfigRow[];
}
