import { assert } from '../../engine/assert.js';

/** Possessions of a game in regulation, 32 a quarter, and of an overtime: an even number, shared equally. */
export const POSSESSIONS = 128;
export const OVERTIME_POSSESSIONS = 12;
export const PERIODS = 4;

/**
 * How the ball goes from side to side. `counted`: home begins every period and each has its share of possessions, so
 * that whoever has the ball, it is known who has the last one. `open`: a coin says who begins a period, and its last
 * possession is played or not by another: nobody knows.
 */
export type Turns = 'counted' | 'open';
export type Team = 'home' | 'away';
const TEAMS = ['home', 'away'] as const;
const LAST_POSSESSION: Readonly<Record<Turns, number>> = { counted: 1, open: 0.5 };

/** Who has a possession of a period, counted from 0. */
export const teamOn = (possession: number, starter: Team): Team =>
  possession % 2 === 0 ? starter : starter === 'home' ? 'away' : 'home';

/** The chance that a possession of a period, counted from 0, is played at all. */
export const chanceOf = (turns: Turns, possession: number, period: number): number =>
  possession === period - 1 ? LAST_POSSESSION[turns] : 1;

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
 * the margin is the sum over all possessions that are expected, solved for the larger h.
 */
export function scoringRates(
  expectedMargin: number,
  marginSd: number,
  turns: Turns = 'counted',
): ScoringRates {
  const possessions = POSSESSIONS - PERIODS * (1 - LAST_POSSESSION[turns]);
  const variance = (marginSd * marginSd) / possessions;
  const square = MEAN_BASKET * MEAN_BASKET;
  const root = Math.sqrt(SQUARE_BASKET * SQUARE_BASKET - 4 * square * variance);
  const level = (SQUARE_BASKET + root) / (2 * square);
  const tilt = expectedMargin / (possessions * MEAN_BASKET);
  const rates = { home: level + tilt, away: level - tilt };
  const valid = [rates.home, rates.away].every((rate) => rate > 0 && rate < 1);
  assert(valid, `no scoring rates for a margin of ${expectedMargin} and a deviation of ${marginSd}`);
  return rates;
}

/** Probability that home wins, for every number of possessions played, every lead and the side that began the period. */
export interface WinTable {
  at(played: number, homeLead: number, starter?: Team): number;
  /** Before it is known who begins the next period, or after the last one. */
  between(played: number, homeLead: number): number;
}

interface TableSize {
  readonly possessions: number;
  /** Possessions of a period. */
  readonly period: number;
  readonly turns: Turns;
}

/** @param tieValue probability that home wins after a tie at the end of the table. */
function winTable(
  rates: ScoringRates,
  { possessions, period, turns }: TableSize,
  tieValue: number,
): WinTable {
  const starters = turns === 'counted' ? (['home'] as const) : TEAMS;
  const values = { home: tableEnd(possessions, tieValue), away: tableEnd(possessions, tieValue) };
  const at = (played: number, lead: number, starter: Team = 'home'): number => {
    if (lead > LEAD_LIMIT) return 1;
    if (lead < -LEAD_LIMIT) return 0;
    return values[starter][played * WIDTH + lead + LEAD_LIMIT] as number;
  };
  const between = (played: number, lead: number): number =>
    turns === 'counted' ? at(played, lead) : (at(played, lead, 'home') + at(played, lead, 'away')) / 2;
  for (let played = possessions - 1; played >= 0; played -= 1) {
    const inPeriod = played % period;
    const isLast = inPeriod === period - 1;
    for (const starter of starters) {
      const next = (lead: number): number =>
        isLast ? between(played + 1, lead) : at(played + 1, lead, starter);
      const team = teamOn(inPeriod, starter);
      const rate = rates[team] * chanceOf(turns, inPeriod, period);
      const sign = team === 'home' ? 1 : -1;
      for (let lead = -LEAD_LIMIT; lead <= LEAD_LIMIT; lead += 1) {
        const two = TWO_POINT_SHARE * next(lead + 2 * sign);
        const three = (1 - TWO_POINT_SHARE) * next(lead + 3 * sign);
        values[starter][played * WIDTH + lead + LEAD_LIMIT] = (1 - rate) * next(lead) + rate * (two + three);
      }
    }
  }
  return { at, between };
}

/** A table of which only the end is known. */
function tableEnd(possessions: number, tieValue: number): Float64Array {
  const values = new Float64Array((possessions + 1) * WIDTH);
  for (let column = 0; column < WIDTH; column += 1) {
    const lead = column - LEAD_LIMIT;
    values[possessions * WIDTH + column] = lead > 0 ? 1 : lead < 0 ? 0 : tieValue;
  }
  return values;
}

/** Exact win probabilities of a game: regulation and any number of overtimes, by backward induction. */
export interface WinProbability {
  readonly regulation: WinTable;
  readonly overtime: WinTable;
}

/** Of a game whose ball goes from side to side by `turns`. */
export function winProbability(rates: ScoringRates, turns: Turns = 'counted'): WinProbability {
  const extra = { possessions: OVERTIME_POSSESSIONS, period: OVERTIME_POSSESSIONS, turns };
  const without = winTable(rates, extra, 0).between(0, 0);
  const withTie = winTable(rates, extra, 1).between(0, 0);
  // Wins one overtime, or ties it and is where it was: w = a + t w, t = withTie - without.
  const level = without / (1 - (withTie - without));
  return {
    regulation: winTable(rates, { possessions: POSSESSIONS, period: POSSESSIONS / PERIODS, turns }, level),
    overtime: winTable(rates, extra, level),
  };
}
