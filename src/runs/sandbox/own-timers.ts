import type { Timer, Timers } from '../../live/ports/timers.js';

/** Timers that can all be let go of at once: what still waits for a game of the recording must not keep the process. */
export interface OwnTimers extends Timers {
  cancelAll(): void;
}

export function ownTimers(timers: Timers): OwnTimers {
  const waiting = new Set<Timer>();
  return {
    after: (delayMs, run) => {
      const timer = timers.after(delayMs, () => {
        waiting.delete(timer);
        run();
      });
      waiting.add(timer);
      return timer;
    },
    cancel: (timer) => {
      waiting.delete(timer);
      timers.cancel(timer);
    },
    cancelAll: () => {
      for (const timer of waiting) timers.cancel(timer);
      waiting.clear();
    },
  };
}
