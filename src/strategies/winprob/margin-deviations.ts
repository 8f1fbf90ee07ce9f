/**
 * Standard deviation of the final margin against the closing spread, by league. Working values, not fits: NFL is
 * Pro-Football-Reference's (1978-2012), NBA Winston's; the others are the middle of what is commonly quoted.
 */
const MARGIN_DEVIATIONS: ReadonlyMap<string, number> = new Map([
  ['nba', 12],
  ['wnba', 11],
  ['ncaam', 10.75],
  ['ncaaw', 12],
  ['nfl', 13.45],
  ['ncaaf', 15.75],
  ['cfl', 13.5],
]);

/** Leagues with a working value. */
export const MARGIN_LEAGUES: readonly string[] = [...MARGIN_DEVIATIONS.keys()];

/** Deviation of the margin of a league, points; `null` = none is known, and never a default. */
export const marginDeviationOf = (league: string): number | null =>
  MARGIN_DEVIATIONS.get(league.toLowerCase()) ?? null;
