import type { Micros } from '../../engine/units.js';

/** The one source of time in `live/`. */
export interface Clock {
  /** Wall clock, microseconds since 1970-01-01 UTC. May step. */
  now(): Micros;
  /** Milliseconds that never run backwards, from an arbitrary start: for spans and deadlines. */
  monotonicMs(): number;
}
