import { exactExp, exactLog } from '../../engine/exact-math.js';
import type { RandomStream } from '../../engine/random.js';
import { MICROS_PER_SECOND } from '../../engine/units.js';
import type { SeasonParameters } from './season-parameters.js';

/** Nobody quotes a probability finer than this, so that its logarithm stays finite. */
const LEAST_PROBABILITY = 1e-9;
/** The crowd's surprise is measured between these: a lost cause does not move it any more. */
const SURPRISE_FLOOR = 0.002;

/**
 * What the crowd believes of the outcomes of one game, as it errs:
 * `belief_i ~ p_i^(1 - bias) x exp(noise_i + reaction_i)`, scaled to the sum 1.
 *
 * For two outcomes that is `logit(belief) = (1 - bias) logit(p) + noise + reaction`. With all knobs at 0
 * the belief is the true probability.
 */
export class Belief {
  readonly #knobs: SeasonParameters['mispricing'];
  readonly #stream: RandomStream;
  readonly #noise: number[];
  readonly #reaction: number[];
  #time: number;

  constructor(knobs: SeasonParameters['mispricing'], start: BeliefStart) {
    this.#knobs = knobs;
    this.#stream = start.stream;
    this.#time = start.time;
    this.#noise = Array.from({ length: start.outcomes }, () => this.#noiseSd() * start.stream.normal());
    this.#reaction = Array.from({ length: start.outcomes }, () => 0);
  }

  /** Lets errors decay and noise wander until `time`, microseconds. */
  advance(time: number): void {
    const seconds = (time - this.#time) / MICROS_PER_SECOND;
    if (seconds <= 0) return;
    this.#time = time;
    if (this.#knobs.noise > 0) this.#wander(halving(seconds, this.#knobs.noiseHalfLifeSeconds));
    if (this.#knobs.overreaction > 0) {
      const kept = halving(seconds, this.#knobs.overreactionHalfLifeSeconds);
      for (let index = 0; index < this.#reaction.length; index += 1) {
        this.#reaction[index] = (this.#reaction[index] as number) * kept;
      }
    }
  }

  /** Takes in an event of the game that moved the true probabilities. */
  react(before: readonly number[], after: readonly number[]): void {
    if (this.#knobs.overreaction === 0) return;
    for (let index = 0; index < this.#reaction.length; index += 1) {
      const surprise = exactLog(dampened(after[index] as number) / dampened(before[index] as number));
      this.#reaction[index] = (this.#reaction[index] as number) + this.#knobs.overreaction * surprise;
    }
  }

  /** What is believed while `truth` is true. */
  of(truth: readonly number[]): readonly number[] {
    const slope = 1 - this.#knobs.favouriteLongshotBias;
    const errs = slope !== 1 || this.#knobs.noise > 0 || this.#knobs.overreaction > 0;
    if (!errs) return truth;
    const weights = truth.map((probability, index) => {
      const error = (this.#noise[index] as number) + (this.#reaction[index] as number);
      return exactExp(slope * exactLog(Math.max(probability, LEAST_PROBABILITY)) + error);
    });
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  }

  /** An Ornstein-Uhlenbeck step, exact for any length. */
  #wander(kept: number): void {
    const fresh = this.#noiseSd() * Math.sqrt(1 - kept * kept);
    for (let index = 0; index < this.#noise.length; index += 1) {
      this.#noise[index] = (this.#noise[index] as number) * kept + fresh * this.#stream.normal();
    }
  }

  /** Of one outcome's share, so that the log odds of two outcomes deviate by `noise`. */
  #noiseSd(): number {
    return this.#knobs.noise / Math.SQRT2;
  }
}

/** What a belief starts from. */
export interface BeliefStart {
  readonly outcomes: number;
  /** Microseconds. */
  readonly time: number;
  readonly stream: RandomStream;
}

const halving = (seconds: number, halfLifeSeconds: number): number =>
  exactExp((-Math.LN2 * seconds) / halfLifeSeconds);

const dampened = (probability: number): number =>
  Math.max(SURPRISE_FLOOR, Math.min(1 - SURPRISE_FLOOR, probability));

/** Best bid and ask of the market maker; `null` = that side is empty. */
