import type { GameState } from '../../engine/events.js';
import type { Micros } from '../../engine/units.js';

/** A change in a game, as those at the ground see it. */
export interface GameMoment {
  readonly time: Micros;
  readonly state: GameState;
}

/** A game from its first whistle to its last, with the probabilities that only its maker knows. */
export interface GamePath {
  /** By time; the last one is `final`. */
  readonly moments: readonly GameMoment[];
  readonly start: Micros;
  readonly end: Micros;
  /** Index of the outcome that happened, in the order of `probabilitiesAt`. */
  readonly outcome: number;
  /** Probabilities before the first whistle: home, away, or home, draw, away. */
  readonly openingProbabilities: readonly number[];
  /** Probabilities of the outcomes just after everything that happened until `time`. */
  probabilitiesAt(time: Micros): readonly number[];
}

/** Index of the last of `times` that is not after `time`; -1 = none. `times` is sorted. */
export function lastAtOrBefore(times: readonly number[], time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
