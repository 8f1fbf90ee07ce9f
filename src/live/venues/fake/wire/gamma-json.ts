import { formatDecimal } from '../../../../engine/units.js';
import { teamsOf, type VenueMarket } from '../exchange/venue-market.js';
import { decimalNumber } from './wire-numbers.js';

/** Gamma's own numbers of what touchline's games belong to. */
const SPORTS_TAG = { id: '1', label: 'Sports', slug: 'sports' };
const GAMES_TAG = { id: '100639', label: 'Games', slug: 'games' };
/** Number of the first game; events and games are counted from here. */
const FIRST_GAME = 90_000;

/** Gamma's `gameId` of a game. */
export const gameNumber = (market: VenueMarket): number => FIRST_GAME + market.game.index;

/** `2026-07-11 17:05:00+00`, as Gamma writes times of games. */
const spacedTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')}+00`;

function outcomePrices({ payout, lastTrade }: VenueMarket): readonly string[] {
  if (payout !== null) return [formatDecimal(payout, 6), formatDecimal(1_000_000 - payout, 6)];
  const yes = lastTrade ?? 5_000;
  return [formatDecimal(yes, 4), formatDecimal(10_000 - yes, 4)];
}

/** One market as Gamma gives it. Lists are JSON text; `positionIds` alone is a list. */
export function gammaMarketJson(market: VenueMarket, closedMs: number | null) {
  const { rules, info, game } = market;
  const tokens = [market.tokens.yes, market.tokens.no];
  return {
    id: market.id,
    question: info.question,
    conditionId: market.conditionId,
    slug: info.slug,
    description: 'A market of the sandbox venue: what it pays is what the recording says.',
    outcomes: JSON.stringify([market.names.yes, market.names.no]),
    outcomePrices: JSON.stringify(outcomePrices(market)),
    clobTokenIds: JSON.stringify(tokens),
    ...(market.version === '3' && { positionIds: tokens }),
    version: market.version === '3' ? 'v2' : 'v1',
    active: true,
    closed: market.payout !== null,
    archived: false,
    acceptingOrders: market.payout === null,
    enableOrderBook: true,
    orderPriceMinTickSize: decimalNumber(rules.tick, 4),
    orderMinSize: decimalNumber(rules.minimumSize, 6),
    negRisk: market.negRisk,
    feesEnabled: rules.takerRate > 0,
    feeType: 'sports_fees_v2',
    feeSchedule: { rate: decimalNumber(rules.takerRate, 4), exponent: 1, takerOnly: true, rebateRate: 0.15 },
    secondsDelay: rules.takerDelayMs / 1_000,
    clearBookOnStart: rules.clearAtStart,
    ...(rules.startMs !== null && { gameStartTime: spacedTime(rules.startMs) }),
    gameId: String(gameNumber(market)),
    sportsMarketType: 'moneyline',
    groupItemTitle: market.negRisk ? (info.yesMeans ?? '') : '',
    volume: '0',
    volumeNum: 0,
    liquidity: '0',
    liquidityNum: 0,
    umaResolutionStatus: market.payout === null ? '' : 'resolved',
    umaResolutionStatuses: '[]',
    ...(closedMs !== null && { closedTime: spacedTime(closedMs) }),
    endDate: `${game.date ?? '2030-01-01'}T00:00:00Z`,
  };
}

/** One game with its markets. `teams` are named as in the ids; `ordering` says who is at home. */
export function gammaEventJson(
  markets: readonly VenueMarket[],
  state: { readonly live: boolean; readonly ended: boolean; readonly score: string; readonly period: string },
  closedMs: number | null,
) {
  const [first] = markets;
  if (first === undefined) return null;
  const { game, rules } = first;
  const names = teamsOf(game);
  const closed = markets.every(({ payout }) => payout !== null);
  return {
    id: String(gameNumber(first)),
    slug: game.id,
    ticker: game.id,
    title: `${names[0]} vs. ${names[1]}`,
    active: true,
    closed,
    archived: false,
    negRisk: first.negRisk,
    gameId: gameNumber(first),
    eventDate: game.date,
    startDate: '2020-01-01T00:00:00Z',
    ...(rules.startMs !== null && { startTime: new Date(rules.startMs).toISOString() }),
    seriesSlug: game.league,
    sport: game.sport,
    ...state,
    homeTeamName: names[0],
    awayTeamName: names[1],
    teams: names.map((name, place) => ({
      id: 2 * game.index + place,
      name,
      abbreviation: name.toLowerCase(),
      alias: name,
      league: game.league,
      ordering: place === 0 ? 'home' : 'away',
    })),
    tags: [SPORTS_TAG, GAMES_TAG, { id: `9${game.league.length}`, label: game.league, slug: game.league }],
    markets: markets.map((market) => gammaMarketJson(market, market.payout === null ? null : closedMs)),
  };
}
