import { refusalByRules } from '../exchange/admission.js';
import type { VenueAccount } from '../exchange/venue-account.js';
import type { VenueOrder } from '../exchange/venue-order.js';
import type { FakeVenue } from '../fake-venue.js';
import { strings } from './channels.js';
import { type ReadOrder, readOrder } from './read-order.js';
import { placedJson } from './user-messages.js';
import { jsonAnswer, refuse, type VenueResponse } from './venue-http.js';

const BATCH_MOST = 15;
const CANCELS_MOST = 1_000;
const RETRY_SECONDS = 30;
const POST_ONLY = 'post_only_mode';
const DISABLED = 'Trading is currently disabled. Please try again later.';
const CANCEL_ONLY = 'Trading is currently cancel-only. New orders are not accepted, but cancels are allowed.';
const NOT_OPEN = "order can't be found - already canceled or matched";

/** Why nothing of this kind is taken now; `null` = it is. */
function closedFor(venue: FakeVenue, what: 'order' | 'cancel'): VenueResponse | null {
  if (venue.mode === 'restarting') return refuse(425, 'Too Early: the matching engine is restarting');
  if (venue.mode === 'disabled') return refuse(503, DISABLED);
  return venue.mode === 'cancel-only' && what === 'order' ? refuse(503, CANCEL_ONLY) : null;
}

/** POST /order. */
export function postOrder(venue: FakeVenue, account: VenueAccount, body: unknown): VenueResponse {
  const closed = closedFor(venue, 'order');
  if (closed !== null) return closed;
  const read = readOrder(body, account, venue.tokens);
  if (read.kind === 'refused') return refuse(400, read.reason);
  if (venue.mode === 'post-only' && !read.request.postOnly) {
    return jsonAnswer({ error: POST_ONLY, retry_after_seconds: RETRY_SECONDS }, 503);
  }
  const placed = venue.exchange.place(read.request);
  return placed.kind === 'refused'
    ? refuse(400, placed.reason)
    : jsonAnswer(placedJson(placed.order, placed.trades));
}

/** POST /orders: at most 15; one price off the tick refuses the whole. */
export function postOrders(venue: FakeVenue, account: VenueAccount, body: unknown): VenueResponse {
  const closed = closedFor(venue, 'order');
  if (closed !== null) return closed;
  if (!Array.isArray(body) || body.length === 0) return refuse(400, 'Invalid order payload');
  if (body.length > BATCH_MOST) return refuse(400, `Too many orders in payload, max allowed: ${BATCH_MOST}`);
  const orders: ReadOrder[] = [];
  for (const item of body) orders.push(readOrder(item, account, venue.tokens));
  for (const order of orders) {
    const broken = order.kind === 'order' ? refusalByRules(order.request, venue.nowMs()) : null;
    if (broken?.includes('tick size') === true) return refuse(400, broken);
  }
  return jsonAnswer(orders.map((order) => placeOne(venue, order)));
}

function placeOne(venue: FakeVenue, order: ReadOrder): unknown {
  const refused = (errorMsg: string, success = false) => ({ success, errorMsg, orderID: '', status: '' });
  if (order.kind === 'refused') return refused(order.reason);
  // As the venue does: a success without an order.
  if (venue.mode === 'post-only' && !order.request.postOnly) return refused(POST_ONLY, true);
  const placed = venue.exchange.place(order.request);
  return placed.kind === 'refused' ? refused(placed.reason) : placedJson(placed.order, placed.trades);
}

/** Cancels of one account by ids. */
function cancelIds(venue: FakeVenue, account: VenueAccount, ids: readonly string[]): VenueResponse {
  const canceled: string[] = [];
  const failures: Record<string, string> = {};
  for (const id of ids) {
    const order = venue.exchange.orders.get(id);
    if (order === undefined || order.request.account !== account || !order.isOpen) failures[id] = NOT_OPEN;
    else if (venue.exchange.cancel(order)) canceled.push(id);
    else failures[id] = 'order is delayed and can not be canceled';
  }
  return jsonAnswer({ canceled, not_canceled: failures });
}

/** DELETE /order. */
export function deleteOrder(venue: FakeVenue, account: VenueAccount, body: unknown): VenueResponse {
  const closed = closedFor(venue, 'cancel');
  if (closed !== null) return closed;
  const id = (body as { readonly orderID?: unknown } | null)?.orderID;
  return typeof id === 'string' ? cancelIds(venue, account, [id]) : refuse(400, 'Invalid orderID');
}

/** DELETE /orders: at most 1,000. */
export function deleteOrders(venue: FakeVenue, account: VenueAccount, body: unknown): VenueResponse {
  const closed = closedFor(venue, 'cancel');
  if (closed !== null) return closed;
  if (!Array.isArray(body) || body.length > CANCELS_MOST) return refuse(400, 'Invalid order ids');
  return cancelIds(venue, account, strings(body));
}

/** DELETE /cancel-all, and DELETE /cancel-market-orders with a market, a token, or both. */
export function deleteMany(
  venue: FakeVenue,
  account: VenueAccount,
  only: { readonly market?: unknown; readonly asset_id?: unknown },
): VenueResponse {
  const closed = closedFor(venue, 'cancel');
  if (closed !== null) return closed;
  const wanted = ({ request }: VenueOrder): boolean =>
    (only.market === undefined || only.market === request.market.conditionId) &&
    (only.asset_id === undefined || only.asset_id === request.market.tokens[request.outcome]);
  return cancelIds(
    venue,
    account,
    [...account.open].filter(wanted).map(({ id }) => id),
  );
}
