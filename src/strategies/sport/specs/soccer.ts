import { type LeagueRules, leagueRules } from '../league-rules.js';
import { NO_OVERTIME, type Overtime, untimed } from '../overtime.js';
import type { ClockRules } from '../regulation.js';

/** Added time: 2.5 and 6 minutes, the averages since the directive of 2022 on effective playing time. */
const HALVES: ClockRules = {
  kind: 'clock',
  periods: 2,
  periodSeconds: 2700,
  clock: 'up',
  segment: 'h',
  addedSeconds: [150, 360],
  breakSeconds: [900],
};

const EXTRA_TIME: Overtime = { kind: 'timed', seconds: 900, periods: 2, ends: 'clock', ifLevel: 'shootout' };

/** Laws of the Game, 7 and 10. Some cups go straight to penalties: the English league cup, and
 * the Leagues Cup, of which every game is decided. Round One of the MLS playoffs does too, and has no stage of its own. */
export const SOCCER: readonly LeagueRules[] = [
  leagueRules({
    leagues: 'epl lal laliga bun sea fl1 ucl uel uecl uwcl nwsl fwc els brb bra csl ere por tur efa cdr dfb',
    regulation: HALVES,
    regular: { overtime: NO_OVERTIME, draw: true, wallMinutes: 113 },
    knockout: { overtime: EXTRA_TIME, draw: false },
  }),
  leagueRules({
    leagues: 'mls lmx',
    regulation: HALVES,
    regular: { overtime: NO_OVERTIME, draw: true, wallMinutes: 115 },
    knockout: { overtime: EXTRA_TIME, draw: false },
  }),
  leagueRules({
    leagues: 'efl leaguescup',
    regulation: HALVES,
    regular: { overtime: NO_OVERTIME, draw: true, wallMinutes: 113 },
    knockout: { overtime: untimed('penalties'), draw: false },
  }),
];
