import type { Usd } from '../../../engine/units.js';
import type { Intent } from '../../orders/intent.js';
import type { IntentState } from '../../orders/intent-state.js';
import type { FillStatus, VenueFill } from '../../orders/venue-fill.js';
import type { KillRow } from '../live-store.js';

/** What messages are about. */
export const MESSAGE_TOPICS = ['intent', 'fill', 'settlement', 'cash', 'kill', 'rearm'] as const;

/** What a write tells the world outside, in the transaction that makes it true. */
export interface OutboxMessage {
  readonly topic: (typeof MESSAGE_TOPICS)[number];
  readonly payload: string;
}

export const intentMessage = (
  intent: Pick<Intent, 'id' | 'account' | 'market'>,
  step: { readonly from: IntentState | null; readonly to: IntentState; readonly reason: string | null },
): OutboxMessage => ({
  topic: 'intent',
  payload: JSON.stringify({ account: intent.account, intent: intent.id, market: intent.market, ...step }),
});

export const fillMessage = (
  intent: Pick<Intent, 'id' | 'account' | 'market'>,
  fill: VenueFill,
  before: FillStatus | null,
): OutboxMessage => ({
  topic: 'fill',
  payload: JSON.stringify({
    account: intent.account,
    intent: intent.id,
    market: intent.market,
    trade: fill.tradeId,
    side: fill.side,
    price: fill.price,
    size: fill.size,
    fee: fill.fee,
    status: fill.status,
    before,
  }),
});

export const settlementMessage = (account: string, market: string, payout: Usd): OutboxMessage => ({
  topic: 'settlement',
  payload: JSON.stringify({ account, market, payout }),
});

export const cashMessage = (account: string, amount: Usd, reason: string): OutboxMessage => ({
  topic: 'cash',
  payload: JSON.stringify({ account, amount, reason }),
});

export const killMessage = (row: KillRow): OutboxMessage => ({
  topic: 'kill',
  payload: JSON.stringify({ account: row.account, strategy: row.strategy, reason: row.reason }),
});

export const rearmMessage = (account: string | null): OutboxMessage => ({
  topic: 'rearm',
  payload: JSON.stringify({ account }),
});
