import type { VenueMarket } from '../exchange/venue-market.js';
import { decimalNumber } from './wire-numbers.js';

const isoSeconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** GET /clob-markets/{condition id}: the short keys. Source: docs.polymarket.com, get-clob-market-info. */
export function clobMarketJson(market: VenueMarket) {
  const { rules } = market;
  return {
    c: market.conditionId,
    t: [
      { t: market.tokens.yes, o: market.names.yes },
      { t: market.tokens.no, o: market.names.no },
    ],
    mts: decimalNumber(rules.tick, 4),
    mos: decimalNumber(rules.minimumSize, 6),
    nr: market.negRisk,
    fd: { r: decimalNumber(rules.takerRate, 4), e: 1, to: true },
    mbf: 1000,
    tbf: 1000,
    r: null,
    ao: rules.open,
    cbos: rules.clearAtStart,
    ...(rules.startMs !== null && { gst: isoSeconds(rules.startMs) }),
    sd: rules.takerDelayMs / 1_000,
  };
}

/** GET /markets/{condition id}. */
export function marketJson(market: VenueMarket) {
  const { rules, payout } = market;
  const token = (outcome: 'yes' | 'no') => ({
    token_id: market.tokens[outcome],
    outcome: market.names[outcome],
    price: market.lastTrade === null ? 0.5 : priceOf(outcome, market.lastTrade),
    winner: payout === (outcome === 'yes' ? 1_000_000 : 0),
  });
  return {
    condition_id: market.conditionId,
    question_id: market.conditionId,
    question: market.info.question,
    market_slug: market.info.slug,
    enable_order_book: true,
    active: true,
    closed: payout !== null,
    accepting_orders: rules.open,
    minimum_order_size: decimalNumber(rules.minimumSize, 6),
    minimum_tick_size: decimalNumber(rules.tick, 4),
    game_start_time: rules.startMs === null ? null : isoSeconds(rules.startMs),
    seconds_delay: rules.takerDelayMs / 1_000,
    maker_base_fee: 1000,
    taker_base_fee: 1000,
    neg_risk: market.negRisk,
    is_50_50_outcome: payout !== null && payout !== 0 && payout !== 1_000_000,
    tokens: [token('yes'), token('no')],
  };
}

const priceOf = (outcome: 'yes' | 'no', yesPrice: number): number =>
  decimalNumber(outcome === 'yes' ? yesPrice : 10_000 - yesPrice, 4);
