import type { GameIndex, MarketIndex } from './ids.js';

/** Venues that touchline knows rules and fees of. */
export const VENUES = ['polymarket', 'polymarket-us', 'kalshi', 'betfair', 'synthetic'] as const;
export type VenueName = (typeof VENUES)[number];

/** One game: the unit of evidence, of correlated risk and of every split. */
export interface GameInfo {
  readonly index: GameIndex;
  /** Stable text id, for example `mlb-nyy-bos-2026-07-11`. */
  readonly id: string;
  /** League code as the venue writes it, for example `nba`; `unknown` where it cannot be told. */
  readonly league: string;
  /** Sport, for example `basketball`; `unknown` where it cannot be told. */
  readonly sport: string;
  /** Date of the game as `YYYY-MM-DD`; `null` = not known. */
  readonly date: string | null;
}

/**
 * One tradable claim: a YES share pays one dollar if its outcome happens. It has **no outcome field**:
 * an outcome arrives as a `resolution` event at its time.
 */
export interface MarketInfo {
  readonly index: MarketIndex;
  readonly venue: VenueName;
  /** The venue's own id of the market. */
  readonly slug: string;
  readonly question: string;
  readonly game: GameIndex;
  /** YES pays if this side wins the game, or if nobody does; `null` = not known, or another claim (spread, total). */
  readonly yesMeans: 'home' | 'away' | 'draw' | null;
}

/** Everything that a tape's indices point at. Markets and games are sorted by (venue, slug) and id. */
export interface Catalog {
  readonly markets: readonly MarketInfo[];
  readonly games: readonly GameInfo[];
  readonly sources: readonly string[];
}
