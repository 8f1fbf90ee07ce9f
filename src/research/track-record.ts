import {
  deflatedSharpe,
  minimumTrackRecord,
  probabilisticSharpe,
  sharpeMoments,
} from './overfitting/sharpe.js';

/** What a run's Sharpe ratio is worth, by returns a game on the starting cash; nothing is annualised. */
export interface TrackRecord {
  readonly games: number;
  readonly sharpe: number;
  /** Chance that the true ratio is above 0 (PSR). */
  readonly probabilistic: number;
  /** Chance that it is above what the best of `trials` shows by luck (DSR). */
  readonly deflated: number;
  readonly luckySharpe: number;
  /** N: settings ever tried on this data, by the trial ledger. */
  readonly trials: number;
  /** Games until a ratio like this is above 0 with 95 % confidence; `null` = never, it is not above 0. */
  readonly minimumGames: number | null;
}

/**
 * PSR, DSR and minimum track record length of a run. The spread of ratios among `trials` without an edge is that of
 * their estimates, 1 / (games - 1). `null` with fewer than five games, or where all brought the same.
 */
export function trackRecord(returns: readonly number[], trials: number): TrackRecord | null {
  if (returns.length < 5 || returns.every((value) => value === returns[0])) return null;
  const moments = sharpeMoments(returns);
  const variance = 1 / (returns.length - 1);
  const { probability, luckySharpe } = deflatedSharpe(moments, { trials, variance });
  const minimum = minimumTrackRecord(moments);
  return {
    games: returns.length,
    sharpe: moments.sharpe,
    probabilistic: probabilisticSharpe(moments),
    deflated: probability,
    luckySharpe,
    trials,
    minimumGames: Number.isFinite(minimum) ? Math.ceil(minimum) : null,
  };
}
