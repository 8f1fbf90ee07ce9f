import type { RunResult } from '../engine/run-result.js';
import type { Micros } from '../engine/units.js';
import { gameOf } from '../research/per-game.js';
import { type TradeFills, tradeFills } from '../research/trade-fills.js';

/** A round trip as a reader wants it: dollars, shares and prices of the side that was held. */
export interface TradeRow {
  readonly market: string;
  readonly question: string;
  readonly game: string;
  readonly sport: string;
  readonly side: 'yes' | 'no';
  readonly openedAt: Micros;
  readonly closedAt: Micros;
  readonly shares: number;
  readonly entryPrice: number;
  /** Average price that came in, settlement included; `null` = still open. */
  readonly exitPrice: number | null;
  readonly closedBy: string;
  readonly stakeUsd: number;
  readonly feesUsd: number;
  /** Net of fees; `null` = still open. */
  readonly pnlUsd: number | null;
}

/** Every round trip in the order of opening, open ones included. */
export function tradeRows(result: RunResult): readonly TradeRow[] {
  return tradeFills(result)
    .map((trade) => row(result, trade))
    .sort((a, b) => a.openedAt - b.openedAt || (a.market < b.market ? -1 : a.market > b.market ? 1 : 0));
}

function row(result: RunResult, trade: TradeFills): TradeRow {
  const { trip, settled, openedShares } = trade;
  const market = result.catalog.markets[trip.market];
  const game = gameOf(result, trip.market);
  return {
    market: market?.slug ?? '',
    question: market?.question ?? '',
    game: game.id,
    sport: game.sport,
    side: trip.side,
    openedAt: trip.openedAt,
    closedAt: trip.closedAt,
    shares: openedShares / 1e6,
    entryPrice: trade.entryPrice,
    exitPrice: settled && openedShares > 0 ? trip.proceeds / openedShares : null,
    closedBy: trip.closedBy,
    stakeUsd: trip.cost / 1e6,
    feesUsd: trip.fees / 1e6,
    pnlUsd: settled ? trip.pnl / 1e6 : null,
  };
}
