import { assert } from '../../engine/assert.js';
import { exactExp } from '../../engine/exact-math.js';
import { type Prob, prob } from '../../engine/units.js';
import type { MarginSituation } from './brownian.js';

/** Goals of both sides as independent Poisson processes (soccer, hockey). */
export interface GoalsModel {
  /** Expected goals of a whole game. */
  readonly homeGoals: number;
  readonly awayGoals: number;
  /** Probability of the home side after a level game; `null` = a draw stands. */
  readonly overtimeHome: Prob | null;
  /** Share of the goals in each equal slice of regulation, in order; `null` = an even rate. */
  readonly profile: readonly number[] | null;
}

/** Probabilities of the three ways. */
export interface ThreeWay {
  readonly home: Prob;
  readonly draw: Prob;
  readonly away: Prob;
}

/** Beyond this many goals of one side there is nothing left to add. */
const GOALS_MAX = 80;

/** Win, draw and loss by the difference of the goals that are left (Skellam 1946), summed over both sides. */
export function goalsOutcome(model: GoalsModel, { lead, remaining }: MarginSituation): ThreeWay {
  assert(Number.isInteger(lead), `a lead is whole goals, was ${lead}`);
  assert(remaining >= 0 && remaining <= 1, `what is left is in [0, 1], was ${remaining}`);
  const share = shareLeft(model.profile, remaining);
  const home = poisson(model.homeGoals * share);
  const away = poisson(model.awayGoals * share);
  let win = 0;
  let draw = 0;
  for (const [scored, pScored] of home.entries()) {
    for (const [conceded, pConceded] of away.entries()) {
      const margin = lead + scored - conceded;
      if (margin > 0) win += pScored * pConceded;
      else if (margin === 0) draw += pScored * pConceded;
    }
  }
  return settle(win, draw, model.overtimeHome);
}

/**
 * The lead with the goals that are expected to come, in standard deviations of those goals: `(l + h - a) / √(h + a)`.
 * The same quantity as that of a margin in points, so that sports compare. `null` = no goal is expected any more.
 */
export function goalsLeadScore(model: GoalsModel, { lead, remaining }: MarginSituation): number | null {
  const share = shareLeft(model.profile, remaining);
  const [home, away] = [model.homeGoals * share, model.awayGoals * share];
  return home + away > 0 ? (lead + home - away) / Math.sqrt(home + away) : null;
}

function settle(win: number, draw: number, overtimeHome: Prob | null): ThreeWay {
  const decided = overtimeHome === null ? 0 : draw;
  const home = Math.min(1, win + decided * (overtimeHome ?? 0));
  const level = Math.min(1 - home, draw - decided);
  return { home: prob(home), draw: prob(level), away: prob(Math.max(0, 1 - home - level)) };
}

/** Share of the goals that is still to come. */
function shareLeft(profile: readonly number[] | null, remaining: number): number {
  if (profile === null) return remaining;
  const played = (1 - remaining) * profile.length;
  let left = 0;
  let total = 0;
  for (const [slice, share] of profile.entries()) {
    assert(share >= 0, `a share of goals is 0 or more, was ${share}`);
    total += share;
    left += share * Math.min(1, Math.max(0, slice + 1 - played));
  }
  assert(total > 0, 'a profile has goals');
  return left / total;
}

/** Probability of each number of goals; the last one takes what is beyond. */
function poisson(mean: number): readonly number[] {
  assert(
    mean >= 0 && mean < GOALS_MAX / 4,
    `expected goals are from 0 to ${GOALS_MAX / 4 - 1}, were ${mean}`,
  );
  const probabilities: number[] = [];
  let term = exactExp(-mean);
  for (let goals = 0; goals <= GOALS_MAX; goals += 1) {
    probabilities.push(term);
    term = (term * mean) / (goals + 1);
  }
  return probabilities;
}
