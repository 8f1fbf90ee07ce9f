import { median, sum } from 'simple-statistics';
import type { RoundTrip, RunResult } from '../engine/run-result.js';
import type { Usd } from '../engine/units.js';
import { closedTrips } from './per-game.js';

/** Figures of the closed round trips. Money in 1e-6 dollars, net of fees where not said otherwise. */
export interface TradeStatistics {
  readonly trades: number;
  readonly wins: number;
  readonly losses: number;
  /** Wins / trades; `null` without a trade. */
  readonly winRate: number | null;
  /** Sum of wins / sum of losses; `null` where it would be infinite or 0 / 0. */
  readonly profitFactor: number | null;
  readonly averageWin: number | null;
  /** Below 0. */
  readonly averageLoss: number | null;
  readonly longestWinStreak: number;
  readonly longestLossStreak: number;
  /** P&L before fees. */
  readonly grossPnl: Usd;
  /** Fees of the closed round trips. */
  readonly fees: Usd;
  /** Dollars paid in by the closed round trips. */
  readonly stake: Usd;
  /** Dollars that changed hands in fills, open positions included. */
  readonly turnover: Usd;
  /** All fees / turnover; `null` without a fill. */
  readonly feeShare: number | null;
  /** Net P&L / stake; `null` without a trade. */
  readonly returnOnStake: number | null;
  readonly medianHoldMicros: number | null;
}

const ratio = (top: number, bottom: number): number | null => (bottom === 0 ? null : top / bottom);

/** Computes the figures in the order in which the round trips closed. */
export function tradeStatistics(result: RunResult): TradeStatistics {
  const trips = [...closedTrips(result)].sort(byClosing);
  const pnl = trips.map((trip) => trip.pnl);
  const wins = pnl.filter((value) => value > 0);
  const losses = pnl.filter((value) => value < 0);
  const fees = sum(trips.map((trip) => trip.fees));
  const stake = sum(trips.map((trip) => trip.cost));
  const turnover = sum(
    result.ledger.filter(({ kind }) => kind === 'trade').map((row) => Math.abs(row.amount)),
  );
  const holds = Float64Array.from(trips, (trip) => trip.closedAt - trip.openedAt).sort();
  return {
    trades: trips.length,
    wins: wins.length,
    losses: losses.length,
    winRate: ratio(wins.length, trips.length),
    profitFactor: ratio(sum(wins), -sum(losses)),
    averageWin: ratio(sum(wins), wins.length),
    averageLoss: ratio(sum(losses), losses.length),
    longestWinStreak: longestRun(pnl, (value) => value > 0),
    longestLossStreak: longestRun(pnl, (value) => value < 0),
    grossPnl: (sum(pnl) + fees) as Usd,
    fees: fees as Usd,
    stake: stake as Usd,
    turnover: turnover as Usd,
    feeShare: ratio(result.fees, turnover),
    returnOnStake: ratio(sum(pnl), stake),
    medianHoldMicros: holds.length === 0 ? null : median([...holds]),
  };
}

const byClosing = (a: RoundTrip, b: RoundTrip): number =>
  a.closedAt - b.closedAt || a.openedAt - b.openedAt || a.market - b.market;

function longestRun(values: readonly number[], belongs: (value: number) => boolean): number {
  let longest = 0;
  let current = 0;
  for (const value of values) {
    current = belongs(value) ? current + 1 : 0;
    longest = Math.max(longest, current);
  }
  return longest;
}
