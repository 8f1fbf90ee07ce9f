import { TouchlineError } from '../../../../engine/errors.js';
import type { BookLevel, Side } from '../../../../engine/events.js';
import type { Micros, Price, Shares } from '../../../../engine/units.js';
import { bookLevels } from './book-levels.js';
import {
  type Fields,
  fieldsOf,
  parseJson,
  readAny,
  readInstant,
  readList,
  readPrice,
  readShares,
  readSide,
  readText,
  readTextOrNull,
  readToken,
  readTouch,
  readUnitsOrNull,
} from './fields.js';

/** A whole book. */
export interface BookMessage {
  readonly kind: 'book';
  readonly condition: string;
  readonly token: string;
  readonly at: Micros;
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
  /** SHA-1 that the venue computes of it; `null` = not sent. */
  readonly hash: string | null;
  readonly tick: Price | null;
  readonly minimumSize: Shares | null;
}

/** A new total at a level, and the touch after it. */
export interface PriceChange {
  readonly token: string;
  readonly side: 'bid' | 'ask';
  readonly price: Price;
  readonly size: Shares;
  readonly hash: string | null;
  /** Whether the message tells the touch. */
  readonly hasTouch: boolean;
  readonly bestBid: Price | null;
  readonly bestAsk: Price | null;
}

/** What the market channel says. */
export type MarketMessage =
  | BookMessage
  | {
      readonly kind: 'price-change';
      readonly condition: string;
      readonly at: Micros;
      readonly changes: readonly PriceChange[];
    }
  | {
      readonly kind: 'trade';
      readonly condition: string;
      readonly token: string;
      readonly at: Micros;
      readonly price: Price;
      readonly size: Shares;
      /** Of the taker. */
      readonly side: Side;
    }
  | {
      readonly kind: 'tick';
      readonly condition: string;
      readonly token: string;
      readonly at: Micros;
      readonly tick: Price;
    }
  | {
      readonly kind: 'touch';
      readonly condition: string;
      readonly token: string;
      readonly at: Micros;
      readonly bid: Price | null;
      readonly ask: Price | null;
    }
  | {
      readonly kind: 'resolved';
      readonly condition: string;
      readonly at: Micros;
      readonly winner: string;
    }
  | { readonly kind: 'new-market'; readonly condition: string }
  /** A kind that this version does not know. */
  | { readonly kind: 'unrecognised'; readonly detail: string }
  /** A message that cannot be read. `tokens` that it spoke of, as far as that can be told. */
  | { readonly kind: 'unreadable'; readonly fault: TouchlineError; readonly tokens: readonly string[] };

/** Reads a frame of the market channel: one message or a list of them. Throws nothing: faults are messages. */
export function readMarketFrame(frame: string): readonly MarketMessage[] {
  let parsed: unknown;
  try {
    parsed = parseJson(frame);
  } catch (cause) {
    return [unreadable(cause, null)];
  }
  return Array.isArray(parsed) ? parsed.map(readMessage) : [readMessage(parsed)];
}

function readMessage(value: unknown): MarketMessage {
  try {
    return messageOf(fieldsOf(value, 'message'));
  } catch (cause) {
    return unreadable(cause, value);
  }
}

function messageOf(fields: Fields): MarketMessage {
  const type = readAny(fields, 'event_type');
  switch (type) {
    case 'price_change':
      return priceChange(fields);
    case 'book':
      return readBook(fields);
    case 'last_trade_price':
      return {
        kind: 'trade',
        ...about(fields),
        price: readPrice(fields, 'price'),
        size: readShares(fields, 'size'),
        side: readSide(fields, 'side'),
      };
    case 'tick_size_change':
      return { kind: 'tick', ...about(fields), tick: readPrice(fields, 'new_tick_size') };
    case 'best_bid_ask':
      return {
        kind: 'touch',
        ...about(fields),
        bid: readTouch(fields, 'best_bid'),
        ask: readTouch(fields, 'best_ask'),
      };
    case 'market_resolved':
      return {
        kind: 'resolved',
        condition: readText(fields, 'market'),
        at: readInstant(fields, 'timestamp'),
        winner: readToken(fields, 'winning_asset_id'),
      };
    case 'new_market':
      return { kind: 'new-market', condition: readText(fields, 'market') };
    default:
      return { kind: 'unrecognised', detail: `market message ${String(type).slice(0, 60)}` };
  }
}

const about = (fields: Fields) => ({
  condition: readText(fields, 'market'),
  token: readToken(fields, 'asset_id'),
  at: readInstant(fields, 'timestamp'),
});

/** A book as the channel and `GET /book` send it. @throws LIVE_WIRE. */
export function readBook(fields: Fields): BookMessage {
  return {
    kind: 'book',
    ...about(fields),
    bids: bookLevels(fields, 'bids'),
    asks: bookLevels(fields, 'asks'),
    hash: readTextOrNull(fields, 'hash'),
    tick: readUnitsOrNull(fields, 'tick_size', 4) as Price | null,
    minimumSize: readUnitsOrNull(fields, 'min_order_size', 6) as Shares | null,
  };
}

function priceChange(fields: Fields): MarketMessage {
  const listed = readList(fields, 'price_changes');
  const changes: PriceChange[] = [];
  for (const each of listed) {
    const change = fieldsOf(each, 'price_changes');
    changes.push({
      token: readToken(change, 'asset_id'),
      side: readSide(change, 'side') === 'buy' ? 'bid' : 'ask',
      price: readPrice(change, 'price'),
      size: readShares(change, 'size'),
      hash: readTextOrNull(change, 'hash'),
      hasTouch: 'best_bid' in change && 'best_ask' in change,
      bestBid: readTouch(change, 'best_bid'),
      bestAsk: readTouch(change, 'best_ask'),
    });
  }
  return {
    kind: 'price-change',
    condition: readText(fields, 'market'),
    at: readInstant(fields, 'timestamp'),
    changes,
  };
}

function unreadable(cause: unknown, value: unknown): MarketMessage {
  if (!(cause instanceof TouchlineError)) throw cause;
  return { kind: 'unreadable', fault: cause, tokens: [...new Set(tokensIn(value))] };
}

/** Tokens that a broken message names. */
function tokensIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const fields = value as Fields;
  const own = readAny(fields, 'asset_id');
  const changes = readAny(fields, 'price_changes');
  const listed: readonly unknown[] = Array.isArray(changes) ? changes : [];
  return [...(typeof own === 'string' ? [own] : []), ...listed.flatMap(tokensIn)];
}
