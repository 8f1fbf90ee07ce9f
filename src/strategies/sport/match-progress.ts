import type { GameState } from '../../engine/events.js';
import type { SideCounts } from '../../engine/game-situation.js';
import { afterSteps, countOf, type Progress, periodOf, unknownProgress } from './progress-values.js';
import type { MapMeasure, MapsRules, SetsRules } from './regulation.js';

/** A set or map that is being played is never over: at most this part of it was played. */
const MOST_OF_A_PART = 0.95;

/**
 * Progress of a match of sets: (sets of the side that leads + part of the current set) / sets that win. It falls
 * where the side that trails wins a set: then more is left than could be expected before.
 */
export function setsProgress(rules: SetsRules, state: GameState): Progress {
  const said = state.situation?.kind === 'sets' ? state.situation : null;
  const bestOf = countOf(said?.bestOf, 1) ?? rules.bestOf;
  const won = countsOf(said?.sets);
  const games = countsOf(said?.games);
  const place = { won, bestOf, letter: 's', unitSeconds: rules.setMinutes * 60 };
  const isLast = won !== null && bestOf !== null && won.home + won.away === bestOf - 1;
  const toWin = isLast ? rules.toWinLast : rules.toWin;
  return atMatch(place, games === null ? null : Math.max(games.home, games.away) / toWin, state);
}

/** Progress of a series of maps, by the same formula; an even number of maps is played to the end. */
export function mapsProgress(rules: MapsRules, state: GameState): Progress {
  const said = state.situation?.kind === 'maps' ? state.situation : null;
  const place = {
    won: countsOf(said?.won),
    bestOf: countOf(said?.bestOf, 1),
    letter: 'm',
    unitSeconds: rules.mapMinutes * 60,
  };
  return atMatch(place, partOfMap(rules.measure, state), state);
}

function partOfMap(measure: MapMeasure, { situation, secondsElapsedInPeriod }: GameState): number | null {
  switch (measure.by) {
    case 'rounds': {
      const rounds = situation?.kind === 'maps' ? countsOf(situation.rounds) : null;
      return rounds === null ? null : Math.max(rounds.home, rounds.away) / measure.toWin;
    }
    case 'clock': {
      const seconds = secondsElapsedInPeriod;
      return seconds !== null && seconds >= 0 ? seconds / measure.expectedSeconds : null;
    }
    case 'nothing':
      return null;
  }
}

function countsOf(counts: SideCounts | null | undefined): SideCounts | null {
  if (countOf(counts?.home) === null || countOf(counts?.away) === null) return null;
  return counts ?? null;
}

interface MatchPlace {
  readonly won: SideCounts | null;
  readonly bestOf: number | null;
  readonly letter: string;
  /** Wall seconds of one set or map. */
  readonly unitSeconds: number;
}

function atMatch(place: MatchPlace, played: number | null, state: GameState): Progress {
  const { won, bestOf, letter, unitSeconds } = place;
  const period = periodOf(state);
  if (won === null || bestOf === null) return unknownProgress(period === null ? null : `${letter}${period}`);
  const over = won.home + won.away;
  const isPlayedOut = bestOf % 2 === 0;
  const need = isPlayedOut ? bestOf : (bestOf + 1) / 2;
  const done = isPlayedOut ? over : Math.max(won.home, won.away);
  if (done >= need) return afterSteps([1, 1], null, 0);
  const segment = `${letter}${over + 1}`;
  if (played === null || !(played >= 0)) return unknownProgress(segment);
  const part = Math.min(played, MOST_OF_A_PART);
  const left = isPlayedOut ? bestOf - over : expectedParts(need - won.home, need - won.away);
  return afterSteps([done + part, need], segment, (left - part) * unitSeconds);
}

/** Sets or maps to expect until one side has won its missing ones, each side as likely to win the next. */
function expectedParts(home: number, away: number): number {
  let row = new Array<number>(away + 1).fill(0);
  for (let h = 1; h <= home; h += 1) {
    const next = [0];
    for (let a = 1; a <= away; a += 1) next.push(1 + ((row[a] ?? 0) + (next[a - 1] ?? 0)) / 2);
    row = next;
  }
  return row[away] ?? 0;
}
