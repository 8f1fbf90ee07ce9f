import type { Timer, Timers } from '../ports/timers.js';

/** What is done again and again. */
export interface Chore {
  readonly everyMs: number;
  run(): void | Promise<void>;
}

/**
 * Runs `chore` again and again, `everyMs` after it has ended, until the returned function is called.
 *
 * @param failed is told of what it throws; the chore goes on.
 */
export function every(timers: Timers, chore: Chore, failed: (cause: unknown) => void): () => void {
  let stopped = false;
  let waiting: Timer | null = null;
  const next = (): void => {
    waiting = timers.after(chore.everyMs, () => {
      waiting = null;
      if (stopped) return;
      void Promise.resolve()
        .then(() => chore.run())
        .catch(failed)
        .then(() => {
          if (!stopped) next();
        });
    });
  };
  next();
  return () => {
    stopped = true;
    // A timer that is left waiting keeps the process from ending.
    if (waiting !== null) timers.cancel(waiting);
  };
}
