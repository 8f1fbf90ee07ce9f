import { assert } from '../../engine/assert.js';
import { type Prob, prob } from '../../engine/units.js';
import { overScores, type Score } from './over-scores.js';

/** Games (maps) won independently with one probability. */
export interface SeriesModel {
  /** Probability that the home side wins a game. */
  readonly gameWin: Prob;
  /** Odd. */
  readonly bestOf: number;
}

/** Where a series stands. */
export interface SeriesSituation {
  readonly wins: Score;
  /** Probability of the home side in the game that is being played; `null` = as any other. */
  readonly currentGame: Prob | null;
}

/** Probability of the home side in a series: the negative binomial distribution, as a recursion. */
export function seriesWin({ gameWin, bestOf }: SeriesModel, { wins, currentGame }: SeriesSituation): Prob {
  assert(bestOf >= 1 && bestOf % 2 === 1, `a series is the best of an odd number, was ${bestOf}`);
  assert(wins.home >= 0 && wins.away >= 0, 'wins are 0 or more');
  const need = (bestOf + 1) / 2;
  const play = overScores(({ home, away }, next) => {
    if (home >= need) return 1;
    if (away >= need) return 0;
    const isCurrent = home === wins.home && away === wins.away;
    const win = isCurrent ? (currentGame ?? gameWin) : gameWin;
    return win * next({ home: home + 1, away }) + (1 - win) * next({ home, away: away + 1 });
  });
  return prob(play(wins));
}
