import { exactExp } from '../../engine/exact-math.js';

/** Goals that one team may still score; beyond it lies less than 1e-6 for up to 6 expected ones. */
const GOALS_LIMIT = 20;

function poissonTerms(mean: number): number[] {
  const terms = [exactExp(-mean)];
  for (let goals = 1; goals <= GOALS_LIMIT; goals += 1) {
    terms.push(((terms[goals - 1] as number) * mean) / goals);
  }
  return terms;
}

/**
 * Probabilities of home win, draw and away win when the goals still to come are independent and Poisson.
 *
 * @param homeMean and `awayMean` are the goals expected from here on, 0 or more.
 * @param homeLead is the goal difference now.
 */
export function poissonOutcome(
  homeMean: number,
  awayMean: number,
  homeLead: number,
): readonly [number, number, number] {
  const home = poissonTerms(homeMean);
  const away = poissonTerms(awayMean);
  const awayBelow = [0];
  for (const term of away) awayBelow.push((awayBelow[awayBelow.length - 1] as number) + term);
  const all = awayBelow[GOALS_LIMIT + 1] as number;
  let win = 0;
  let draw = 0;
  let total = 0;
  for (let goals = 0; goals <= GOALS_LIMIT; goals += 1) {
    const term = home[goals] as number;
    const level = Math.max(0, Math.min(goals + homeLead, GOALS_LIMIT + 1));
    win += term * (awayBelow[level] as number);
    draw += goals + homeLead < 0 ? 0 : term * (away[level] ?? 0);
    total += term * all;
  }
  return [win / total, draw / total, Math.max(0, total - win - draw) / total];
}
