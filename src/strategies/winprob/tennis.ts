import { assert } from '../../engine/assert.js';
import { type Prob, prob } from '../../engine/units.js';
import { overScores, type Score } from './over-scores.js';

/** Points won independently, with one probability a server. */
export interface TennisModel {
  /** Probability that the home player (the first named one) wins a point on serve. */
  readonly homeServe: Prob;
  readonly awayServe: Prob;
  readonly bestOf: 3 | 5;
  /** Points that win the tiebreak of the deciding set: 7, or 10 at the slams since 2022. */
  readonly finalTiebreakPoints: 7 | 10;
}

/** Where a match stands. Points are counted 0, 1, 2, 3 (40), 4 (advantage); within a tiebreak as they are. */
export interface TennisSituation {
  readonly sets: Score;
  /** Of the current set; at 6-6 a tiebreak is played. */
  readonly games: Score;
  readonly points: Score;
  /** Who serves the current point. */
  readonly server: 'home' | 'away';
}

const TIEBREAK_POINTS = 7;
const GAMES = 6;
const START: Score = { home: 0, away: 0 };

/** Probability that the server wins a game from a score: from 0-0 `p⁴ (15 - 4p - 10 p² / (1 - 2p (1 - p)))`. */
export function gameWin(p: number, server: number, receiver: number): number {
  const fault = 1 - p;
  if (server >= 4 && server - receiver >= 2) return 1;
  if (receiver >= 4 && receiver - server >= 2) return 0;
  if (server >= 3 && receiver >= 3) {
    const deuce = (p * p) / (p * p + fault * fault);
    if (server === receiver) return deuce;
    return server > receiver ? p + fault * deuce : p * deuce;
  }
  return p * gameWin(p, server + 1, receiver) + fault * gameWin(p, server, receiver + 1);
}

/**
 * Probability of the home player in a tiebreak. After the first point the serve changes every two points; level
 * at one point short of the target it is won by two in a row, one on either serve.
 */
export function tiebreakWin(
  model: ServeModel,
  points: Score,
  { target, homeFirst }: TiebreakOptions,
): number {
  const both = model.homeServe * (1 - model.awayServe);
  const none = (1 - model.homeServe) * model.awayServe;
  // Two servers who never lose a point never end it.
  const level = both + none === 0 ? 0.5 : both / (both + none);
  const play = overScores(({ home, away }, next) => {
    if (home >= target && home - away >= 2) return 1;
    if (away >= target && away - home >= 2) return 0;
    if (home === away && home >= target - 1) return level;
    const win = isFirstServer(home + away) === homeFirst ? model.homeServe : 1 - model.awayServe;
    return win * next({ home: home + 1, away }) + (1 - win) * next({ home, away: away + 1 });
  });
  return play(points);
}

/** Whether the point after `played` ones is served by who served the first. */
const isFirstServer = (played: number): boolean => Math.floor((played + 1) / 2) % 2 === 0;

type ServeModel = Pick<TennisModel, 'homeServe' | 'awayServe'>;

interface TiebreakOptions {
  /** Points that win it, by two. */
  readonly target: number;
  readonly homeFirst: boolean;
}

/** Where a set stands, between points. */
export type SetSituation = Omit<TennisSituation, 'sets'>;

/** Probability of the home player in a set that is decided by a tiebreak at 6-6. */
export function setWin(model: ServeModel, situation: SetSituation, tiebreakPoints: number): number {
  const { games, points, server } = situation;
  const begun = games.home + games.away;
  const play = overScores((score, next) => {
    const { home, away } = score;
    if (isSetWon(home, away)) return 1;
    if (isSetWon(away, home)) return 0;
    const isCurrent = home === games.home && away === games.away;
    const at = isCurrent ? points : START;
    const homeServes = (home + away - begun) % 2 === 0 ? server === 'home' : server === 'away';
    if (home === GAMES && away === GAMES) {
      const homeFirst = isFirstServer(at.home + at.away) === homeServes;
      return tiebreakWin(model, at, { target: tiebreakPoints, homeFirst });
    }
    const win = homeServes
      ? gameWin(model.homeServe, at.home, at.away)
      : 1 - gameWin(model.awayServe, at.away, at.home);
    return win * next({ home: home + 1, away }) + (1 - win) * next({ home, away: away + 1 });
  });
  return play(games);
}

const isSetWon = (games: number, others: number): boolean =>
  games > GAMES || (games === GAMES && games - others >= 2);

/** Probability of the home player in the match (Newton, Keller 2005; O'Malley 2008). */
export function tennisWin(model: TennisModel, { sets, ...current }: TennisSituation): Prob {
  const need = (model.bestOf + 1) / 2;
  for (const score of [sets, current.games, current.points]) {
    assert(score.home >= 0 && score.away >= 0, 'scores are 0 or more');
  }
  assert(current.games.home <= 7 && current.games.away <= 7, 'a set has at most 7 games of one player');
  const fresh = (points: number): number =>
    setWin(model, { games: START, points: START, server: 'home' }, points);
  const [early, late] = [fresh(TIEBREAK_POINTS), fresh(model.finalTiebreakPoints)];
  const play = overScores((score, next) => {
    const { home, away } = score;
    if (home >= need) return 1;
    if (away >= need) return 0;
    const isFinal = home === need - 1 && away === need - 1;
    const isCurrent = home === sets.home && away === sets.away;
    const tiebreakPoints = isFinal ? model.finalTiebreakPoints : TIEBREAK_POINTS;
    const other = isFinal ? late : early;
    const win = isCurrent ? setWin(model, current, tiebreakPoints) : other;
    return win * next({ home: home + 1, away }) + (1 - win) * next({ home, away: away + 1 });
  });
  return prob(play(sets));
}
