import { type LeagueRules, leagueRules } from '../league-rules.js';
import { NO_OVERTIME, type Overtime, type TimedOvertime, untimed } from '../overtime.js';
import type { ClockRules } from '../regulation.js';

const timed = (
  seconds: number,
  periods: number,
  [ends, ifLevel]: readonly [TimedOvertime['ends'], TimedOvertime['ifLevel']],
): Overtime => ({ kind: 'timed', seconds, periods, ends, ifLevel });

/** Play runs on past 40 and 80 minutes until the ball is dead: about a minute. */
const RUGBY: ClockRules = {
  kind: 'clock',
  periods: 2,
  periodSeconds: 2400,
  clock: 'up',
  segment: 'h',
  addedSeconds: [60, 60],
  breakSeconds: [900],
};

/** Time-on: a quarter of 20 minutes takes about 30. */
const AUSTRALIAN: ClockRules = {
  kind: 'clock',
  periods: 4,
  periodSeconds: 1200,
  clock: 'up',
  segment: 'q',
  addedSeconds: [600, 600, 600, 600],
  breakSeconds: [360, 1200, 360],
};

/** The clock is stopped, not added to. */
const HANDBALL: ClockRules = {
  kind: 'clock',
  periods: 2,
  periodSeconds: 1800,
  clock: 'up',
  segment: 'h',
  addedSeconds: [],
  breakSeconds: [900],
};

const lacrosse = (periodSeconds: number): ClockRules => ({
  kind: 'clock',
  periods: 4,
  periodSeconds,
  clock: 'down',
  segment: 'q',
  addedSeconds: [],
  breakSeconds: [120, 720, 120],
});

const suddenDeath = (seconds: number): Overtime => timed(seconds, 1, ['score', 'again']);

/** Rugby, Australian football, handball and lacrosse, by the rule books of their leagues. */
export const FIELD_GAMES: readonly LeagueRules[] = [
  leagueRules({
    leagues: 'sixnations top14 superrugby',
    regulation: RUGBY,
    regular: { overtime: NO_OVERTIME, draw: true, wallMinutes: 110 },
    knockout: { overtime: timed(600, 2, ['clock', 'sudden-death']), draw: false },
  }),
  leagueRules({
    leagues: 'nrl',
    regulation: RUGBY,
    regular: { overtime: timed(300, 2, ['score', 'draw']), draw: true, wallMinutes: 105 },
    knockout: { overtime: timed(300, 2, ['score', 'again']), draw: false },
  }),
  leagueRules({
    leagues: 'afl',
    regulation: AUSTRALIAN,
    regular: { overtime: NO_OVERTIME, draw: true, wallMinutes: 150 },
    knockout: { overtime: timed(180, 2, ['clock', 'again']), draw: false },
  }),
  leagueRules({
    leagues: 'hbl ehfcl',
    regulation: HANDBALL,
    regular: { overtime: NO_OVERTIME, draw: true, wallMinutes: 90 },
    knockout: { overtime: timed(300, 2, ['clock', 'shootout']), draw: false },
  }),
  leagueRules({
    leagues: 'pll',
    regulation: lacrosse(720),
    regular: { overtime: untimed('next-goal'), draw: false, wallMinutes: 120 },
  }),
  leagueRules({
    leagues: 'ncaamlax ncaawlax',
    regulation: lacrosse(900),
    regular: { overtime: suddenDeath(240), draw: false, wallMinutes: 120 },
  }),
  leagueRules({
    leagues: 'nll',
    regulation: lacrosse(900),
    regular: { overtime: suddenDeath(900), draw: false, wallMinutes: 140 },
  }),
];
