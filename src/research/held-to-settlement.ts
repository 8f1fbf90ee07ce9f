import type { RunResult } from '../engine/run-result.js';
import { type GameInterval, gameInterval } from './game-interval.js';
import { closedTrips, gameOf } from './per-game.js';
import { tradeFills } from './trade-fills.js';

/** Trades that were sold, against the same entries held to the settlement; money in 1e-6 dollars. */
export interface HeldToSettlement {
  /** Sold before the settlement, and with a known outcome. */
  readonly trades: number;
  readonly actual: number;
  readonly held: number;
  /** Actual less held, by game: above 0 = selling brought more. */
  readonly difference: GameInterval;
}

/**
 * What the exits were worth. A held entry pays its outcome and no exit fee. `payoutOf` gives the payout of one YES
 * share, 0..1; `null` = not known. `null` where nothing was sold.
 */
export function heldToSettlement(
  result: RunResult,
  payoutOf: (market: number) => number | null,
): HeldToSettlement | null {
  const byGame = new Map<number, number>();
  let [trades, actual, held] = [0, 0, 0];
  const fills = new Map(tradeFills(result).map((each) => [each.trip, each]));
  for (const trip of closedTrips(result)) {
    const payout = payoutOf(trip.market);
    const own = fills.get(trip);
    if (trip.closedBy === 'settlement' || payout === null || own === undefined) continue;
    const worth = own.openedShares * (trip.side === 'yes' ? payout : 1 - payout);
    const kept = worth - trip.cost - own.openedFees;
    trades += 1;
    actual += trip.pnl;
    held += kept;
    const game = gameOf(result, trip.market).index;
    byGame.set(game, (byGame.get(game) ?? 0) + trip.pnl - kept);
  }
  if (trades === 0) return null;
  return { trades, actual, held, difference: gameInterval([...byGame.values()], null) };
}
