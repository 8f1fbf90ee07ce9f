import type { RunResult } from '../engine/run-result.js';
import { USD_PER_DOLLAR } from '../engine/units.js';
import { clusteredMean } from '../research/clustered-mean.js';
import { gameResults } from '../research/per-game.js';

/** Mean a game over all runs with its 95 % interval; games are independent, what is traded within one is not. */
export function pooledGames(results: readonly RunResult[]): {
  readonly games: number;
  readonly low: number;
  readonly high: number;
} {
  const games = results.flatMap((result) => gameResults(result).map(({ pnl }) => pnl / USD_PER_DOLLAR));
  const estimate = clusteredMean(games.map((value) => [value]));
  return {
    games: games.length,
    low: estimate?.interval?.low ?? Number.NaN,
    high: estimate?.interval?.high ?? Number.NaN,
  };
}
