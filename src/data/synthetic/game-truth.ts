import { MICROS_PER_SECOND, micros, type Usd, usd } from '../../engine/units.js';
import { playBasketball } from './basketball-game.js';
import type { GamePath } from './game-path.js';
import type { GamePlan } from './schedule.js';
import type { SeasonParameters } from './season-parameters.js';
import { seasonStream } from './season-stream.js';
import { playSoccer } from './soccer-game.js';

/** A game starts up to this long after its scheduled time. */
const LATE_START_SECONDS = 300;
const PAYOUT_ONE = usd(1_000_000);
const PAYOUT_VOID = usd(500_000);

/** What only the maker of a game knows. Never an event. */
export interface GameTruth {
  readonly plan: GamePlan;
  readonly path: GamePath;
  /** Called off at the scheduled start: the path was never played. */
  readonly isVoid: boolean;
}

/** Draws the course of a game. */
export function drawGame(plan: GamePlan, parameters: SeasonParameters): GameTruth {
  const admission = seasonStream(parameters, plan.info.id, 'admission');
  const isVoid = admission.uniform() < parameters.voidProbability;
  const delay = admission.integer(LATE_START_SECONDS + 1) * MICROS_PER_SECOND;
  const start = micros(plan.scheduledStart + delay);
  const play = seasonStream(parameters, plan.info.id, 'play');
  const { expectedMargin } = plan;
  const path =
    plan.league === 'nba'
      ? playBasketball({ start, expectedMargin, ...parameters.basketball }, play)
      : playSoccer({ start, expectedMargin, ...parameters.soccer }, play);
  return { plan, path, isVoid };
}

/** When quoting ends and the markets close. */
export const closingTime = (truth: GameTruth): number =>
  truth.isVoid ? truth.plan.scheduledStart : truth.path.end;

/** What a YES share of the market on `outcome` pays, 1e-6 dollars. */
export function payoutOf(truth: GameTruth, outcome: number): Usd {
  if (truth.isVoid) return PAYOUT_VOID;
  return truth.path.outcome === outcome ? PAYOUT_ONE : usd(0);
}
