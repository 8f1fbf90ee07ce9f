import type { GameState } from '../../engine/events.js';
import { normalQuantile } from '../../engine/exact-math.js';
import type { GameView } from '../../engine/strategy.js';
import { type Prob, prob } from '../../engine/units.js';
import type { Progress } from '../sport/progress.js';
import type { SportSpec } from '../sport/sport-spec.js';
import { driveOf } from '../winprob/drive-points.js';
import { type GoalsModel, goalsOutcome, type ThreeWay } from '../winprob/goals.js';
import { marginDeviationOf } from '../winprob/margin-deviations.js';
import { type WinModel, winProbability } from '../winprob/win-probability.js';
import { goalsOfThreeWay, goalsOfTwoWay } from './pregame-goals.js';

/** Prices before the start as probabilities of a game's ways to end; `draw` is 0 where there is none. */
export interface PregameProbabilities {
  readonly home: number;
  readonly draw: number;
}

/** What a model is told beside the prices. */
export interface ModelTerms {
  /** Of the final margin, points; `league` = the working value of the league. */
  readonly marginDeviation: number | 'league';
  /**
   * Points of a possession in basketball: who has the ball is ahead by half of them, since possessions alternate and it is
   * not known who has the last one.
   */
  readonly possessionPoints: number;
  /** Expected in a game of hockey, both sides together. */
  readonly hockeyGoals: number;
}

/** A game's model, fitted to its price before the start: the ways it can end, from score and clock. */
export type GameModel =
  | (WinModel<'brownian'> & Pick<ModelTerms, 'possessionPoints'>)
  | WinModel<'discrete-margin'>
  | WinModel<'goals'>;

/** About 45 % of the goals fall in the first half of a game of soccer. */
const SOCCER_PROFILE: readonly number[] = [0.45, 0.55];
const EVEN = prob(0.5);

/**
 * The model of a game whose probabilities before the start are those of its prices, so that it knows what the market
 * knew and adds what has happened since. `null` = the sport or the league has no honest model here, that reads no more
 * than score and clock: nothing is guessed.
 */
export function gameModel(
  { sport, league }: Pick<GameView, 'sport' | 'league'>,
  pregame: PregameProbabilities,
  { marginDeviation, possessionPoints, hockeyGoals }: ModelTerms,
): GameModel | null {
  switch (sport) {
    case 'basketball':
    case 'american-football': {
      const deviation = marginDeviation === 'league' ? marginDeviationOf(league) : marginDeviation;
      if (deviation === null || pregame.draw > 0) return null;
      const expectedMargin = deviation * normalQuantile(pregame.home);
      const margin = { expectedMargin, marginDeviation: deviation, overtimeHome: EVEN };
      return sport === 'basketball'
        ? { kind: 'brownian', ...margin, possessionPoints }
        : { kind: 'discrete-margin', ...margin };
    }
    case 'soccer':
      return pregame.draw > 0 ? goals(goalsOfThreeWay(pregame), null, SOCCER_PROFILE) : null;
    case 'hockey':
      return pregame.draw > 0 ? null : goals(goalsOfTwoWay(pregame.home, hockeyGoals), EVEN, null);
    default:
      return null;
  }
}

const goals = (
  expected: Pick<GoalsModel, 'homeGoals' | 'awayGoals'>,
  overtimeHome: Prob | null,
  profile: readonly number[] | null,
): GameModel => ({ kind: 'goals', ...expected, overtimeHome, profile });

/**
 * The probabilities of a game in regulation, from its last state; `null` = score or clock are not known, it has not
 * begun or regulation is over: an overtime is another game, and a final one needs no model.
 */
export function modelledNow(
  model: GameModel,
  state: GameState,
  { clock, spec }: { readonly clock: Progress; readonly spec: SportSpec | null },
): ThreeWay | null {
  const remaining = partLeft(clock, spec);
  if (remaining === null || remaining <= 0 || clock.isOvertime) return null;
  if (state.phase !== 'live' && state.phase !== 'break') return null;
  if (state.homeScore === null || state.awayScore === null) return null;
  const lead = state.homeScore - state.awayScore;
  if (model.kind === 'goals') return goalsOutcome(model, { lead, remaining });
  const win =
    model.kind === 'brownian'
      ? winProbability(model, { lead: lead + ballWorth(state, model.possessionPoints), remaining })
      : winProbability(model, { lead, remaining, drive: driveOf(state) });
  return win.kind === 'known' ? win : null;
}

/** The least and the most that each way of a game can be. */
export interface ModelledRange {
  readonly low: ThreeWay;
  readonly high: ThreeWay;
}

/**
 * The same where it is not told who has the ball: what each way is worth at least and at most, whoever it is. The price
 * knows who, and a model that takes the middle sees an edge in every possession.
 */
export function modelledRange(
  model: GameModel,
  state: GameState,
  at: { readonly clock: Progress; readonly spec: SportSpec | null },
): ModelledRange | null {
  if (model.kind === 'goals' || state.possession !== null) {
    const ways = modelledNow(model, state, at);
    return ways === null ? null : { low: ways, high: ways };
  }
  const home = modelledNow(model, { ...state, possession: 'home' }, at);
  const away = modelledNow(model, { ...state, possession: 'away' }, at);
  if (home === null || away === null) return null;
  return {
    low: { home: away.home, draw: away.draw, away: home.away },
    high: { home: home.home, draw: home.draw, away: away.away },
  };
}

/** The part of the game that is still to come, added time with it: in a half of soccer goals fall then too. */
function partLeft({ remaining, secondsRemaining }: Progress, spec: SportSpec | null): number | null {
  if (spec?.kind !== 'clock' || spec.addedSeconds.length === 0 || secondsRemaining === null) return remaining;
  const added = spec.addedSeconds.reduce((sum, seconds) => sum + seconds, 0);
  return Math.min(1, secondsRemaining / (spec.periods * spec.periodSeconds + added));
}

function ballWorth({ possession }: GameState, points: number): number {
  if (possession === null) return 0;
  return (possession === 'home' ? points : -points) / 2;
}
