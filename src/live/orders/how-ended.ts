import type { IntentState } from './intent-state.js';

/** How an order that has ended is told to the kernel; `null` = it has not. One filled to the dust is cancelled. */
export function howEnded(state: IntentState): 'cancelled' | 'expired' | 'rejected' | null {
  switch (state) {
    case 'filled':
    case 'cancelled':
      return 'cancelled';
    case 'expired':
      return 'expired';
    case 'rejected':
    case 'abandoned':
    case 'never-placed':
      return 'rejected';
    default:
      return null;
  }
}
