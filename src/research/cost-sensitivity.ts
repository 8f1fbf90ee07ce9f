import type { GameIndex } from '../engine/ids.js';
import type { RunResult } from '../engine/run-result.js';
import type { ClusterDraws } from './cluster-bootstrap.js';
import { type GameInterval, gameInterval } from './game-interval.js';
import { gameOf, gameResults } from './per-game.js';
import { tradeFills } from './trade-fills.js';

export interface CostScenario {
  /** How much worse every fill is taken to be, cents a share. */
  readonly cents: number;
  /** Net P&L in 1e-6 dollars, per game and in total. */
  readonly pnl: GameInterval;
  /** Net P&L of each game in 1e-6 dollars, in the order of `gameResults`. */
  readonly byGame: readonly number[];
}

/**
 * Net P&L of the closed round trips if every fill had been `cents` a share worse, decisions and fees held
 * fixed. Settlement is no fill and costs nothing more.
 */
export function costSensitivity(
  result: RunResult,
  cents: readonly number[],
  draws: ClusterDraws | null,
): readonly CostScenario[] {
  const shares = sharesFilledByGame(result);
  const games = gameResults(result);
  return cents.map((cent) => {
    // A cent is 1e4 micro-dollars and shares are counted in 1e-6.
    const byGame = games.map(({ game, pnl }) => pnl - ((shares.get(game.index) ?? 0) * cent) / 100);
    return { cents: cent, pnl: gameInterval(byGame, draws), byGame };
  });
}

function sharesFilledByGame(result: RunResult): ReadonlyMap<GameIndex, number> {
  const shares = new Map<GameIndex, number>();
  for (const { trip, settled, openedShares, closedShares } of tradeFills(result)) {
    if (!settled) continue;
    const { index } = gameOf(result, trip.market);
    shares.set(index, (shares.get(index) ?? 0) + openedShares + closedShares);
  }
  return shares;
}
