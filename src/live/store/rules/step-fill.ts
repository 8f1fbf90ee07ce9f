import type { Shares } from '../../../engine/units.js';
import type { Intent } from '../../orders/intent.js';
import { type IntentState, TRANSITIONS } from '../../orders/intent-state.js';
import type { FillStatus, VenueFill } from '../../orders/venue-fill.js';

/** Fills of a venue may drift from the order by 0.01 share: less than that open counts as filled. */
export const FILL_DUST = 10_000 as Shares;

/**
 * What hearing of a fill changes; `filled` and `state` are the order's afterwards. What the venue says has happened
 * is kept, also where it is more than was asked for: whether that may be is for the reader of `filled` to judge.
 */
export type FillStep =
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'conflict'; readonly detail: string }
  | {
      readonly kind: 'recorded';
      readonly change: 'new' | 'status' | 'failed';
      readonly before: FillStatus | null;
      readonly filled: Shares;
      readonly state: IntentState;
    };

/** Statuses that may follow on each. */
const NEXT: Readonly<Record<FillStatus, readonly FillStatus[]>> = {
  matched: ['mined', 'confirmed', 'failed'],
  mined: ['confirmed', 'failed'],
  confirmed: [],
  failed: [],
};

const CONTENT = ['instrument', 'side', 'price', 'size', 'fee'] as const;

/** `known` is the fill of the same key as it is kept, `null` = never heard. */
export function stepFill(intent: Intent, known: VenueFill | null, fill: VenueFill): FillStep {
  return known === null ? firstHeard(intent, fill) : heardAgain(intent, known, fill);
}

function firstHeard(intent: Intent, fill: VenueFill): FillStep {
  const { filled, state } = intent;
  const changed = differing({ ...intent, ...{ price: fill.price, size: fill.size, fee: fill.fee } }, fill);
  if (changed !== null) return { kind: 'conflict', detail: changed };
  if (fill.status === 'failed') return { kind: 'recorded', change: 'failed', before: null, filled, state };
  const total = (filled + fill.size) as Shares;
  const reached = total >= intent.size - FILL_DUST ? 'filled' : 'partial';
  const moved = TRANSITIONS[state].includes(reached) ? reached : state;
  return { kind: 'recorded', change: 'new', before: null, filled: total, state: moved };
}

function heardAgain(intent: Intent, known: VenueFill, fill: VenueFill): FillStep {
  const changed = differing(known, fill);
  if (changed !== null) return { kind: 'conflict', detail: changed };
  if (!NEXT[known.status].includes(fill.status)) return { kind: 'duplicate' };
  const failed = fill.status === 'failed';
  return {
    kind: 'recorded',
    change: failed ? 'failed' : 'status',
    before: known.status,
    filled: failed ? ((intent.filled - known.size) as Shares) : intent.filled,
    state: intent.state,
  };
}

/** The first field in which two tellings differ. */
function differing(
  known: Pick<VenueFill, (typeof CONTENT)[number]>,
  told: Pick<VenueFill, (typeof CONTENT)[number]>,
): string | null {
  const field = CONTENT.find((name) => known[name] !== told[name]);
  return field === undefined ? null : `${field} was ${known[field]}, is ${told[field]}`;
}
