import { type LeagueRules, leagueRules } from '../league-rules.js';
import { NO_OVERTIME, untimed } from '../overtime.js';
import type { MapMeasure, MapsRules, RoundsRules, SetsRules } from '../regulation.js';

/** Men play best of five at the majors and best of three elsewhere; forty minutes a set in both. */
const tennis = (bestOf: number | null): SetsRules => ({
  kind: 'sets',
  periods: null,
  bestOf,
  toWin: 6,
  toWinLast: 6,
  setMinutes: 40,
});

const VOLLEYBALL: SetsRules = {
  kind: 'sets',
  periods: null,
  bestOf: 5,
  toWin: 25,
  toWinLast: 15,
  setMinutes: 27,
};

/** Games to a number of points, won by two. */
const points = (bestOf: number | null, toWin: number, setMinutes: number): SetsRules => ({
  ...{ kind: 'sets', periods: null, bestOf, toWin, toWinLast: toWin, setMinutes },
});

const fight = (periodSeconds: number): RoundsRules => ({
  kind: 'rounds',
  periods: null,
  periodSeconds,
  breakSeconds: 60,
});

const byMap = { overtime: untimed('extra-rounds'), draw: false, wallMinutes: null };
const byClock = { overtime: NO_OVERTIME, draw: false, wallMinutes: null };
const maps = (mapMinutes: number, measure: MapMeasure): MapsRules => ({
  kind: 'maps',
  periods: null,
  measure,
  mapMinutes,
});
const rounds = (toWin: number): MapsRules => maps(45, { by: 'rounds', toWin });

/**
 * Tennis, volleyball, other matches of games, fights and esports. Tour doubles end in a tie-break to ten in place of
 * a third set; women box rounds of two minutes; an even number of maps, or of legs in a league of darts, can end level.
 */
export const MATCHES: readonly LeagueRules[] = [
  leagueRules({
    leagues: 'atp itf itfme itfwo',
    regulation: tennis(null),
    regular: { overtime: untimed('tie-break'), draw: false, wallMinutes: null },
  }),
  leagueRules({
    leagues: 'wta',
    regulation: tennis(3),
    regular: { overtime: untimed('tie-break'), draw: false, wallMinutes: null },
  }),
  leagueRules({
    leagues: 'tennisdoubles',
    regulation: { ...tennis(3), toWinLast: 10, setMinutes: 32 },
    regular: { overtime: untimed('tie-break'), draw: false, wallMinutes: null },
  }),
  leagueRules({
    leagues: 'vnl',
    regulation: VOLLEYBALL,
    regular: { overtime: NO_OVERTIME, draw: false, wallMinutes: null },
  }),
  leagueRules({ leagues: 'wtt', regulation: points(null, 11, 7), regular: byClock }),
  leagueRules({ leagues: 'bwf', regulation: points(3, 21, 18), regular: byClock }),
  leagueRules({
    leagues: 'pdc',
    regulation: maps(4, { by: 'nothing' }),
    regular: { overtime: NO_OVERTIME, draw: true, wallMinutes: null },
  }),
  leagueRules({ leagues: 'wst', regulation: maps(20, { by: 'nothing' }), regular: byClock }),
  leagueRules({
    leagues: 'ufc pfl',
    regulation: fight(300),
    regular: { overtime: NO_OVERTIME, draw: true, wallMinutes: 25 },
  }),
  leagueRules({
    leagues: 'boxing',
    regulation: fight(180),
    regular: { overtime: NO_OVERTIME, draw: true, wallMinutes: 50 },
  }),
  leagueRules({
    leagues: 'boxingw',
    regulation: fight(120),
    regular: { overtime: NO_OVERTIME, draw: true, wallMinutes: 40 },
  }),
  leagueRules({ leagues: 'csgo', regulation: rounds(16), regular: byMap }),
  leagueRules({ leagues: 'cs2', regulation: rounds(16), regular: byMap }),
  leagueRules({ leagues: 'cs2', from: '2023-09-27', regulation: rounds(13), regular: byMap }),
  leagueRules({ leagues: 'valorant val', regulation: rounds(13), regular: byMap }),
  leagueRules({ leagues: 'r6', regulation: rounds(7), regular: byMap }),
  leagueRules({ leagues: 'cod', regulation: maps(25, { by: 'nothing' }), regular: byMap }),
  leagueRules({
    leagues: 'lol',
    regulation: maps(42, { by: 'clock', expectedSeconds: 1920 }),
    regular: byClock,
  }),
  leagueRules({
    leagues: 'dota2',
    regulation: maps(50, { by: 'clock', expectedSeconds: 2400 }),
    regular: byClock,
  }),
];
