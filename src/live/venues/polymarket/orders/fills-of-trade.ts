import type { Side } from '../../../../engine/events.js';
import { chargeFill } from '../../../../engine/simulation/fees/charge-fill.js';
import { newFeeAccount } from '../../../../engine/simulation/fees/fee-account.js';
import { feeRuleAt } from '../../../../engine/simulation/fees/fee-rule-at.js';
import type { Micros, Price, Shares, Usd } from '../../../../engine/units.js';
import type { FillStatus, VenueFill } from '../../../orders/venue-fill.js';
import type { TokenTable } from '../catalog/token-table.js';
import type { WireMakerOrder, WireTrade } from '../wire/user-message.js';

/** By what our part in a trade is told from that of others. */
export interface OwnMarks {
  /** Key of our API credentials: the venue calls it the owner. */
  readonly apiKey: string;
  /** Wallet that holds our money. */
  readonly funder: string;
  /** Whether an order of this id was made here. */
  isOwn(venueOrderId: string): boolean;
}

/** What a trade means for us. */
export type TradeReading =
  | { readonly kind: 'fills'; readonly fills: readonly VenueFill[] }
  /** It is on our account, but no order in it can be told to be ours. */
  | { readonly kind: 'unattributed'; readonly tradeId: string }
  /** A status that this version does not know. */
  | {
      readonly kind: 'unrecognised';
      readonly tradeId: string;
      readonly orderId: string;
      readonly status: string;
    };

const opposite = (side: Side): Side => (side === 'buy' ? 'sell' : 'buy');

/** Our fills in a trade: as its taker, as one or more of its makers, or both. Key of each: (trade, order). */
export function fillsOfTrade(trade: WireTrade, own: OwnMarks, tokens: TokenTable): TradeReading {
  const status = fillStatus(trade.status);
  if (status === null) {
    return { kind: 'unrecognised', tradeId: trade.id, orderId: trade.takerOrderId, status: trade.status };
  }
  const base = { tradeId: trade.id, status, venueTime: trade.matchedAt };
  const makers = trade.makers.filter((maker) => isOurs(maker, own));
  const fills = makers.map(
    (maker): VenueFill => ({
      ...base,
      venueOrderId: maker.orderId,
      instrument: maker.token,
      side: maker.side ?? makerSide(trade, maker),
      price: maker.price,
      size: maker.size,
      fee: 0 as Usd,
      liquidity: 'maker',
    }),
  );
  if (isTaker(trade, own, fills.length > 0)) {
    const { token, side, price, size } = trade;
    fills.unshift({
      ...base,
      venueOrderId: trade.takerOrderId,
      instrument: token,
      ...{ side, price, size },
      fee: takerFee({ token, side, price, size, at: trade.matchedAt }, tokens),
      liquidity: 'taker',
    });
  }
  return fills.length === 0 ? { kind: 'unattributed', tradeId: trade.id } : { kind: 'fills', fills };
}

/** Pending until it is mined; final only when it is confirmed. `null` = a word that is not known. */
function fillStatus(word: string): FillStatus | null {
  switch (word) {
    case 'MATCHED':
    case 'MATCHED_NOT_BROADCASTED':
    case 'RETRYING':
      return 'matched';
    case 'MINED':
      return 'mined';
    case 'CONFIRMED':
      return 'confirmed';
    case 'FAILED':
      return 'failed';
    default:
      return null;
  }
}

function isOurs({ orderId, owner, maker }: WireMakerOrder, own: OwnMarks): boolean {
  if (own.isOwn(orderId)) return true;
  return owner === own.apiKey || maker?.toLowerCase() === own.funder.toLowerCase();
}

function isTaker(trade: WireTrade, own: OwnMarks, isMaker: boolean): boolean {
  if (own.isOwn(trade.takerOrderId) || trade.traderSide === 'TAKER') return true;
  return trade.traderSide === null && !isMaker && trade.owner === own.apiKey;
}

/**
 * Side of a maker whose entry does not say it: against the taker on the same token; with the taker on the other one,
 * where shares are minted (both buy) or merged (both sell).
 */
const makerSide = (trade: WireTrade, maker: WireMakerOrder): Side =>
  maker.token === trade.token ? opposite(trade.side) : trade.side;

interface Taken {
  readonly token: string;
  readonly side: Side;
  readonly price: Price;
  readonly size: Shares;
  readonly at: Micros;
}

/** By the market's own terms where known, else by the dated table of the venue: the trade does not state it. */
function takerFee({ token, side, price, size, at }: Taken, tokens: TokenTable): Usd {
  const market = tokens.token(token)?.market ?? null;
  const rule = feeRuleAt({
    venue: 'polymarket',
    league: market?.league ?? 'unknown',
    time: at,
    terms: market === null ? null : (tokens.factsOf(market.index)?.fee ?? null),
    createdAt: null,
  });
  return chargeFill(rule, newFeeAccount(), { price, size, side, liquidity: 'taker', rebates: false });
}
