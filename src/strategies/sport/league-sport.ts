import { assert } from '../../engine/assert.js';

/** League codes as venues and their feeds write them, lower case, by sport. */
const LEAGUES_OF_SPORT = {
  basketball: 'nba nbasl nbagl cba wnba ncaab ncaam ncaaw ncaamb ncaawb cbb wcbb euroleague eurocup fiba nbl',
  'american-football': 'nfl ncaaf cfb cfl ufl',
  hockey: 'nhl ahl khl shl del iihf',
  baseball: 'mlb mlbst npb kbo cpbl lmb wbc ncaabb',
  soccer:
    'epl lal laliga bun sea fl1 ucl uel uecl uwcl mls lmx nwsl fwc els brb bra csl ere por tur efl leaguescup efa cdr dfb',
  tennis: 'atp wta itf itfme itfwo tennisdoubles',
  cricket: 't20blast t20blastw t20i t20 mlc ipl bbl psl cpl sa20 odi hundred test',
  mma: 'ufc pfl',
  boxing: 'boxing boxingw',
  esports: 'cs2 csgo lol dota2 valorant val r6 cod',
  golf: 'pga lpga liv',
  racing: 'f1 nascar indycar motogp',
  rugby: 'nrl superrugby sixnations top14',
  lacrosse: 'pll nll ncaamlax ncaawlax',
  'australian-football': 'afl',
  handball: 'hbl ehfcl',
  volleyball: 'vnl',
  'table-tennis': 'wtt',
  badminton: 'bwf',
  darts: 'pdc',
  snooker: 'wst',
} as const;

function buildTable(): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  for (const [sport, leagues] of Object.entries(LEAGUES_OF_SPORT)) {
    for (const league of leagues.split(' ')) {
      assert(!table.has(league), `league ${league} stands once in the table`);
      table.set(league, sport);
    }
  }
  return table;
}

const SPORT_OF_LEAGUE = buildTable();

/** Every league code whose sport is known. */
export const LEAGUES: readonly string[] = [...SPORT_OF_LEAGUE.keys()];

/**
 * Sport of a league code such as `nba` or `T20Blast`; case does not matter.
 * A code that is not in the table is `unknown`: a sport is never guessed from a part of a name.
 */
export function sportOfLeague(league: string): string {
  return SPORT_OF_LEAGUE.get(league.toLowerCase()) ?? 'unknown';
}
