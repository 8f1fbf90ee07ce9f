import type { Timer, Timers } from '../ports/timers.js';

/** What Node's timers can wait for; longer ones would fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Timers of Node. A wait of more than 24 days ends early, which its owner sees on the clock. */
export const nodeTimers: Timers = {
  after: (delayMs, run) => setTimeout(run, Math.min(Math.max(0, delayMs), LONGEST_MS)) as unknown as Timer,
  cancel: (timer) => clearTimeout(timer as unknown as NodeJS.Timeout),
};
