import type { Timers } from '../ports/timers.js';

/** Resolves after `delayMs`. */
export function wait(timers: Timers, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    timers.after(delayMs, resolve);
  });
}
