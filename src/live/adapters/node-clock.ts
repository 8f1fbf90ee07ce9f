import { performance } from 'node:perf_hooks';
import { micros } from '../../engine/units.js';
import type { Clock } from '../ports/clock.js';

/** The clocks of this machine. */
export const nodeClock: Clock = {
  now: () => micros(Date.now() * 1_000),
  monotonicMs: () => performance.now(),
};
