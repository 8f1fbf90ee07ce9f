import { assert } from '../../engine/assert.js';

/** Possessions of a game in regulation, 32 a quarter, and of an overtime: an even number, shared equally. */
export const POSSESSIONS = 128;
export const OVERTIME_POSSESSIONS = 12;

/** A basket counts 2 with this probability and 3 otherwise. */
export const TWO_POINT_SHARE = 0.7;
const MEAN_BASKET = 2 * TWO_POINT_SHARE + 3 * (1 - TWO_POINT_SHARE);
const SQUARE_BASKET = 4 * TWO_POINT_SHARE + 9 * (1 - TWO_POINT_SHARE);

/** Leads beyond this are as good as won: no game comes back from it in what is left of a table. */
const LEAD_LIMIT = 160;
const WIDTH = 2 * LEAD_LIMIT + 1;

/** Probability that a possession ends with a basket. */
export interface ScoringRates {
  readonly home: number;
  readonly away: number;
}

/**
 * Rates that give the final margin the wanted mean and standard deviation, points.
 *
 * One possession scores h E[b] with variance h E[b²] - h² E[b]², b the points of a basket; the variance of
 * the margin is the sum over all possessions, solved for the larger h.
 */
export function scoringRates(expectedMargin: number, marginSd: number): ScoringRates {
  const variance = (marginSd * marginSd) / POSSESSIONS;
  const square = MEAN_BASKET * MEAN_BASKET;
  const root = Math.sqrt(SQUARE_BASKET * SQUARE_BASKET - 4 * square * variance);
  const level = (SQUARE_BASKET + root) / (2 * square);
  const tilt = expectedMargin / (POSSESSIONS * MEAN_BASKET);
  const rates = { home: level + tilt, away: level - tilt };
  const valid = [rates.home, rates.away].every((rate) => rate > 0 && rate < 1);
  assert(valid, `no scoring rates for a margin of ${expectedMargin} and a deviation of ${marginSd}`);
  return rates;
}

/** Probability that home wins, for every number of possessions played and every lead. */
export interface WinTable {
  at(played: number, homeLead: number): number;
}

/** @param tieValue probability that home wins after a tie at the end of the table. */
function winTable(rates: ScoringRates, possessions: number, tieValue: number): WinTable {
  const values = new Float64Array((possessions + 1) * WIDTH);
  for (let column = 0; column < WIDTH; column += 1) {
    const lead = column - LEAD_LIMIT;
    values[possessions * WIDTH + column] = lead > 0 ? 1 : lead < 0 ? 0 : tieValue;
  }
  const at = (played: number, lead: number): number => {
    if (lead > LEAD_LIMIT) return 1;
    if (lead < -LEAD_LIMIT) return 0;
    return values[played * WIDTH + lead + LEAD_LIMIT] as number;
  };
  for (let played = possessions - 1; played >= 0; played -= 1) {
    const home = played % 2 === 0;
    const rate = home ? rates.home : rates.away;
    const sign = home ? 1 : -1;
    for (let lead = -LEAD_LIMIT; lead <= LEAD_LIMIT; lead += 1) {
      const two = TWO_POINT_SHARE * at(played + 1, lead + 2 * sign);
      const three = (1 - TWO_POINT_SHARE) * at(played + 1, lead + 3 * sign);
      values[played * WIDTH + lead + LEAD_LIMIT] = (1 - rate) * at(played + 1, lead) + rate * (two + three);
    }
  }
  return { at };
}

/** Exact win probabilities of a game: regulation and any number of overtimes, by backward induction. */
export interface WinProbability {
  readonly regulation: WinTable;
  readonly overtime: WinTable;
}

/** Home has the first possession, of regulation and of each overtime. */
export function winProbability(rates: ScoringRates): WinProbability {
  const without = winTable(rates, OVERTIME_POSSESSIONS, 0).at(0, 0);
  const withTie = winTable(rates, OVERTIME_POSSESSIONS, 1).at(0, 0);
  // Wins one overtime, or ties it and is where it was: w = a + t w, t = withTie - without.
  const level = without / (1 - (withTie - without));
  return {
    regulation: winTable(rates, POSSESSIONS, level),
    overtime: winTable(rates, OVERTIME_POSSESSIONS, level),
  };
}
