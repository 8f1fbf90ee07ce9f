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
      if (!stopped) void turn();
    });
  };
  const turn = async (): Promise<void> => {
    try {
      await chore.run();
    } catch (cause) {
      failed(cause);
    }
    if (!stopped) next();
  };
  next();
  return () => {
    stopped = true;
    // A timer that is left waiting keeps the process from ending.
    if (waiting !== null) timers.cancel(waiting);
  };
}

/** What is done a while after somebody wants it, once for all who did meanwhile. */
export interface OnDemand {
  want(): void;
  /** What is under way goes on; nothing more begins. */
  stop(): void;
}

/**
 * Runs `chore` `everyMs` after it was wanted, and again as long as it returns that more is to be done.
 *
 * @param failed is told of what it throws; it is then wanted again.
 */
export function onDemand(
  timers: Timers,
  chore: { readonly everyMs: number; run(): Promise<boolean> },
  failed: (cause: unknown) => void,
): OnDemand {
  let [stopped, isSet] = [false, false];
  let waiting: Timer | null = null;
  const turn = async (): Promise<void> => {
    let more = true;
    try {
      more = await chore.run();
    } catch (cause) {
      failed(cause);
    }
    isSet = false;
    if (more) want();
  };
  const want = (): void => {
    if (isSet || stopped) return;
    isSet = true;
    waiting = timers.after(chore.everyMs, () => {
      waiting = null;
      if (!stopped) void turn();
    });
  };
  return {
    want,
    stop: () => {
      stopped = true;
      if (waiting !== null) timers.cancel(waiting);
    },
  };
}
