import type { GameDay } from '../../report/sweep/sweep-input.js';
import { sharpeMoments } from '../../research/overfitting/sharpe.js';
import type { TrialSummary } from './trial-summary.js';

/**
 * What a search makes as large as it can: Sharpe ratio of the return a game over all games of the data, 0 where a
 * game was not traded. `null` = it never traded, or all games brought the same.
 */
export function trialScore(
  { games, startingCash }: Pick<TrialSummary, 'games' | 'startingCash'>,
  days: readonly GameDay[],
): number | null {
  if (days.length < 2) return null;
  const pnl = new Map(games);
  const { sharpe } = sharpeMoments(days.map(({ game }) => (pnl.get(game) ?? 0) / startingCash));
  return Number.isFinite(sharpe) ? sharpe : null;
}
