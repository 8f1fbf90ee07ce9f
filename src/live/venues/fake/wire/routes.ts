import type { VenueAccount } from '../exchange/venue-account.js';
import type { FakeVenue } from '../fake-venue.js';
import { balance, oneOrder, openOrders, trades } from './account-routes.js';
import { clobMarketJson, marketJson } from './clob-market-json.js';
import { gammaAnswer } from './gamma-routes.js';
import { bookJson } from './market-messages.js';
import { deleteMany, deleteOrder, deleteOrders, postOrder, postOrders } from './order-routes.js';
import { authenticateKey, authenticateWallet } from './request-auth.js';
import { jsonAnswer, refuse, type VenueRequest, type VenueResponse } from './venue-http.js';
import { decimalNumber, priceText } from './wire-numbers.js';

/** A request, taken apart. */
interface Call {
  readonly request: VenueRequest;
  readonly path: string;
  readonly query: URLSearchParams;
  /** `undefined` = no JSON. */
  readonly body: unknown;
}

const GAMMA = '/gamma';
const NO_BOOK = 'No orderbook exists for the requested token id';

/** Answers a request: Gamma below `/gamma`, the rest is the CLOB and the geoblock. */
export function answerRequest(venue: FakeVenue, request: VenueRequest): VenueResponse {
  const { pathname: path, searchParams: query } = new URL(request.target, 'http://venue');
  const call: Call = { request, path, query, body: parsed(request.body) };
  if (path.startsWith(`${GAMMA}/`)) return gammaAnswer(venue, path.slice(GAMMA.length), query);
  if (path.startsWith('/auth/') && (path.endsWith('/api-key') || path.endsWith('/derive-api-key'))) {
    return grantKey(venue, request);
  }
  const open = publicAnswer(venue, call);
  if (open !== null) return open;
  const key = authenticateKey(request, venue.keys, { nowMs: venue.nowMs(), path });
  if (!KEY_PATHS.some((prefix) => path.startsWith(prefix))) return refuse(404, 'not found');
  return key.kind === 'refused' ? key.response : accountAnswer(venue, key.who, call);
}

const KEY_PATHS = [
  '/order',
  '/cancel-',
  '/data/',
  '/balance-allowance',
  '/v1/heartbeats',
  '/auth/',
  '/v1/user/',
];

function parsed(body: string): unknown {
  if (body === '') return null;
  try {
    return JSON.parse(body);
  } catch {
    // What is no JSON is answered as a payload of the wrong form.
    return undefined;
  }
}

/** What needs no credentials; `null` = something else was asked for. */
function publicAnswer(venue: FakeVenue, { request, path, query, body }: Call): VenueResponse | null {
  const token = query.get('token_id') ?? '';
  switch (`${request.method} ${path}`) {
    case 'GET /ok':
      return jsonAnswer('OK');
    case 'GET /time':
      return jsonAnswer(Math.floor(venue.nowMs() / 1_000));
    case 'GET /version':
      return jsonAnswer({ version: venue.version });
    case 'GET /api/geoblock':
      return jsonAnswer({ blocked: venue.geoblocked, ip: '127.0.0.1', country: 'IE', region: 'L' });
    case 'GET /book':
      return book(venue, token);
    case 'POST /books':
      return books(venue, body);
    case 'GET /tick-size':
      return ofToken(venue, token, ({ rules }) => ({ minimum_tick_size: decimalNumber(rules.tick, 4) }));
    case 'GET /neg-risk':
      return ofToken(venue, token, ({ negRisk }) => ({ neg_risk: negRisk }));
    case 'GET /fee-rate':
      return ofToken(venue, token, () => ({ base_fee: 1000 }));
    case 'GET /midpoint':
      return midpoint(venue, token);
    default:
      return request.method === 'GET' ? byIdInPath(venue, path) : null;
  }
}

function byIdInPath(venue: FakeVenue, path: string): VenueResponse | null {
  const [, kind = '', id = ''] = path.split('/');
  if (kind === 'markets-by-token') {
    const place = venue.tokens.get(id);
    return place === undefined
      ? refuse(404, 'market not found')
      : jsonAnswer({ condition_id: place.market.conditionId, ...place.market.tokens });
  }
  if (kind !== 'clob-markets' && kind !== 'markets') return null;
  const market = venue.markets.find(({ conditionId }) => conditionId === id);
  if (market === undefined) return refuse(404, 'market not found');
  return jsonAnswer(kind === 'markets' ? marketJson(market) : clobMarketJson(market));
}

