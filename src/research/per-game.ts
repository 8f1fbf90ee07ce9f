import type { GameInfo } from '../engine/catalog.js';
import { TouchlineError } from '../engine/errors.js';
import type { MarketIndex } from '../engine/ids.js';
import type { RoundTrip, RunResult } from '../engine/run-result.js';
import type { Usd } from '../engine/units.js';

/** What one game brought: the unit of evidence. Money in 1e-6 dollars. */
export interface GameResult {
  readonly game: GameInfo;
  readonly markets: number;
  readonly trades: number;
  /** Net of fees. */
  readonly pnl: Usd;
  readonly fees: Usd;
  /** Dollars paid in. */
  readonly stake: Usd;
}

/** Round trips that ended in a sale or a settlement. What is still open is no result. */
export const closedTrips = (result: RunResult): readonly RoundTrip[] =>
  result.roundTrips.filter((trip) => trip.closedBy !== 'unsettled');

/** Result of every game with at least one closed round trip, in the order of the catalog. */
export function gameResults(result: RunResult): readonly GameResult[] {
  const byGame = new Map<GameInfo, RoundTrip[]>();
  for (const trip of closedTrips(result)) {
    const game = gameOf(result, trip.market);
    const trips = byGame.get(game);
    if (trips) trips.push(trip);
    else byGame.set(game, [trip]);
  }
  return [...byGame]
    .map(([game, trips]) => ({
      game,
      markets: new Set(trips.map((trip) => trip.market)).size,
      trades: trips.length,
      pnl: sum(trips, 'pnl'),
      fees: sum(trips, 'fees'),
      stake: sum(trips, 'cost'),
    }))
    .sort((a, b) => a.game.index - b.game.index);
}

/** The game of a market. @throws REPORT_CATALOG when the run's catalog does not hold it. */
export function gameOf(result: RunResult, market: MarketIndex): GameInfo {
  const game = result.catalog.games[result.catalog.markets[market]?.game ?? -1];
  if (game) return game;
  throw new TouchlineError('REPORT_CATALOG', 'the catalog of the run holds the game of every market traded', {
    where: { market },
  });
}

const sum = (trips: readonly RoundTrip[], field: 'pnl' | 'fees' | 'cost'): Usd =>
  trips.reduce((total, trip) => total + trip[field], 0) as Usd;
