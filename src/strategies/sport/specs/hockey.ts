import { type LeagueRules, leagueRules } from '../league-rules.js';
import type { Overtime } from '../overtime.js';
import type { ClockRules } from '../regulation.js';

const PERIODS: ClockRules = {
  kind: 'clock',
  periods: 3,
  periodSeconds: 1200,
  clock: 'down',
  segment: 'p',
  addedSeconds: [],
  breakSeconds: [1080, 1080],
};

const suddenDeath = (seconds: number, ifLevel: 'again' | 'shootout'): Overtime => ({
  kind: 'timed',
  seconds,
  periods: 1,
  ends: 'score',
  ifLevel,
});

/** Rule books of NHL and IIHF; the leagues of Europe play their own lengths of overtime in the playoffs. */
export const HOCKEY: readonly LeagueRules[] = [
  leagueRules({
    leagues: 'nhl',
    regulation: PERIODS,
    regular: { overtime: suddenDeath(300, 'shootout'), draw: false, wallMinutes: 150 },
    knockout: { overtime: suddenDeath(1200, 'again'), wallMinutes: 165 },
  }),
  leagueRules({
    leagues: 'ahl khl shl del iihf',
    regulation: PERIODS,
    regular: { overtime: suddenDeath(300, 'shootout'), draw: false, wallMinutes: 145 },
    knockout: { overtime: suddenDeath(1200, 'again') },
  }),
];
