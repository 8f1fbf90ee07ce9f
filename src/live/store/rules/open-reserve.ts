import type { Usd } from '../../../engine/units.js';
import type { Intent } from '../../orders/intent.js';
import { isTerminal } from '../../orders/intent-state.js';

/**
 * Cash still kept for an order, 1e-6 dollars: its reservation in proportion to what has not filled, rounded up.
 * An order that has ended keeps nothing; one whose outcome is unknown keeps all that did not fill.
 */
export function openReserve(intent: Pick<Intent, 'state' | 'reserved' | 'size' | 'filled'>): Usd {
  if (isTerminal(intent.state) || intent.filled >= intent.size) return 0 as Usd;
  const rest = BigInt(intent.size - intent.filled) * BigInt(intent.reserved);
  const size = BigInt(intent.size);
  return Number((rest + size - 1n) / size) as Usd;
}
