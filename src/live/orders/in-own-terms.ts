import type { Side } from '../../engine/events.js';
import type { OutboundOrder } from '../../engine/session/outbound.js';
import { complement, type Price, type Shares } from '../../engine/units.js';
import type { Purpose } from './intent.js';

/** What the venue is asked for: one of the market's two instruments, bought or sold. */
export interface OwnTerms {
  readonly outcome: 'yes' | 'no';
  readonly side: Side;
  readonly limit: Price;
  readonly purpose: Purpose;
}

/** Shares of each instrument that are held and can be sold, less what open sales already claim. */
export interface SellableShares {
  readonly yes: Shares;
  readonly no: Shares;
}

/** What is held of each, fills that are not settled included. */
export type HeldShares = SellableShares;

export type TermsAnswer =
  | { readonly kind: 'terms'; readonly terms: OwnTerms }
  | { readonly kind: 'refused'; readonly reason: string };

const terms = (outcome: 'yes' | 'no', side: Side, limit: Price): TermsAnswer => ({
  kind: 'terms',
  terms: { outcome, side, limit, purpose: side === 'buy' ? 'entry' : 'exit' },
});

/**
 * Turns an order on YES into the venue's terms, where nobody can sell what he does not hold: selling YES beyond
 * the holding is buying NO at one dollar less the price. An order that closes a holding sells its token; one
 * that would close it and open the other side is refused, since it cannot be one order.
 */
export function inOwnTerms(
  order: Pick<OutboundOrder, 'side' | 'limit' | 'size'>,
  shares: { readonly held: HeldShares; readonly sellable: SellableShares },
): TermsAnswer {
  const closes = order.side === 'sell' ? 'yes' : 'no';
  const limit = order.side === 'sell' ? order.limit : complement(order.limit);
  const held = shares.held[closes];
  if (held === 0) {
    return order.side === 'sell'
      ? terms('no', 'buy', complement(order.limit))
      : terms('yes', 'buy', order.limit);
  }
  if (order.size > held) {
    return {
      kind: 'refused',
      reason: 'it would close the holding and open the other side: send a reduce-only order first',
    };
  }
  if (order.size > shares.sellable[closes]) {
    return {
      kind: 'refused',
      reason: 'the shares to be sold are not settled yet, or another order sells them',
    };
  }
  return terms(closes, 'sell', limit);
}
