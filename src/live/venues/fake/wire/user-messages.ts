import { costOf, type VenueAccount } from '../exchange/venue-account.js';
import type { OrderStatus, VenueOrder } from '../exchange/venue-order.js';
import type { TradeLeg, VenueTrade } from '../exchange/venue-trade.js';
import { priceText, sizeText } from './wire-numbers.js';

/** Owner and address of everybody who is not an account of this venue. */
const STRANGER = '00000000-0000-4000-8000-000000000000';
const STRANGER_WALLET = '0x000000000000000000000000000000000000dEaD';
/** What the venue writes into its old field of fees; not the fee. */
const LEGACY_FEE_BPS = '1000';

const STATUS: Readonly<Record<OrderStatus, string>> = {
  live: 'LIVE',
  delayed: 'DELAYED',
  matched: 'MATCHED',
  cancelled: 'CANCELED',
  'market-resolved': 'CANCELED_MARKET_RESOLVED',
  invalid: 'INVALID',
};

export const orderStatusText = ({ status }: VenueOrder): string => STATUS[status];

/** An order as GET /data/orders lists it. */
export const orderJson = (order: VenueOrder) => {
  const { account, market, outcome, side, price, size, type, expiration } = order.request;
  return {
    id: order.id,
    status: orderStatusText(order),
    owner: account.credentials.apiKey,
    maker_address: account.wallet,
    market: market.conditionId,
    asset_id: market.tokens[outcome],
    side: side.toUpperCase(),
    original_size: sizeText(size),
    size_matched: sizeText(order.matched),
    price: priceText(price),
    associate_trades: [...order.trades],
    outcome: market.names[outcome],
    created_at: Math.floor(order.createdMs / 1_000),
    expiration: String(expiration),
    order_type: type,
  };
};

/** The same on the user channel. */
export const orderMessage = (
  order: VenueOrder,
  what: 'PLACEMENT' | 'UPDATE' | 'CANCELLATION',
  nowMs: number,
) => ({
  event_type: 'order',
  type: what,
  ...orderJson(order),
  created_at: String(Math.floor(order.createdMs / 1_000)),
  timestamp: String(nowMs),
});

const ownerOf = ({ order }: TradeLeg): string => order?.request.account.credentials.apiKey ?? STRANGER;
const walletOf = ({ order }: TradeLeg): string => order?.request.account.wallet ?? STRANGER_WALLET;

/** A trade as one account sees it, as GET /data/trades lists it. */
export const tradeJson = (trade: VenueTrade, account: VenueAccount) => {
  const { market, taker, makers } = trade;
  const isTaker = taker.order?.request.account === account;
  return {
    id: trade.id,
    taker_order_id: taker.orderId,
    market: market.conditionId,
    asset_id: market.tokens[taker.outcome],
    side: taker.side.toUpperCase(),
    size: sizeText(taker.size),
    fee_rate_bps: LEGACY_FEE_BPS,
    price: priceText(taker.price),
    status: trade.status,
    match_time: String(Math.floor(trade.matchedMs / 1_000)),
    last_update: String(Math.floor(trade.updatedMs / 1_000)),
    outcome: market.names[taker.outcome],
    bucket_index: 0,
    owner: isTaker ? ownerOf(taker) : account.credentials.apiKey,
    maker_address: isTaker ? walletOf(taker) : account.wallet,
    transaction_hash: trade.status === 'MATCHED' || trade.status === 'RETRYING' ? '' : trade.transactionHash,
    trader_side: isTaker ? 'TAKER' : 'MAKER',
    maker_orders: makers.map((maker) => ({
      order_id: maker.orderId,
      owner: ownerOf(maker),
      maker_address: walletOf(maker),
      matched_amount: sizeText(maker.size),
      price: priceText(maker.price),
      fee_rate_bps: '0',
      asset_id: market.tokens[maker.outcome],
      outcome: market.names[maker.outcome],
      side: maker.side.toUpperCase(),
    })),
  };
};

/** The same on the user channel. */
export const tradeMessage = (trade: VenueTrade, account: VenueAccount, nowMs: number) => ({
  event_type: 'trade',
  type: 'TRADE',
  ...tradeJson(trade, account),
  trade_owner: ownerOf(trade.taker),
  timestamp: String(nowMs),
});

/** The answer to an order that the venue has taken. */
export function placedJson(order: VenueOrder, trades: readonly VenueTrade[]) {
  const shares = trades.reduce((sum, { taker }) => sum + taker.size, 0);
  const dollars = trades.reduce((sum, { taker }) => sum + costOf(taker.price, taker.size), 0);
  const buys = order.request.side === 'buy';
  const none = trades.length === 0;
  return {
    success: true,
    errorMsg: '',
    orderID: order.id,
    status: order.status === 'delayed' ? 'delayed' : none ? 'live' : 'matched',
    makingAmount: none ? '' : sizeText(buys ? dollars : shares),
    takingAmount: none ? '' : sizeText(buys ? shares : dollars),
    ...(!none && { tradeIDs: trades.map(({ id }) => id), transactionsHashes: [] }),
  };
}
