import type { VenueAccount } from '../exchange/venue-account.js';
import { accountsOf, ownLegs, type VenueTrade } from '../exchange/venue-trade.js';
import type { FakeVenue } from '../fake-venue.js';
import { EXCHANGE_CONTRACTS } from './order-signature.js';
import { END_CURSOR, slicePage } from './page.js';
import { orderJson, tradeJson } from './user-messages.js';
import { jsonAnswer, refuse, type VenueResponse } from './venue-http.js';

const UNLIMITED = (2n ** 256n - 1n).toString();

/** A list in the envelope of the CLOB. */
function listed<T>(venue: FakeVenue, rows: readonly T[], query: URLSearchParams): VenueResponse {
  const page = slicePage(rows, query.get('next_cursor'), venue.pageSize);
  return jsonAnswer({
    limit: venue.pageSize,
    count: page.rows.length,
    next_cursor: page.next ?? END_CURSOR,
    data: page.rows,
  });
}

/** GET /data/orders: what is open, held orders included. */
export function openOrders(venue: FakeVenue, account: VenueAccount, query: URLSearchParams): VenueResponse {
  const matches = (name: string, value: string): boolean =>
    query.get(name) === null || query.get(name) === value;
  const rows = [...account.open].filter(
    ({ id, request: { market, outcome } }) =>
      matches('id', id) &&
      matches('market', market.conditionId) &&
      matches('asset_id', market.tokens[outcome]),
  );
  return listed(venue, rows.map(orderJson), query);
}

/** GET /data/order/{id}: of orders that have ended there is nothing. */
export function oneOrder(venue: FakeVenue, account: VenueAccount, id: string): VenueResponse {
  const order = venue.exchange.orders.get(id);
  const found = order !== undefined && order.request.account === account && order.isOpen;
  return jsonAnswer(found ? orderJson(order) : null);
}

/** GET /data/trades: newest first. `asset_id` is that of the taker alone, as at the venue. */
export function trades(venue: FakeVenue, account: VenueAccount, query: URLSearchParams): VenueResponse {
  const after = Number(query.get('after') ?? 0);
  const before = Number(query.get('before') ?? Number.MAX_SAFE_INTEGER);
  const rows = venue.exchange.settlement.trades.filter((trade) => {
    const seconds = Math.floor(trade.matchedMs / 1_000);
    if (seconds < after || seconds > before) return false;
    return accountsOf(trade).has(account) && tradeMatches(trade, account, query);
  });
  return listed(
    venue,
    rows.reverse().map((trade) => tradeJson(trade, account)),
    query,
  );
}

function tradeMatches(trade: VenueTrade, account: VenueAccount, query: URLSearchParams): boolean {
  const is = (name: string, value: string): boolean => query.get(name) === null || query.get(name) === value;
  const maker = query.get('maker_address');
  return (
    is('id', trade.id) &&
    is('market', trade.market.conditionId) &&
    is('asset_id', trade.market.tokens[trade.taker.outcome]) &&
    (maker === null ||
      ownLegs(trade).some(
        ({ order }) =>
          order.request.account === account && account.wallet.toLowerCase() === maker.toLowerCase(),
      ))
  );
}

/** GET /balance-allowance: the chain's balances, in millionths. */
export function balance(account: VenueAccount, query: URLSearchParams): VenueResponse {
  const type = query.get('asset_type');
  const token = query.get('token_id') ?? '';
  const conditional = type === 'CONDITIONAL' || type === 'CONDITIONAL-V2';
  if (type !== 'COLLATERAL' && !conditional) return refuse(400, 'Invalid asset type');
  const amount = conditional ? (account.shares.get(token) ?? 0) : account.cash;
  const allowances = Object.values(EXCHANGE_CONTRACTS).map((contract) => [contract, UNLIMITED]);
  return jsonAnswer({ balance: String(amount), allowances: Object.fromEntries(allowances) });
}
