import type { MarketIndex } from '../../../engine/ids.js';
import type { OutboundOrder } from '../../../engine/session/outbound.js';
import { complement, type Shares } from '../../../engine/units.js';
import type { NewIntent } from '../../orders/intent.js';

/** An intent as the simulated venue takes it: on YES, `size` of it. */
export function paperOrder(intent: NewIntent, market: MarketIndex, size: Shares): OutboundOrder {
  const isYes = intent.outcome === 'yes';
  const { orderId, timeInForce, postOnly, expiresAt, tag } = intent;
  return {
    id: orderId,
    market,
    side: isYes ? intent.side : intent.side === 'buy' ? 'sell' : 'buy',
    limit: isYes ? intent.limit : complement(intent.limit),
    size,
    timeInForce,
    reduceOnly: intent.purpose === 'exit',
    postOnly,
    expiresAt,
    tag,
  };
}
