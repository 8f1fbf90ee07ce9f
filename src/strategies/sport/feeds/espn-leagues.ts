/** League codes by the names that ESPN's addresses and scoreboards use. */
const LEAGUES: ReadonlyMap<string, string> = new Map([
  ...['nba', 'wnba', 'nfl', 'cfl', 'ufl', 'nhl', 'mlb', 'atp', 'wta', 'ufc', 'f1', 'pga', 'pll'].map(
    (code) => [code, code] as const,
  ),
  ['mens-college-basketball', 'ncaam'],
  ['womens-college-basketball', 'ncaaw'],
  ['college-football', 'ncaaf'],
  ['eng.1', 'epl'],
  ['esp.1', 'lal'],
  ['ger.1', 'bun'],
  ['ita.1', 'sea'],
  ['fra.1', 'fl1'],
  ['usa.1', 'mls'],
  ['mex.1', 'lmx'],
  ['uefa.champions', 'ucl'],
]);

/** League of a name such as `eng.1`; `null` = not known here. */
export const leagueOfEspn = (slug: string): string | null => LEAGUES.get(slug.toLowerCase()) ?? null;
