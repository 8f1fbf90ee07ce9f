import type { MarketInfo } from '../../engine/catalog.js';
import { sportOfLeague } from '../../strategies/sport/league-sport.js';

/** What a slug of Polymarket US says about its market. */
export interface SlugFacts {
  /** `<league>-<first>-<second>-<date>`, shared by every market of the game; else the slug itself. */
  readonly gameId: string;
  readonly league: string;
  readonly sport: string;
  readonly date: string | null;
  readonly yesMeans: MarketInfo['yesMeans'];
}

/**
 * Prefixes of markets on one game: winner, leg of a 1X2, spread, total, statistic, advance. Others (tournament
 * winner, leader of a table, politics) can have the same shape and are no game.
 */
const KINDS_OF_A_GAME = new Set(['aec', 'atc', 'asc', 'tsc', 'astatc', 'aadc']);
/** Leagues where the first-listed side is the away team. Elsewhere it is not known which one it is. */
const AWAY_LISTED_FIRST = new Set(['mlb', 'npb', 'kbo']);
const SLUG = /^([a-z]+)-([a-z0-9]+)-([a-z0-9]+)-([a-z0-9]+)-(\d{4}-\d{2}-\d{2})(?:-(.+))?$/;

const isDate = (text: string): boolean => {
  const instant = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(instant) && new Date(instant).toISOString().startsWith(text);
};

/**
 * Reads `<kind>-<league>-<first>-<second>-<YYYY-MM-DD>[-suffix]`. A slug of another shape is a game of its own
 * in the league `unknown`.
 */
export function parsePolymarketUsSlug(slug: string): SlugFacts {
  const [, kind = '', league = '', first = '', second = '', date = '', suffix] = SLUG.exec(slug) ?? [];
  if (!KINDS_OF_A_GAME.has(kind) || !isDate(date)) {
    return { gameId: slug, league: 'unknown', sport: 'unknown', date: null, yesMeans: null };
  }
  const gameId = `${league}-${first}-${second}-${date}`;
  return { gameId, league, sport: sportOfLeague(league), date, yesMeans: sideOfYes(kind, league, suffix) };
}

function sideOfYes(kind: string, league: string, suffix: string | undefined): MarketInfo['yesMeans'] {
  if (kind === 'aec') return AWAY_LISTED_FIRST.has(league) ? 'away' : null;
  return kind === 'atc' && suffix === 'draw' ? 'draw' : null;
}
