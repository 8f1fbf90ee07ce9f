import type { Micros } from '../../../../engine/units.js';
import { fieldsOf, readAny, readInstantOrNull, readListOrEmpty, readText, readTextOrNull } from './fields.js';
import { type GammaMarket, readGammaMarket } from './gamma-market.js';
import { readEach } from './read-each.js';

/** A side of a game, by every name that the venue has for it. */
export interface GammaTeam {
  readonly names: readonly string[];
  readonly side: 'home' | 'away' | null;
}

/** A game with its markets. */
export interface GammaEvent {
  readonly slug: string;
  /** The venue's number of the game, as text. */
  readonly gameId: string | null;
  readonly sportradarId: string | null;
  /** An event that only adds markets to another one. */
  readonly isChild: boolean;
  readonly startTime: Micros | null;
  /** `YYYY-MM-DD`, local. */
  readonly date: string | null;
  readonly teams: readonly GammaTeam[];
  readonly markets: readonly GammaMarket[];
  /** Markets that could not be read. */
  readonly unread: readonly { readonly slug: string; readonly reason: string }[];
}

/** @throws LIVE_WIRE. A market of it that cannot be read is left out and named. */
export function readGammaEvent(value: unknown): GammaEvent {
  const fields = fieldsOf(value, 'event');
  const markets = readEach(readListOrEmpty(fields, 'markets'), readGammaMarket);
  const teams = readListOrEmpty(fields, 'teams').map(readTeam);
  const named = (['home', 'away'] as const).map((side): GammaTeam => {
    const name = readTextOrNull(fields, `${side}TeamName`);
    return { names: name === null ? [] : [name], side };
  });
  return {
    slug: readText(fields, 'slug'),
    gameId: idOf(readAny(fields, 'gameId')),
    sportradarId: idOf(readAny(fields, 'sportsradarMatchId')),
    isChild: idOf(readAny(fields, 'parentEventId')) !== null,
    startTime: readInstantOrNull(fields, 'startTime'),
    date: readTextOrNull(fields, 'eventDate'),
    teams: [...teams, ...named.filter(({ names }) => names.length > 0)],
    markets: markets.values,
    unread: markets.unread,
  };
}

function readTeam(value: unknown): GammaTeam {
  const fields = fieldsOf(value, 'teams');
  const ordering = readAny(fields, 'ordering');
  const names = (['name', 'abbreviation', 'alias'] as const)
    .map((field) => readTextOrNull(fields, field))
    .filter((name) => name !== null);
  return { names, side: ordering === 'home' || ordering === 'away' ? ordering : null };
}

/** Numbers and texts are one and the same id. */
const idOf = (value: unknown): string | null =>
  typeof value === 'number' ? String(value) : typeof value === 'string' && value !== '' ? value : null;
