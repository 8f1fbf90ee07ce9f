import { formatDecimal } from '../../../../engine/units.js';
import { costOf } from './venue-account.js';
import type { OrderRequest } from './venue-order.js';
import { takerFee } from './venue-trade.js';

const dollars = (price: number): string => formatDecimal(price, 4);
const sharesText = (size: number): string => formatDecimal(size, 6);

/** Stated expiries nearer than this are refused, seconds. */
const EXPIRY_LEAST_SECONDS = 180;

/** Why an order cannot be what its market trades, in the venue's words; `null` = it can. */
export function refusalByRules(request: OrderRequest, nowMs: number): string | null {
  const { id, price, size, market, type, postOnly, expiration, account, side } = request;
  const { rules } = market;
  if (!rules.open || market.payout !== null) return 'the market is not yet ready to process new orders';
  if (account.closedOnly && side === 'buy') return 'address is in closed only mode';
  if (price % rules.tick !== 0 || price < rules.tick || price > 10_000 - rules.tick) {
    return `order ${id} is invalid. Price (${dollars(price)}) breaks minimum tick size rule: ${dollars(rules.tick)}`;
  }
  if (size < rules.minimumSize) {
    return `order ${id} is invalid. Size (${sharesText(size)}) lower than the minimum: ${sharesText(rules.minimumSize)}`;
  }
  if (postOnly && (type === 'FOK' || type === 'FAK'))
    return 'invalid post-only order: FOK and FAK cannot be post only';
  if (type === 'GTD' && expiration < nowMs / 1_000 + EXPIRY_LEAST_SECONDS) return 'invalid expiration';
  if (type !== 'GTD' && expiration !== 0) return 'invalid expiration';
  return null;
}

/** Why an account cannot pay for an order; `null` = it can. `taking` = it would execute, so the fee counts. */
export function refusalByBalance(request: OrderRequest, taking: boolean): string | null {
  const { account, market, side, price, size, outcome } = request;
  if (side === 'sell') {
    const free = account.freeShares(market.tokens[outcome]);
    return free >= size ? null : words(free, size);
  }
  const needed = costOf(price, size) + (taking ? takerFee(market.rules.takerRate, price, size) : 0);
  const free = account.freeCash();
  return free >= needed ? null : words(free, needed);
}

const words = (free: number, needed: number): string =>
  `not enough balance / allowance: the balance is not enough -> balance: ${free}, order amount: ${needed}`;
