import type { GameState } from '../../engine/events.js';

/** How far a game has come. */
export interface Progress {
  /** Whether `fraction` and `remaining` are known; they are null together. */
  readonly known: boolean;
  /** Part of regulation that was played, 0..1. */
  readonly fraction: number | null;
  /** Part of regulation that is left, 0..1: one division, so that a value on a step is exactly on it. */
  readonly remaining: number | null;
  /**
   * Seconds of play to expect until the end of regulation, added time included; 0 in overtime and at the end.
   * `null` = not known, or the sport has no game clock.
   */
  readonly secondsRemaining: number | null;
  /**
   * Seconds of wall time to expect until the end, breaks included; before the start, from the start on. A fight
   * counts as going the distance. `null` = not known.
   */
  readonly etaWallSeconds: number | null;
  /** `q1`.. `h1`.. `p1`.. `r1`.. `i1`.. `s1`.. `m1`.. or `ot`; `null` = not being played, or not known. */
  readonly segment: string | null;
  readonly isOvertime: boolean;
}

/** Nothing is known but, perhaps, the segment. */
export const unknownProgress = (segment: string | null): Progress => ({
  known: false,
  fraction: null,
  remaining: null,
  secondsRemaining: null,
  etaWallSeconds: null,
  segment,
  isOvertime: false,
});

/** Everything is left. `wallSeconds` as the typical length; `null` = not known. */
export const notBegun = (wallSeconds: number | null): Progress => ({
  known: true,
  fraction: 0,
  remaining: 1,
  secondsRemaining: null,
  etaWallSeconds: wallSeconds,
  segment: null,
  isOvertime: false,
});

/** Nothing is left. */
export const finished = (isOvertime: boolean): Progress => ({
  known: true,
  fraction: 1,
  remaining: 0,
  secondsRemaining: 0,
  etaWallSeconds: 0,
  segment: null,
  isOvertime,
});

/** Regulation is over; `wallSeconds` of overtime to expect, `null` = not known. */
export const inOvertime = (wallSeconds: number | null): Progress => ({
  known: true,
  fraction: 1,
  remaining: 0,
  secondsRemaining: 0,
  etaWallSeconds: wallSeconds,
  segment: 'ot',
  isOvertime: true,
});

/** After `done` of `total` equal steps of a sport without a game clock. */
export function afterSteps(
  [done, total]: readonly [number, number],
  segment: string | null,
  etaWallSeconds: number | null,
): Progress {
  const played = Math.min(done, total);
  return {
    known: true,
    fraction: played / total,
    remaining: (total - played) / total,
    secondsRemaining: null,
    etaWallSeconds,
    segment,
    isOvertime: false,
  };
}

/** The state's period where it is one; `null` = not said, or not a period. */
export function periodOf({ period }: GameState): number | null {
  return period !== null && Number.isInteger(period) && period >= 1 ? period : null;
}

/** A count of at least `least`; `null` = not said, or not a count. */
export const countOf = (value: number | null | undefined, least: 0 | 1 = 0): number | null =>
  value !== null && value !== undefined && Number.isInteger(value) && value >= least ? value : null;
