import { type LeagueRules, leagueRules } from '../league-rules.js';
import { NO_OVERTIME, untimed } from '../overtime.js';
import type { LapsRules, OversRules } from '../regulation.js';

const twoInnings = (balls: number): OversRules => ({ kind: 'overs', periods: 2, balls });
const LAPS: LapsRules = { kind: 'laps', periods: null };
const superOver = (wallMinutes: number) => ({ overtime: untimed('super-over'), draw: true, wallMinutes });

/**
 * Cricket, golf and racing. A draw in cricket is a tie, or no result. The innings of a Test have no length, so how
 * far one has come cannot be told from innings and balls.
 */
export const CRICKET_GOLF_RACING: readonly LeagueRules[] = [
  leagueRules({
    leagues: 't20blast t20blastw t20i t20 mlc ipl bbl psl cpl sa20',
    regulation: twoInnings(120),
    regular: superOver(205),
  }),
  leagueRules({
    leagues: 'odi',
    regulation: twoInnings(300),
    regular: { overtime: NO_OVERTIME, draw: true, wallMinutes: 470 },
    knockout: superOver(470),
  }),
  leagueRules({ leagues: 'hundred', regulation: twoInnings(100), regular: superOver(150) }),
  leagueRules({
    leagues: 'test',
    regulation: { kind: 'overs', periods: 4, balls: null },
    regular: { overtime: NO_OVERTIME, draw: true, wallMinutes: null },
  }),
  leagueRules({
    leagues: 'pga',
    regulation: { kind: 'holes', periods: 4 },
    regular: { overtime: untimed('extra-holes'), draw: false, wallMinutes: null },
  }),
  leagueRules({
    leagues: 'lpga liv',
    regulation: { kind: 'holes', periods: null },
    regular: { overtime: untimed('extra-holes'), draw: false, wallMinutes: null },
  }),
  leagueRules({
    leagues: 'f1',
    regulation: LAPS,
    regular: { overtime: NO_OVERTIME, draw: false, wallMinutes: 95 },
  }),
  leagueRules({
    leagues: 'nascar',
    regulation: LAPS,
    regular: { overtime: untimed('extra-laps'), draw: false, wallMinutes: 200 },
  }),
  leagueRules({
    leagues: 'indycar',
    regulation: LAPS,
    regular: { overtime: NO_OVERTIME, draw: false, wallMinutes: 200 },
  }),
  leagueRules({
    leagues: 'motogp',
    regulation: LAPS,
    regular: { overtime: NO_OVERTIME, draw: false, wallMinutes: 45 },
  }),
];
