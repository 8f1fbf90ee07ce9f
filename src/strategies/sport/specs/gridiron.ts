import { type LeagueRules, leagueRules } from '../league-rules.js';
import { type Overtime, type TimedOvertime, untimed } from '../overtime.js';
import type { ClockRules } from '../regulation.js';

const quarters = (halfTimeMinutes: number): ClockRules => ({
  kind: 'clock',
  periods: 4,
  periodSeconds: 900,
  clock: 'down',
  segment: 'q',
  addedSeconds: [],
  breakSeconds: [120, halfTimeMinutes * 60, 120],
});

/** Overtime of the NFL: a tie in the regular season, again and again in the playoffs. */
function nfl(
  from: string | undefined,
  rules: {
    readonly seconds: number;
    readonly regular: TimedOvertime['ends'];
    readonly knockout: TimedOvertime['ends'];
  },
): LeagueRules {
  const timed = { kind: 'timed', periods: 1 } as const;
  const regular: Overtime = { ...timed, seconds: rules.seconds, ends: rules.regular, ifLevel: 'draw' };
  const knockout: Overtime = { ...timed, seconds: 900, ends: rules.knockout, ifLevel: 'again' };
  return leagueRules({
    leagues: 'nfl',
    ...(from === undefined ? {} : { from }),
    regulation: quarters(13),
    regular: { overtime: regular, draw: true, wallMinutes: 190 },
    knockout: { overtime: knockout, draw: false, wallMinutes: 195 },
  });
}

const FIRST = 'score-after-first-drive';
const BOTH = 'score-after-both-drives';

/** Rule books of NFL, NCAA, CFL and UFL. Each date is the first game of the season that brought the rule. */
export const GRIDIRON: readonly LeagueRules[] = [
  nfl(undefined, { seconds: 900, regular: 'score', knockout: 'score' }),
  nfl('2012-09-05', { seconds: 900, regular: FIRST, knockout: FIRST }),
  nfl('2017-09-07', { seconds: 600, regular: FIRST, knockout: FIRST }),
  nfl('2022-09-08', { seconds: 600, regular: FIRST, knockout: BOTH }),
  nfl('2025-09-04', { seconds: 600, regular: BOTH, knockout: BOTH }),
  leagueRules({
    leagues: 'ncaaf cfb',
    regulation: quarters(20),
    regular: { overtime: untimed('possessions'), draw: false, wallMinutes: 205 },
  }),
  leagueRules({
    leagues: 'cfl',
    regulation: quarters(14),
    regular: { overtime: untimed('possessions'), draw: true, wallMinutes: 170 },
    knockout: { draw: false },
  }),
  leagueRules({
    leagues: 'ufl',
    regulation: quarters(13),
    regular: { overtime: untimed('conversions'), draw: false, wallMinutes: 170 },
  }),
];
