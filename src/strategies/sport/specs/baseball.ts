import { type LeagueRules, leagueRules } from '../league-rules.js';
import type { Overtime } from '../overtime.js';
import type { InningsRules } from '../regulation.js';

/** The feed says `scheduled` where a game is shorter, as in the double-headers of 2020 and 2021. */
const NINE: InningsRules = { kind: 'innings', periods: 9 };

const extra = (last: number | null, runnerOnSecond = false): Overtime => ({
  kind: 'innings',
  last,
  runnerOnSecond,
});

/** Rule books of MLB, KBO and NPB. Each date is the first game of the season that brought the rule. */
export const BASEBALL: readonly LeagueRules[] = [
  leagueRules({
    leagues: 'mlb',
    regulation: NINE,
    regular: { overtime: extra(null), draw: false, wallMinutes: 158 },
    knockout: { wallMinutes: 190 },
  }),
  leagueRules({
    leagues: 'mlb',
    from: '2020-07-23',
    regulation: NINE,
    regular: { overtime: extra(null, true), draw: false, wallMinutes: 158 },
    knockout: { overtime: extra(null), wallMinutes: 190 },
  }),
  leagueRules({
    leagues: 'mlbst',
    regulation: NINE,
    regular: { overtime: { kind: 'none' }, draw: true, wallMinutes: 165 },
  }),
  leagueRules({
    leagues: 'kbo',
    regulation: NINE,
    regular: { overtime: extra(12), draw: true, wallMinutes: 185 },
    knockout: { overtime: extra(15) },
  }),
  leagueRules({
    leagues: 'kbo',
    from: '2025-03-22',
    regulation: NINE,
    regular: { overtime: extra(11), draw: true, wallMinutes: 185 },
    knockout: { overtime: extra(15) },
  }),
  leagueRules({
    leagues: 'npb cpbl',
    regulation: NINE,
    regular: { overtime: extra(12), draw: true, wallMinutes: 190 },
  }),
  leagueRules({
    leagues: 'ncaabb',
    regulation: NINE,
    regular: { overtime: extra(null), draw: false, wallMinutes: 185 },
  }),
  leagueRules({
    leagues: 'lmb wbc',
    regulation: NINE,
    regular: { overtime: extra(null, true), draw: false, wallMinutes: 185 },
  }),
];
