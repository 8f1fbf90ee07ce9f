import type { ClockRules } from '../regulation.js';

/** What a clock of a feed counts. */
export type ClockMeaning = 'left-in-period' | 'played-in-period' | 'played-in-game';

/** One look at a clock. */
export interface ClockLook {
  readonly game: string;
  readonly period: number;
  readonly seconds: number;
}

/** Steps of a clock that have to agree before it is believed. */
const STEPS_WANTED = 3;
/** No second half has so much added time: a clock beyond it counts from the start of the game. */
const ADDED_TIME_MAX = 20 * 60;
/** Games whose last look is kept. */
const GAMES_MAX = 1_000;

/**
 * Finds out what the clock of a feed counts in one league, from the clock itself. A clock of a league that counts
 * down is believed once its last three steps inside periods went one way; one of a league that counts up, once a
 * second half showed a time that only one meaning can have. Until then nothing is believed.
 */
export class ClockEvidence {
  readonly #rules: ClockRules;
  readonly #last = new Map<string, ClockLook>();
  readonly #steps: number[] = [];
  readonly #seen = new Set<ClockMeaning>();

  constructor(rules: ClockRules) {
    this.#rules = rules;
  }

  /** What the clock counts in a period; `null` = not known yet. */
  meaningIn(period: number): ClockMeaning | null {
    if (this.#rules.clock === 'up') {
      if (period === 1) return 'played-in-period';
      const [only] = this.#seen;
      return this.#seen.size === 1 && only !== undefined ? only : null;
    }
    const [first] = this.#steps;
    if (this.#steps.length < STEPS_WANTED || this.#steps.some((step) => step !== first)) return null;
    return first === -1 ? 'left-in-period' : 'played-in-period';
  }

  /** Learns from a look at the clock. */
  observe(look: ClockLook): void {
    const before = this.#last.get(look.game);
    this.#remember(look);
    if (this.#rules.clock === 'up') this.#learnFromTime(look);
    else if (before?.period === look.period) this.#learnFromStep(Math.sign(look.seconds - before.seconds));
  }

  #learnFromStep(step: number): void {
    if (step === 0) return;
    this.#steps.push(step);
    if (this.#steps.length > STEPS_WANTED) this.#steps.shift();
  }

  #learnFromTime({ period, seconds }: ClockLook): void {
    const { periodSeconds } = this.#rules;
    if (period !== 2) return;
    if (seconds < periodSeconds) this.#seen.add('played-in-period');
    if (seconds > periodSeconds + ADDED_TIME_MAX) this.#seen.add('played-in-game');
  }

  #remember(look: ClockLook): void {
    this.#last.delete(look.game);
    this.#last.set(look.game, look);
    for (const oldest of this.#last.keys()) {
      if (this.#last.size <= GAMES_MAX) break;
      this.#last.delete(oldest);
    }
  }
}
