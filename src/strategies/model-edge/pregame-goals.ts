import type { Prob } from '../../engine/units.js';
import { goalsOutcome } from '../winprob/goals.js';

/** Expected goals of both sides over a whole game. */
export interface ExpectedGoals {
  readonly homeGoals: number;
  readonly awayGoals: number;
}

/** Probabilities of home and draw before the start; away has the rest. */
export interface PregameOdds {
  readonly home: number;
  readonly draw: number;
}

const GOALS_LEAST = 0.6;
const GOALS_MOST = 6;
/** Halvings of a bracket of six goals: to a thousandth of a goal, which moves no probability by 0.0005. */
const HALVINGS = 13;
const OVERTIME_EVEN = 0.5 as Prob;

/**
 * The goals of two Poisson processes that give a three-way price: the total by the draw, the difference by home
 * against away. The draw becomes rarer as the total grows, and home likelier as the difference does.
 *
 * @example goalsOfThreeWay({ home: 0.4415, draw: 0.2548 }); // about 1.5 and 1.2
 */
export function goalsOfThreeWay({ home, draw }: PregameOdds): ExpectedGoals {
  const away = 1 - home - draw;
  const split = (total: number) => splitGoals(total, (goals) => outcome(goals, null), home - away);
  const total = lastBelow(GOALS_LEAST, GOALS_MOST, (goals) => outcome(split(goals), null).draw > draw);
  return split(total);
}

/** The same of a two-way price, the total given and a level game decided evenly (hockey). */
export function goalsOfTwoWay(home: number, total: number): ExpectedGoals {
  return splitGoals(total, (goals) => outcome(goals, OVERTIME_EVEN), 2 * home - 1);
}

const outcome = ({ homeGoals, awayGoals }: ExpectedGoals, overtimeHome: Prob | null) =>
  goalsOutcome({ homeGoals, awayGoals, overtimeHome, profile: null }, { lead: 0, remaining: 1 });

function splitGoals(
  total: number,
  outcomeOf: (goals: ExpectedGoals) => { readonly home: number; readonly away: number },
  balance: number,
): ExpectedGoals {
  const at = (home: number): ExpectedGoals => ({ homeGoals: home, awayGoals: total - home });
  const home = lastBelow(0, total, (goals) => {
    const { home: wins, away: losses } = outcomeOf(at(goals));
    return wins - losses < balance;
  });
  return at(home);
}

/** Where a condition that holds at the low end stops to hold. */
function lastBelow(low: number, high: number, holds: (value: number) => boolean): number {
  let below = low;
  let above = high;
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (below + above) / 2;
    if (holds(middle)) below = middle;
    else above = middle;
  }
  return (below + above) / 2;
}
