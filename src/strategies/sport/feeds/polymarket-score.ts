import type { GameSituation, SideCounts } from '../../../engine/game-situation.js';
import type { SportSpec } from '../sport-spec.js';
import type { ScoreOrder } from './feed-reading.js';
import { type MatchLength, setsOf } from './set-scores.js';

/** A score by side, with what else its text says. */
export interface ScoreText {
  readonly home: number;
  readonly away: number;
  readonly situation: GameSituation | null;
}

/** `unread` = another shape; `unordered` = the numbers are known, but not whose they are. */
export type ScoreAnswer = ScoreText | 'unread' | 'unordered';

/**
 * Reads a score: `3-16`; of esports `000-000|2-0|Bo3` (this map, maps won, length); of tennis the games by set,
 * `6-4, 3-2`. The feed does not promise an order of the teams: without one only a score that reads the same both
 * ways is known.
 */
export function scoreOfText(text: string, order: ScoreOrder | null, spec: SportSpec | null): ScoreAnswer {
  if (spec?.kind === 'sets') return setsScore(text, order, spec);
  if (spec?.kind === 'maps') return mapsScore(text, order);
  const score = ordered(pairOf(text), order);
  return typeof score === 'string' ? score : { ...score, situation: null };
}

type Pair = SideCounts | null;

function pairOf(text: string | undefined): Pair {
  const [, first, second] = /^\s*(\d{1,4})-(\d{1,4})\s*$/.exec(text ?? '') ?? [];
  return first === undefined ? null : { home: Number(first), away: Number(second) };
}

function ordered(pair: Pair, order: ScoreOrder | null): SideCounts | 'unread' | 'unordered' {
  if (pair === null) return 'unread';
  if (order === 'home-away' || pair.home === pair.away) return pair;
  return order === null ? 'unordered' : { home: pair.away, away: pair.home };
}

function setsScore(text: string, order: ScoreOrder | null, length: MatchLength): ScoreAnswer {
  const sets: SideCounts[] = [];
  for (const part of text.split(',')) {
    const set = ordered(pairOf(part), order);
    if (typeof set === 'string') return set;
    sets.push(set);
  }
  const score = setsOf(sets, length);
  return score === null ? 'unread' : { ...score.score, situation: score.situation };
}

function mapsScore(text: string, order: ScoreOrder | null): ScoreAnswer {
  const [roundsText, mapsText, lengthText, ...more] = text.split('|');
  const [, length] = /^Bo(\d)$/i.exec(lengthText ?? '') ?? [];
  if (length === undefined || more.length > 0) return 'unread';
  const rounds = ordered(pairOf(roundsText), order);
  const won = ordered(pairOf(mapsText), order);
  if (rounds === 'unread' || won === 'unread') return 'unread';
  if (rounds === 'unordered' || won === 'unordered') return 'unordered';
  return { ...won, situation: { kind: 'maps', won, rounds, bestOf: Number(length) } };
}
