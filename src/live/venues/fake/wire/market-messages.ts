import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Print } from '../exchange/exchange-listener.js';
import type { BookSide, Level } from '../exchange/venue-book.js';
import type { Outcome, VenueMarket, VenueRules } from '../exchange/venue-market.js';
import { priceText, sizeText } from './wire-numbers.js';

const OUTCOMES = ['yes', 'no'] as const;

/** A level of YES in terms of a token: the NO book is the YES book seen from the other end. */
const priceOf = (outcome: Outcome, yesPrice: number): number =>
  outcome === 'yes' ? yesPrice : 10_000 - yesPrice;
const sideOf = (outcome: Outcome, yesSide: BookSide): BookSide =>
  outcome === 'yes' ? yesSide : yesSide === 'bid' ? 'ask' : 'bid';

const bestText = (market: VenueMarket, outcome: Outcome, side: BookSide): string => {
  const best = market.book.best(sideOf(outcome, side));
  return best === null ? '' : priceText(priceOf(outcome, best));
};

/** The book of a token as GET /book gives it: bids ascending, asks descending, so the best stand last. */
export function bookJson(market: VenueMarket, outcome: Outcome, nowMs: number) {
  const levels = (side: BookSide): readonly { price: string; size: string }[] =>
    market.book
      .levels(sideOf(outcome, side))
      .map(({ price, size }: Level) => ({ price: priceText(priceOf(outcome, price)), size: sizeText(size) }))
      .reverse();
  const summary = {
    market: market.conditionId,
    asset_id: market.tokens[outcome],
    timestamp: String(nowMs),
    hash: '',
    bids: levels('bid'),
    asks: levels('ask'),
    min_order_size: sizeText(market.rules.minimumSize),
    tick_size: priceText(market.rules.tick),
    neg_risk: market.negRisk,
    last_trade_price: market.lastTrade === null ? '' : priceText(priceOf(outcome, market.lastTrade)),
  };
  return { ...summary, hash: bytesToHex(sha1(utf8ToBytes(JSON.stringify(summary)))) };
}

/** A whole book on the market channel. */
export const bookMessage = (market: VenueMarket, outcome: Outcome, nowMs: number) => ({
  event_type: 'book',
  ...bookJson(market, outcome, nowMs),
});

/** Changed levels, both tokens in one message; sizes are the new totals. */
export function priceChangeMessage(
  market: VenueMarket,
  changes: readonly (Level & { readonly side: BookSide })[],
  { nowMs, hash }: { readonly nowMs: number; readonly hash: string },
) {
  return {
    event_type: 'price_change',
    market: market.conditionId,
    timestamp: String(nowMs),
    price_changes: OUTCOMES.flatMap((outcome) => {
      const best = {
        best_bid: bestText(market, outcome, 'bid'),
        best_ask: bestText(market, outcome, 'ask'),
      };
      return changes.map(({ side, price, size }) => ({
        asset_id: market.tokens[outcome],
        price: priceText(priceOf(outcome, price)),
        size: sizeText(size),
        side: sideOf(outcome, side) === 'bid' ? 'BUY' : 'SELL',
        hash,
        ...best,
      }));
    }),
  };
}

/** A trade among anybody, in terms of the taker's token. */
export function lastTradeMessage({ market, price, size, takerSide, trade }: Print, nowMs: number) {
  const outcome = trade?.taker.outcome ?? 'yes';
  const side = trade?.taker.side ?? takerSide;
  return {
    event_type: 'last_trade_price',
    market: market.conditionId,
    asset_id: market.tokens[outcome],
    price: priceText(priceOf(outcome, price)),
    size: sizeText(size),
    side: side.toUpperCase(),
    fee_rate_bps: '0',
    timestamp: String(nowMs),
    ...(trade !== null && { transaction_hash: trade.transactionHash }),
  };
}

export const tickSizeMessages = (market: VenueMarket, before: VenueRules, nowMs: number) =>
  OUTCOMES.map((outcome) => ({
    event_type: 'tick_size_change',
    market: market.conditionId,
    asset_id: market.tokens[outcome],
    old_tick_size: priceText(before.tick),
    new_tick_size: priceText(market.rules.tick),
    timestamp: String(nowMs),
  }));

/** Told to those who asked for it. No winner is named where both shares are paid. */
export function resolvedMessage(market: VenueMarket, nowMs: number) {
  const winner = market.payout === 1_000_000 ? 'yes' : market.payout === 0 ? 'no' : null;
  return {
    event_type: 'market_resolved',
    id: market.id,
    market: market.conditionId,
    assets_ids: [market.tokens.yes, market.tokens.no],
    winning_asset_id: winner === null ? '' : market.tokens[winner],
    winning_outcome: winner === null ? '' : market.names[winner],
    timestamp: String(nowMs),
  };
}
