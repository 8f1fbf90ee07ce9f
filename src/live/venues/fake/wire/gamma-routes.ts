import type { GameState } from '../../../../engine/events.js';
import type { VenueMarket } from '../exchange/venue-market.js';
import type { FakeVenue } from '../fake-venue.js';
import { gameNumber, gammaEventJson, gammaMarketJson } from './gamma-json.js';
import { slicePage } from './page.js';
import { sportsMessage } from './sports-message.js';
import { jsonAnswer, type VenueResponse } from './venue-http.js';

const PAGE_MOST = 100;
const NOT_FOUND = { type: 'not found error', error: 'id not found' };

/** What stands in a query for `closed`: left out, only open ones are meant. */
const wantsClosed = (query: URLSearchParams): boolean => query.get('closed') === 'true';
const isClosed = ({ payout }: VenueMarket): boolean => payout !== null;

const numberOf = (query: URLSearchParams, name: string): number => {
  const text = query.get(name) ?? '';
  return /^\d{1,4}$/.test(text) ? Math.min(Number(text), PAGE_MOST) : PAGE_MOST;
};

/** GET /events and /markets of Gamma, with their forms by id and slug. `path` is without the host's prefix. */
export function gammaAnswer(venue: FakeVenue, path: string, query: URLSearchParams): VenueResponse {
  const [, kind = '', first = '', second = ''] = path.split('/');
  if (kind === 'sports' && first === '') return jsonAnswer(sports(venue));
  if (kind === 'events') {
    if (first === 'keyset') return eventPage(venue, query);
    return found(events(venue).find((event) => matchesName(event, first, second)));
  }
  if (kind === 'markets') {
    if (first === 'keyset') return marketPage(venue, query);
    const market = venue.markets.find((one) =>
      matchesName({ id: one.id, slug: one.info.slug }, first, second),
    );
    return found(market === undefined ? undefined : marketJson(venue, market));
  }
  return jsonAnswer(NOT_FOUND, 404);
}

const found = (value: unknown): VenueResponse =>
  value === undefined || value === null ? jsonAnswer(NOT_FOUND, 404) : jsonAnswer(value);

const matchesName = (
  named: { readonly id: string; readonly slug: string } | null,
  first: string,
  second: string,
): boolean => named !== null && (first === 'slug' ? named.slug === second : named.id === first);

const marketJson = (venue: FakeVenue, market: VenueMarket) =>
  gammaMarketJson(market, venue.broadcast.resolvedMs.get(market) ?? null);

function byGame(venue: FakeVenue): readonly (readonly VenueMarket[])[] {
  const games = new Map<number, VenueMarket[]>();
  for (const market of venue.markets) {
    const group = games.get(market.info.game);
    if (group === undefined) games.set(market.info.game, [market]);
    else group.push(market);
  }
  return [...games.values()];
}

function eventJson(venue: FakeVenue, markets: readonly VenueMarket[]) {
  const [first] = markets;
  const state = first === undefined ? undefined : venue.broadcast.gameStates.get(first.game.id);
  const closedMs = Math.max(0, ...markets.map((market) => venue.broadcast.resolvedMs.get(market) ?? 0));
  return gammaEventJson(markets, liveFields(first, state), closedMs === 0 ? null : closedMs);
}

function liveFields(market: VenueMarket | undefined, state: GameState | undefined) {
  if (market === undefined || state === undefined)
    return { live: false, ended: false, score: '', period: '' };
  const { live, ended, score, period } = sportsMessage(market, state);
  return { live, ended, score, period };
}

const events = (venue: FakeVenue) => byGame(venue).map((markets) => eventJson(venue, markets));

function eventPage(venue: FakeVenue, query: URLSearchParams): VenueResponse {
  const slug = query.get('slug');
  const game = query.get('game_id');
  const groups = byGame(venue).filter(
    (markets) =>
      markets.every(isClosed) === wantsClosed(query) &&
      markets.some(
        (market) =>
          (slug === null || market.game.id === slug) &&
          (game === null || String(gameNumber(market)) === game),
      ),
  );
  const page = slicePage(groups, query.get('after_cursor'), numberOf(query, 'limit'));
  return jsonAnswer({
    events: page.rows.map((markets) => eventJson(venue, markets)),
    ...(page.next !== null && { next_cursor: page.next }),
  });
}

function marketPage(venue: FakeVenue, query: URLSearchParams): VenueResponse {
  const conditions = query.getAll('condition_ids');
  const tokens = query.getAll('clob_token_ids');
  const game = query.get('game_id');
  const markets = venue.markets.filter(
    (market) =>
      isClosed(market) === wantsClosed(query) &&
      (conditions.length === 0 || conditions.includes(market.conditionId)) &&
      (tokens.length === 0 || tokens.includes(market.tokens.yes) || tokens.includes(market.tokens.no)) &&
      (game === null || String(gameNumber(market)) === game),
  );
  const page = slicePage(markets, query.get('after_cursor'), numberOf(query, 'limit'));
  return jsonAnswer({
    markets: page.rows.map((market) => marketJson(venue, market)),
    ...(page.next !== null && { next_cursor: page.next }),
  });
}

function sports(venue: FakeVenue): readonly unknown[] {
  const leagues = [...new Set(venue.markets.map(({ game }) => game.league))];
  return leagues.map((sport, index) => ({
    id: index + 1,
    sport,
    image: '',
    resolution: '',
    ordering: 'home',
    tags: '1,100639',
    series: String(index + 1),
  }));
}
