import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { OutboundOrder } from '../../engine/session/outbound.js';
import type { Usd } from '../../engine/units.js';
import type { IntentDraft } from '../venues/venue-adapter.js';
import type { DeskContext } from './desk-context.js';
import type { OwnTerms } from './in-own-terms.js';

/** 32 hex digits that only this order of this session has. */
export function intentIdOf(session: string, order: string): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([session, order])))).slice(0, 32);
}

/** What is written down before anything leaves, but for the venue's part of it. */
export function draftIntent(
  context: DeskContext,
  order: OutboundOrder,
  own: { readonly terms: OwnTerms; readonly instrument: string },
): IntentDraft {
  const market = context.catalog.markets[order.market];
  const game = context.catalog.games[market?.game ?? -1];
  const { outcome, side, limit, purpose } = own.terms;
  return {
    id: intentIdOf(context.session, order.id),
    session: context.session,
    account: context.account,
    strategy: context.strategy,
    orderId: order.id,
    market: market?.slug ?? '',
    game: game?.id ?? '',
    sport: game?.sport ?? '',
    instrument: own.instrument,
    outcome,
    purpose,
    side,
    limit,
    size: order.size,
    timeInForce: order.timeInForce,
    postOnly: order.postOnly,
    expiresAt: order.expiresAt,
    reserved: purpose === 'entry' ? context.reserve(order.market, { limit, size: order.size }) : (0 as Usd),
    journalSequence: context.journal().last,
    tag: order.tag,
    createdAt: context.ports.clock.now(),
  };
}
