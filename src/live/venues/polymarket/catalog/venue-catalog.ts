import type { Catalog, GameInfo, MarketInfo } from '../../../../engine/catalog.js';
import type { MarketFacts } from '../../../../engine/events.js';
import { type GameIndex, gameIndex, marketIndex } from '../../../../engine/ids.js';
import { sportOfLeague } from '../../../../strategies/sport/league-sport.js';
import { exchangeOf } from '../signing/exchanges.js';
import type { ClobMarket } from '../wire/clob-market.js';
import type { GammaEvent } from '../wire/gamma-event.js';
import type { GammaMarket } from '../wire/gamma-market.js';
import { marketFacts } from './market-facts.js';
import { outcomeSides } from './outcome-sides.js';
import { type ListedMarket, TokenTable } from './token-table.js';

/** A market that was left out, and why. */
export interface RefusedMarket {
  readonly slug: string;
  readonly reason: string;
}

/** Everything that a session needs to know of what it trades. Indices are fixed with it. */
export interface VenueCatalog {
  readonly catalog: Catalog;
  readonly tokens: TokenTable;
  /** Games by every id that the sports channel may name them with. */
  readonly games: ReadonlyMap<string, GameIndex>;
  readonly refused: readonly RefusedMarket[];
}

/** Names of the feeds that events come from. */
export const MARKET_SOURCE = 'polymarket';
export const SPORTS_SOURCE = 'polymarket-sports';

const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

interface Admitted {
  readonly market: GammaMarket;
  readonly event: GammaEvent;
  readonly facts: MarketFacts;
  readonly listed: Omit<ListedMarket, 'index'>;
  readonly yesMeans: MarketInfo['yesMeans'];
}

/** Builds the catalog of a selection of markets. `clobOf` null = the order service does not know it (yet). */
export function venueCatalog(
  events: readonly GammaEvent[],
  wanted: (market: GammaMarket) => boolean,
  clobOf: (condition: string) => ClobMarket | null,
): VenueCatalog {
  const refused: RefusedMarket[] = events.flatMap(({ unread }) => unread);
  const admitted: Admitted[] = [];
  const seen = new Set<string>();
  for (const event of events) {
    for (const market of event.markets.filter(wanted)) {
      if (seen.has(market.condition)) continue;
      seen.add(market.condition);
      const reading = admit(market, event, clobOf(market.condition));
      if (typeof reading === 'string') refused.push({ slug: market.slug, reason: reading });
      else admitted.push(reading);
    }
  }
  admitted.sort((left, right) => byText(left.market.slug, right.market.slug));
  return { ...assemble(admitted), refused };
}

function admit(market: GammaMarket, event: GammaEvent, clob: ClobMarket | null): Admitted | string {
  if (clob === null) return 'the order service does not know it';
  if (clob.negRisk !== null && clob.negRisk !== market.negRisk)
    return 'whether it is negRisk is told both ways';
  const exchange = exchangeOf(market);
  if (exchange === null) return `it is of version ${market.version.slice(0, 20)}, which is not known`;
  const reading = marketFacts(market, clob);
  if (reading.kind === 'refused') return reading.reason;
  const { yes, yesMeans } = outcomeSides(market, event);
  return {
    ...{ market, event, facts: reading.facts, yesMeans },
    listed: {
      slug: market.slug,
      league: leagueOf(event.slug),
      condition: market.condition,
      yes: market.tokens[yes],
      no: market.tokens[yes === 0 ? 1 : 0],
      version: market.version === 'v2' ? 'v2' : 'v1',
      exchange,
      exclusiveGroup: market.negRisk ? event.slug : null,
    },
  };
}

/** Slugs begin with the league: `nba-phx-mia-2026-01-13`. */
const leagueOf = (slug: string): string => slug.split('-')[0] ?? 'unknown';

function assemble(admitted: readonly Admitted[]): Omit<VenueCatalog, 'refused'> {
  const events = new Map<string, GammaEvent>();
  for (const { event } of admitted) {
    const key = event.gameId ?? event.slug;
    // The event that others only add markets to gives the game its name.
    if (!events.has(key) || (events.get(key)?.isChild === true && !event.isChild)) events.set(key, event);
  }
  const sorted = [...events].sort(([, left], [, right]) => byText(left.slug, right.slug));
  const indexOf = new Map(sorted.map(([key], index) => [key, gameIndex(index)]));
  const gameOf = ({ gameId, slug }: GammaEvent): GameIndex => indexOf.get(gameId ?? slug) ?? gameIndex(0);
  const games = sorted.map(([, event], index) => gameInfo(event, index));
  const markets = admitted.map(
    ({ market, event, yesMeans }, index): MarketInfo => ({
      index: marketIndex(index),
      venue: 'polymarket',
      slug: market.slug,
      question: market.question,
      game: gameOf(event),
      yesMeans,
    }),
  );
  const ids = sorted.flatMap(([, event], index) =>
    [event.gameId, event.slug, event.sportradarId]
      .filter((id) => id !== null)
      .map((id) => [id, gameIndex(index)] as const),
  );
  return {
    catalog: { markets, games, sources: [MARKET_SOURCE, SPORTS_SOURCE] },
    tokens: new TokenTable(
      admitted.map(({ listed, facts }, index) => ({
        market: { ...listed, index: marketIndex(index) },
        facts,
      })),
    ),
    games: new Map(ids),
  };
}

function gameInfo({ slug, date, startTime }: GammaEvent, index: number): GameInfo {
  const league = leagueOf(slug);
  return {
    index: gameIndex(index),
    id: slug,
    league,
    sport: sportOfLeague(league),
    date: date ?? /\d{4}-\d{2}-\d{2}/.exec(slug)?.[0] ?? dayOf(startTime),
  };
}

const dayOf = (time: number | null): string | null =>
  time === null ? null : new Date(time / 1_000).toISOString().slice(0, 10);
