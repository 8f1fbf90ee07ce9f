import { exactLog } from '../../engine/exact-math.js';
import { type DrawdownLimit, drawdownPortfolio, kellyPortfolio } from './drawdown.js';
import type { JointGame } from './joint-game.js';
import { type JointOutcomes, jointOutcomes } from './joint-outcomes.js';

/** What the stakes are found with. */
export interface SimultaneousOptions {
  /** Names the draws where the endings are too many to list. */
  readonly seed: number | string;
  /** `null` = growth alone. */
  readonly drawdown: DrawdownLimit | null;
}

/** Stakes on games that are bet at the same time. */
export interface SimultaneousStakes {
  /** Parts of wealth, market by market, in the order of the games. */
  readonly fractions: readonly number[];
  /** Expected growth of log wealth. */
  readonly growth: number;
  /** Endings that were weighed. */
  readonly states: number;
  /** True = the endings were drawn: the fractions carry a sampling error. */
  readonly isSampled: boolean;
}

/**
 * Kelly for bets that are open together: the maximum of the expected log of wealth over all of their endings,
 * no stake below 0 and no borrowing (Whitrow 2007 states the problem).
 *
 * @throws DATA_GAME where a game is not whole.
 */
export function simultaneousKelly(
  games: readonly JointGame[],
  { seed, drawdown }: SimultaneousOptions,
): SimultaneousStakes {
  const outcomes = jointOutcomes(games, seed);
  const parts = drawdown === null ? kellyPortfolio(outcomes) : drawdownPortfolio(outcomes, drawdown);
  return {
    fractions: Array.from(parts.subarray(0, -1)),
    growth: portfolioGrowth(outcomes, parts),
    states: outcomes.probabilities.length,
    isSampled: outcomes.isSampled,
  };
}

function portfolioGrowth({ probabilities, returns }: JointOutcomes, parts: Float64Array): number {
  let growth = 0;
  for (const [outcome, probability] of probabilities.entries()) {
    let wealth = 0;
    for (const [asset, part] of parts.entries()) wealth += part * (returns[asset]?.[outcome] ?? 0);
    growth += probability * exactLog(wealth);
  }
  return growth;
}
