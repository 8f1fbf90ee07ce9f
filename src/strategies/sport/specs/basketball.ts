import { type LeagueRules, leagueRules } from '../league-rules.js';
import { untilDecided, untimed } from '../overtime.js';
import type { ClockRules } from '../regulation.js';

const quarters = (periodSeconds: number): ClockRules => ({
  kind: 'clock',
  periods: 4,
  periodSeconds,
  clock: 'down',
  segment: 'q',
  addedSeconds: [],
  breakSeconds: [130, 900, 130],
});

const HALVES: ClockRules = {
  kind: 'clock',
  periods: 2,
  periodSeconds: 1200,
  clock: 'down',
  segment: 'h',
  addedSeconds: [],
  breakSeconds: [900],
};

const decided = (wallMinutes: number) => ({ overtime: untilDecided(300), draw: false, wallMinutes });

/** Rule books of NBA, WNBA, FIBA and NCAA: college men play halves, college women quarters. */
export const BASKETBALL: readonly LeagueRules[] = [
  leagueRules({ leagues: 'nba', regulation: quarters(720), regular: decided(138) }),
  leagueRules({ leagues: 'cba', regulation: quarters(720), regular: decided(130) }),
  leagueRules({
    leagues: 'nbagl',
    regulation: quarters(720),
    regular: { overtime: untimed('target-score'), draw: false, wallMinutes: 125 },
    knockout: { overtime: untilDecided(300) },
  }),
  leagueRules({ leagues: 'wnba', regulation: quarters(600), regular: decided(122) }),
  leagueRules({ leagues: 'nbasl', regulation: quarters(600), regular: decided(122) }),
  leagueRules({ leagues: 'ncaam ncaamb ncaab cbb', regulation: HALVES, regular: decided(128) }),
  leagueRules({ leagues: 'ncaaw ncaawb wcbb', regulation: quarters(600), regular: decided(120) }),
  leagueRules({ leagues: 'euroleague eurocup fiba nbl', regulation: quarters(600), regular: decided(115) }),
];
