import { MICROS_PER_SECOND, type Micros } from '../../engine/units.js';
import { BETWEEN_READINGS_SECONDS } from './absence-proof.js';
import type { IntentState } from './intent-state.js';
import type { TrackedOrder } from './tracked-order.js';

/** What a look at the venue showed of one order: open orders and trades were read, both answered. */
export interface Look {
  readonly at: Micros;
  readonly open: boolean;
  /** A trade names it, failed ones too. */
  readonly traded: boolean;
}

export type LookVerdict =
  | { readonly kind: 'exists' }
  | {
      readonly kind: 'ended';
      readonly as: Extract<IntentState, 'filled' | 'cancelled' | 'expired'>;
      readonly reason: string;
    }
  /** Nothing shows it, and nothing shows yet that it never was. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'look-again' };

/**
 * What follows from a look. An order that is known to exist has ended when two looks, far enough apart, do not
 * show it open. An order that only trades show exists all the same.
 */
export function judgeLook(order: TrackedOrder, look: Look): LookVerdict {
  if (look.open) return { kind: 'exists' };
  const isKnown = order.state !== 'unknown' && order.state !== 'sending';
  if (!isKnown && !look.traded) return { kind: 'absent' };
  if (order.isFull) return { kind: 'ended', as: 'filled', reason: 'filled' };
  const since = order.absentSince;
  if (since === null || look.at - since < BETWEEN_READINGS_SECONDS * MICROS_PER_SECOND)
    return { kind: 'look-again' };
  const { expiresAt } = order.intent;
  // The venue takes an order out a minute before its stated expiry.
  if (expiresAt !== null && look.at >= expiresAt - 60 * MICROS_PER_SECOND && !order.cancelWanted) {
    return { kind: 'ended', as: 'expired', reason: 'good till date' };
  }
  return {
    kind: 'ended',
    as: 'cancelled',
    reason: order.isImpatient ? 'no more to match' : 'no longer open at the venue',
  };
}