function book(venue: FakeVenue, token: string): VenueResponse {
  const place = venue.tokens.get(token);
  if (place === undefined || place.market.payout !== null) return refuse(404, NO_BOOK);
  return jsonAnswer(bookJson(place.market, place.outcome, venue.nowMs()));
}

function books(venue: FakeVenue, body: unknown): VenueResponse {
  const wanted = Array.isArray(body) ? body : [];
  return jsonAnswer(
    wanted.flatMap((item) => {
      const place = venue.tokens.get(String((item as { token_id?: unknown } | null)?.token_id));
      return place === undefined || place.market.payout !== null
        ? []
        : [bookJson(place.market, place.outcome, venue.nowMs())];
    }),
  );
}

function midpoint(venue: FakeVenue, token: string): VenueResponse {
  const place = venue.tokens.get(token);
  const bid = place?.market.book.best('bid') ?? null;
  const ask = place?.market.book.best('ask') ?? null;
  if (place === undefined || bid === null || ask === null) return refuse(404, NO_BOOK);
  const yes = Math.round((bid + ask) / 2);
  return jsonAnswer({ mid: priceText(place.outcome === 'yes' ? yes : 10_000 - yes) });
}

function ofToken(
  venue: FakeVenue,
  token: string,
  value: (market: FakeVenue['markets'][number]) => unknown,
): VenueResponse {
  const place = venue.tokens.get(token);
  return place === undefined ? refuse(404, 'market not found') : jsonAnswer(value(place.market));
}

/** POST /auth/api-key and GET /auth/derive-api-key: the same credentials for the same key. */
function grantKey(venue: FakeVenue, request: VenueRequest): VenueResponse {
  const wallet = authenticateWallet(request, venue.nowMs());
  if (wallet.kind === 'refused') return wallet.response;
  const cash = venue.options.openingCash ?? 0;
  const known = venue.accountOf(wallet.who);
  if (known === undefined && cash === 0) return refuse(400, 'Could not create api key');
  const { apiKey, secret, passphrase } = (known ?? venue.openAccount({ signer: wallet.who, cash }))
    .credentials;
  return jsonAnswer({ apiKey, secret, passphrase });
}

/** What needs credentials. */
function accountAnswer(
  venue: FakeVenue,
  account: VenueAccount,
  { request, path, query, body }: Call,
): VenueResponse {
  switch (`${request.method} ${path}`) {
    case 'POST /order':
      return postOrder(venue, account, body);
    case 'POST /orders':
      return postOrders(venue, account, body);
    case 'DELETE /order':
      return deleteOrder(venue, account, body);
    case 'DELETE /orders':
      return deleteOrders(venue, account, body);
    case 'DELETE /cancel-all':
      return deleteMany(venue, account, {});
    case 'DELETE /cancel-market-orders':
      return deleteMany(venue, account, typeof body === 'object' && body !== null ? body : {});
    case 'GET /data/orders':
      return openOrders(venue, account, query);
    case 'GET /data/trades':
      return trades(venue, account, query);
    case 'GET /balance-allowance':
    case 'GET /balance-allowance/update':
      return balance(account, query);
    case 'POST /v1/heartbeats': {
      const given = (body as { heartbeat_id?: unknown } | null | undefined)?.heartbeat_id;
      return venue.heartbeats.beat(account, given);
    }
    case 'GET /auth/ban-status/closed-only':
      return jsonAnswer({ closed_only: account.closedOnly });
    case 'GET /auth/api-keys':
      return jsonAnswer({ apiKeys: [account.credentials.apiKey] });
    case 'GET /v1/user/rate-limit-tier':
      return jsonAnswer({ tier: 'Standard' });
    default: {
      const order = /^\/data\/order\/(0x[0-9a-f]+)$/.exec(path)?.[1];
      return request.method === 'GET' && order !== undefined
        ? oneOrder(venue, account, order)
        : refuse(404, 'not found');
    }
  }
}
