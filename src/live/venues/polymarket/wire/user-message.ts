import { TouchlineError } from '../../../../engine/errors.js';
import type { Side } from '../../../../engine/events.js';
import { formatDecimal, type Micros, type Price, type Shares } from '../../../../engine/units.js';
import { decimalUnits } from './decimal.js';
import {
  type Fields,
  fieldsOf,
  parseJson,
  readAny,
  readInstant,
  readInstantOrNull,
  readListOrEmpty,
  readPrice,
  readShares,
  readSide,
  readText,
  readTextOrNull,
  readToken,
} from './fields.js';

/** An order as the user channel and the list of open orders tell it. */
export interface WireOrder {
  readonly id: string;
  readonly token: string;
  readonly side: Side;
  readonly price: Price;
  readonly size: Shares;
  readonly matched: Shares;
  /** Word of the venue without its suffix, upper case. */
  readonly status: string;
  /** PLACEMENT, UPDATE, CANCELLATION; `null` in lists. */
  readonly type: string | null;
  readonly at: Micros;
  readonly createdAt: Micros | null;
}

/** What one maker gave to a trade. */
export interface WireMakerOrder {
  readonly orderId: string;
  readonly token: string;
  readonly price: Price;
  readonly size: Shares;
  /** `null` = not sent. */
  readonly side: Side | null;
  /** API key and wallet of whose order it is; `null` = not sent. */
  readonly owner: string | null;
  readonly maker: string | null;
}

/** A trade that one of our orders was part of. */
export interface WireTrade {
  readonly id: string;
  readonly takerOrderId: string;
  readonly token: string;
  /** Of the taker, as are price and size. */
  readonly side: Side;
  readonly price: Price;
  readonly size: Shares;
  readonly status: string;
  /** TAKER or MAKER: in which role the account is part of it; `null` = not sent. */
  readonly traderSide: string | null;
  /** API key of the taker; `null` = not sent. */
  readonly owner: string | null;
  readonly makers: readonly WireMakerOrder[];
  readonly matchedAt: Micros;
}

/** What the user channel says. */
export type UserMessage =
  | { readonly kind: 'order'; readonly order: WireOrder }
  | { readonly kind: 'trade'; readonly trade: WireTrade }
  | { readonly kind: 'unrecognised'; readonly detail: string }
  | { readonly kind: 'unreadable'; readonly fault: TouchlineError; readonly id: string | null };

/** Reads a frame of the user channel. Throws nothing: faults are messages. */
export function readUserFrame(frame: string): readonly UserMessage[] {
  let parsed: unknown;
  try {
    parsed = parseJson(frame);
  } catch (cause) {
    return [unreadable(cause, null)];
  }
  return Array.isArray(parsed) ? parsed.map(readMessage) : [readMessage(parsed)];
}

function readMessage(value: unknown): UserMessage {
  try {
    const fields = fieldsOf(value, 'message');
    const type = readAny(fields, 'event_type');
    if (type === 'order') return { kind: 'order', order: readOrder(fields) };
    if (type === 'trade') return { kind: 'trade', trade: readTrade(fields) };
    return { kind: 'unrecognised', detail: `user message ${String(type).slice(0, 60)}` };
  } catch (cause) {
    return unreadable(cause, value);
  }
}

/** Order statuses that have a meaning; the venue may append a reason (`INVALID_price`). */
const ORDER_STATUSES = [
  'CANCELED_MARKET_RESOLVED',
  'CANCELED',
  'UNMATCHED',
  'MATCHED',
  'DELAYED',
  'INVALID',
  'LIVE',
];
const TRADE_STATUSES = ['MATCHED_NOT_BROADCASTED', 'MATCHED', 'MINED', 'CONFIRMED', 'RETRYING', 'FAILED'];

/** The word of `known` that a status is, with or without a suffix; else the status as it came, upper case. */
function wordOf(status: string, known: readonly string[]): string {
  const upper = status.toUpperCase();
  return known.find((word) => upper === word || upper.startsWith(`${word}_`)) ?? upper;
}

/** An order of the user channel or of `GET /data/orders`. @throws LIVE_WIRE. */
export function readOrder(fields: Fields): WireOrder {
  const createdAt = readInstantOrNull(fields, 'created_at');
  return {
    id: readText(fields, 'id'),
    token: readToken(fields, 'asset_id'),
    side: readSide(fields, 'side'),
    price: readPrice(fields, 'price'),
    size: readShares(fields, 'original_size'),
    matched: readShares(fields, 'size_matched'),
    status: wordOf(readText(fields, 'status'), ORDER_STATUSES),
    type: readTextOrNull(fields, 'type')?.toUpperCase() ?? null,
    at: readInstantOrNull(fields, 'timestamp') ?? createdAt ?? readInstant(fields, 'timestamp'),
    createdAt,
  };
}

/** A trade of the user channel or of `GET /data/trades`. @throws LIVE_WIRE. */
export function readTrade(fields: Fields): WireTrade {
  return {
    id: readText(fields, 'id'),
    takerOrderId: readText(fields, 'taker_order_id'),
    token: readToken(fields, 'asset_id'),
    side: readSide(fields, 'side'),
    price: tradePriceOf(fields),
    size: readShares(fields, 'size'),
    status: wordOf(readText(fields, 'status'), TRADE_STATUSES),
    traderSide: readTextOrNull(fields, 'trader_side')?.toUpperCase() ?? null,
    owner: readTextOrNull(fields, 'owner'),
    makers: readListOrEmpty(fields, 'maker_orders').map(makerOf),
    matchedAt:
      readInstantOrNull(fields, 'match_time') ??
      readInstantOrNull(fields, 'matchtime') ??
      readInstant(fields, 'timestamp'),
  };
}

/**
 * Price of a trade. An average over several makers can be finer than 1e-4: it is rounded against the taker, because a
 * fill must never be lost over a digit. @throws LIVE_WIRE for what is no price.
 */
function tradePriceOf(fields: Fields): Price {
  const value = readAny(fields, 'price');
  if (typeof value !== 'string') return readPrice(fields, 'price');
  const fine = decimalUnits(value.replace(/(\.\d{8})\d+$/, '$1'), 8) / 10_000;
  if (Number.isInteger(fine) || Number.isNaN(fine)) return readPrice(fields, 'price');
  const rounded = readSide(fields, 'side') === 'buy' ? Math.ceil(fine) : Math.floor(fine);
  return readPrice({ price: formatDecimal(rounded, 4) }, 'price');
}

function makerOf(value: unknown): WireMakerOrder {
  const fields = fieldsOf(value, 'maker_orders');
  return {
    orderId: readText(fields, 'order_id'),
    token: readToken(fields, 'asset_id'),
    price: readPrice(fields, 'price'),
    size: readShares(fields, 'matched_amount'),
    side: readTextOrNull(fields, 'side') === null ? null : readSide(fields, 'side'),
    owner: readTextOrNull(fields, 'owner'),
    maker: readTextOrNull(fields, 'maker_address'),
  };
}

function unreadable(cause: unknown, value: unknown): UserMessage {
  if (!(cause instanceof TouchlineError)) throw cause;
  const id = typeof value === 'object' && value !== null ? readAny(value as Fields, 'id') : null;
  return { kind: 'unreadable', fault: cause, id: typeof id === 'string' ? id.slice(0, 100) : null };
}
