import type { DeskContext } from './desk-context.js';
import type { IntentState } from './intent-state.js';
import type { TrackedOrder } from './tracked-order.js';
import { wait } from './wait.js';

/** How long a write that the store did not answer waits before it is looked up again. */
const AGAIN_MS = 500;

/** What a step of an order's life came to once the store has really answered. */
export type MoveAnswer = 'moved' | 'illegal' | 'not-leader';

/**
 * Moves an order on, and does not come back before the store has said yes or no: an answer that got lost is
 * looked up by id, never assumed.
 */
export async function moveOrder(
  context: DeskContext,
  order: TrackedOrder,
  step: { readonly to: IntentState; readonly reason: string | null },
): Promise<MoveAnswer> {
  for (;;) {
    const fence = context.fence();
    if (fence === null) return 'not-leader';
    const at = context.ports.clock.now();
    const answer = await context.store.transition(fence, { intent: order.intent.id, ...step, at });
    switch (answer.kind) {
      case 'moved':
      case 'same':
        order.state = step.to;
        return 'moved';
      case 'illegal':
        order.state = answer.from;
        return 'illegal';
      case 'stale-epoch':
        context.standDown('another process leads this account');
        return 'not-leader';
      default:
        // Asking again is safe: a step that was taken answers `same`.
        await wait(context.ports.timers, AGAIN_MS);
    }
  }
}
