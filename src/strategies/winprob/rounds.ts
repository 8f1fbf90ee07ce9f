import { assert } from '../../engine/assert.js';
import { type Prob, prob } from '../../engine/units.js';
import { overScores, type Score } from './over-scores.js';

/** Rounds of a map won independently with one probability: sides and economy are left out. */
export interface RoundsModel {
  /** Probability that the home side wins a round. */
  readonly roundWin: Prob;
  /** Rounds in a half of regulation: 12 (MR12), which 13 rounds win. */
  readonly halfRounds: number;
  /** Rounds in a half of overtime: 3 (MR3), which 4 rounds win; level, another one is played. */
  readonly overtimeHalfRounds: number;
}

/** Rounds won on the current map. */
export interface RoundsSituation {
  readonly rounds: Score;
}

/** Probability of the home side on a map of Counter-Strike 2. */
export function roundsWin(model: RoundsModel, { rounds }: RoundsSituation): Prob {
  const { roundWin, halfRounds, overtimeHalfRounds } = model;
  assert(halfRounds >= 1 && overtimeHalfRounds >= 1, 'halves have rounds');
  assert(rounds.home >= 0 && rounds.away >= 0, 'rounds are 0 or more');
  const block = overtimeHalfRounds;
  const level = levelWin(roundWin, block);
  if (rounds.home < halfRounds || rounds.away < halfRounds) {
    return prob(race(roundWin, rounds, { half: halfRounds, level }));
  }
  const beyond = { home: rounds.home - halfRounds, away: rounds.away - halfRounds };
  const blocks = Math.floor(Math.min(beyond.home, beyond.away) / block) * block;
  const inBlock = { home: beyond.home - blocks, away: beyond.away - blocks };
  return prob(race(roundWin, inBlock, { half: block, level }));
}

/** From the start of an overtime: the next one starts level again, `w + t x level = level`. */
function levelWin(roundWin: number, half: number): number {
  const start = { home: 0, away: 0 };
  const win = race(roundWin, start, { half, level: 0 });
  const winOrLevel = race(roundWin, start, { half, level: 1 });
  return win / (1 - (winOrLevel - win));
}

/** First to one more than `half`; both at `half` is worth `level`. */
function race(
  roundWin: number,
  rounds: Score,
  { half, level }: { readonly half: number; readonly level: number },
): number {
  const play = overScores(({ home, away }, next) => {
    if (home > half) return 1;
    if (away > half) return 0;
    if (home === half && away === half) return level;
    return roundWin * next({ home: home + 1, away }) + (1 - roundWin) * next({ home, away: away + 1 });
  });
  return play(rounds);
}
