import { sportOfLeague } from './league-sport.js';

/**
 * A game of timed periods. Rules: NBA, WNBA, FIBA, NCAA, NFL, NHL and IFAB rule books.
 *
 * @example { kind: 'clock', periods: 4, periodSeconds: 720, clock: 'down', segment: 'q', addedSeconds: [] }
 */
export interface ClockSpec {
  readonly kind: 'clock';
  /** Periods of regulation; what is played after them is overtime. */
  readonly periods: number;
  readonly periodSeconds: number;
  /** Which way the clock runs that the game is officiated by. */
  readonly clock: 'down' | 'up';
  /** Letter of a segment's name: quarter, half, period. */
  readonly segment: 'q' | 'h' | 'p';
  /** Added time to expect in each period, length `periods`; empty where the clock is stopped instead. */
  readonly addedSeconds: readonly number[];
}

/** How a sport is divided. Tell the kinds apart by `kind`; read a game through `progress`. */
export type SportSpec = ClockSpec;

const stopped = (segment: ClockSpec['segment'], periods: number, periodSeconds: number): ClockSpec => ({
  kind: 'clock',
  periods,
  periodSeconds,
  clock: 'down',
  segment,
  addedSeconds: [],
});

const FOUR_BY_TWELVE = stopped('q', 4, 720);
const FOUR_BY_TEN = stopped('q', 4, 600);
const TWO_BY_TWENTY = stopped('h', 2, 1200);
const FOUR_BY_FIFTEEN = stopped('q', 4, 900);
const THREE_BY_TWENTY = stopped('p', 3, 1200);

/** Added time: 2.5 and 6 minutes, the averages since the directive of 2022 on effective playing time. */
const SOCCER: ClockSpec = {
  kind: 'clock',
  periods: 2,
  periodSeconds: 2700,
  clock: 'up',
  segment: 'h',
  addedSeconds: [150, 360],
};

/** A list for each division of time; college men play halves, college women quarters. */
const LEAGUES: readonly (readonly [ClockSpec, string])[] = [
  [FOUR_BY_TWELVE, 'nba nbagl pll'],
  [FOUR_BY_TEN, 'wnba nbasl euroleague eurocup fiba nbl ncaaw ncaawb wcbb'],
  [TWO_BY_TWENTY, 'ncaam ncaamb ncaab cbb'],
  [FOUR_BY_FIFTEEN, 'nfl ncaaf cfb cfl ufl nll'],
  [THREE_BY_TWENTY, 'nhl ahl khl shl del iihf'],
];

const SPEC_OF_LEAGUE: ReadonlyMap<string, SportSpec> = new Map(
  LEAGUES.flatMap(([spec, leagues]) => leagues.split(' ').map((league) => [league, spec] as const)),
);

/** How a league divides its games; `null` = not known here, and never a default. Case does not matter. */
export function specOfLeague(league: string): SportSpec | null {
  const spec = SPEC_OF_LEAGUE.get(league.toLowerCase());
  if (spec) return spec;
  return sportOfLeague(league) === 'soccer' ? SOCCER : null;
}
