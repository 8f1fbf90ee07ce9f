import { assert } from '../../engine/assert.js';
import { solvePositiveDefinite } from './solve-positive-definite.js';

/** A concave function of wealth above 0 and its first two derivatives. */
export interface Utility {
  readonly value: (wealth: number) => number;
  readonly slope: (wealth: number) => number;
  /** Below 0. */
  readonly curvature: (wealth: number) => number;
}

/** What can happen to a dollar. */
export interface Outcomes {
  /** Of each outcome, above 0, summing to 1. */
  readonly probabilities: readonly number[];
  /** `returns[asset][outcome]`: what a dollar in the asset becomes, 0 or more. The **last asset is cash**: 1 always. */
  readonly returns: readonly Float64Array[];
}

const STEPS_MAX = 500;
const HALVINGS_MAX = 60;
/** Ridge of the Newton matrix: bets that are copies of each other share their stake. It moves no solution. */
const RIDGE = 1e-9;
/** The same for an asset that pays in no outcome at all. */
const RIDGE_LEAST = 1e-12;
/** Gain that a Newton step promises, below which it is the last one: it squares the distance to the best point. */
const GAIN_DONE = 1e-15;
/** Gain below which a step is taken whole: comparing values would only compare roundings. */
const GAIN_FINE = 1e-12;
const SLOPE_TOLERANCE = 1e-11;
/** Part of its promise that a step has to keep. */
const FAIR_PART = 1e-4;
/** Most of the wealth in any outcome that one step may take. */
const LOSS_MAX = 0.9;

/**
 * Parts of wealth, one an asset, each 0 or more and 1 together, that maximise the expected utility: Newton with
 * an active set and backtracking. Starts from even stakes, so that equal assets get equal parts.
 *
 * @param start parts to start from in place of even stakes: the answer to a problem that is nearly this one. It
 * leaves wealth in every outcome.
 * @throws ASSERT_INVARIANT when it does not converge.
 */
export function maximiseOverSimplex(
  outcomes: Outcomes,
  utility: Utility,
  start: Float64Array = evenParts(outcomes.returns.length),
): Float64Array {
  const search = new SimplexSearch(outcomes, utility, start);
  for (let step = 0; step < STEPS_MAX; step += 1) {
    if (search.improve()) continue;
    if (!search.release()) return search.parts;
  }
  assert(false, `the best stakes were not found in ${STEPS_MAX} steps`);
}

const at = (values: Float64Array, index: number): number => values[index] ?? Number.NaN;

/** Half in cash, the rest in equal parts. */
function evenParts(size: number): Float64Array {
  const parts = new Float64Array(size).fill(0.5 / Math.max(1, size - 1));
  parts[size - 1] = size === 1 ? 1 : 0.5;
  return parts;
}

interface Reach {
  readonly length: number;
  readonly blocker: number | null;
}

interface Step {
  readonly length: number;
  readonly gain: number;
  readonly wealth: Float64Array;
  /** Of wealth, over the whole step. */
  readonly change: Float64Array;
}

class SimplexSearch {
  readonly parts: Float64Array;
  readonly #outcomes: Outcomes;
  readonly #utility: Utility;
  /** Assets whose part may move. */
  #free: number[];

  constructor(outcomes: Outcomes, utility: Utility, start: Float64Array) {
    this.#outcomes = outcomes;
    this.#utility = utility;
    this.parts = start.slice();
    this.#free = [...start.keys()].filter((asset) => at(start, asset) > 0);
  }

  /** Takes one Newton step on the free assets; false = there is nothing to gain by another. */
  improve(): boolean {
    const wealth = this.#wealth(this.parts);
    const gradient = this.#gradient(wealth);
    const { direction, level } = this.#direction(gradient, wealth);
    let gain = 0;
    // Less the common level: the parts of a direction sum to 0 but for rounding.
    for (const asset of this.#free) gain += at(direction, asset) * (at(gradient, asset) - level);
    const change = this.#wealth(direction);
    const { length, blocker } = this.#reach(direction, wealth, change);
    const taken = gain * length < GAIN_FINE ? length : this.#backtrack({ length, gain, wealth, change });
    if (taken === 0 && length > 0) return false;
    for (const asset of this.#free) {
      this.parts[asset] = Math.max(0, at(this.parts, asset) + taken * at(direction, asset));
    }
    const isBlocked = taken === length && blocker !== null;
    if (isBlocked) this.#fix(blocker);
    return isBlocked || gain > GAIN_DONE;
  }

  /** Lets the asset move that most wants to leave 0; false = none does, and the point is the best one. */
  release(): boolean {
    const gradient = this.#gradient(this.#wealth(this.parts));
    let level = 0;
    for (const asset of this.#free) level += at(this.parts, asset) * at(gradient, asset);
    let best: number | null = null;
    for (let asset = 0; asset < this.parts.length; asset += 1) {
      if (this.#free.includes(asset) || at(gradient, asset) <= level + SLOPE_TOLERANCE) continue;
      if (best === null || at(gradient, asset) > at(gradient, best)) best = asset;
    }
    if (best === null) return false;
    this.#free.push(best);
    return true;
  }

  #fix(asset: number): void {
    this.parts[asset] = 0;
    this.#free = this.#free.filter((other) => other !== asset);
  }

  #wealth(parts: Float64Array): Float64Array {
    const { probabilities, returns } = this.#outcomes;
    const wealth = new Float64Array(probabilities.length);
    for (const asset of this.#free) {
      const row = returns[asset] ?? wealth;
      const part = at(parts, asset);
      for (let outcome = 0; outcome < wealth.length; outcome += 1) {
        wealth[outcome] = at(wealth, outcome) + part * at(row, outcome);
      }
    }
    return wealth;
  }

  #expected(wealth: Float64Array): number {
    let total = 0;
    for (const [outcome, probability] of this.#outcomes.probabilities.entries()) {
      total += probability * this.#utility.value(at(wealth, outcome));
    }
    return total;
  }

  #gradient(wealth: Float64Array): Float64Array {
    const { probabilities, returns } = this.#outcomes;
    const slopes = probabilities.map((probability, i) => probability * this.#utility.slope(at(wealth, i)));
    return Float64Array.from(returns, (row) => slopes.reduce((sum, slope, i) => sum + slope * at(row, i), 0));
  }

  /** Newton's direction within the free assets, its parts summing to 0, and the slope they meet at. */
  #direction(
    gradient: Float64Array,
    wealth: Float64Array,
  ): { readonly direction: Float64Array; readonly level: number } {
    const matrix = this.#negativeHessian(wealth);
    const pull = solvePositiveDefinite(
      matrix,
      Float64Array.from(this.#free, (asset) => at(gradient, asset)),
    );
    const ones = solvePositiveDefinite(matrix, new Float64Array(this.#free.length).fill(1));
    let pullSum = 0;
    let onesSum = 0;
    for (let i = 0; i < ones.length; i += 1) {
      pullSum += at(pull, i);
      onesSum += at(ones, i);
    }
    const level = pullSum / onesSum;
    const direction = new Float64Array(this.parts.length);
    for (const [i, asset] of this.#free.entries()) direction[asset] = at(pull, i) - level * at(ones, i);
    return { direction, level };
  }

  #negativeHessian(wealth: Float64Array): readonly Float64Array[] {
    const { probabilities, returns } = this.#outcomes;
    const bends = Float64Array.from(probabilities, (probability, outcome) =>
      Math.abs(probability * this.#utility.curvature(at(wealth, outcome))),
    );
    return this.#free.map((asset, row) => {
      const values = new Float64Array(this.#free.length);
      const left = returns[asset] ?? bends;
      for (let column = 0; column <= row; column += 1) {
        const right = returns[this.#free[column] ?? asset] ?? bends;
        let total = 0;
        for (let i = 0; i < bends.length; i += 1) total += at(bends, i) * at(left, i) * at(right, i);
        values[column] = column === row ? total * (1 + RIDGE) + RIDGE_LEAST : total;
      }
      return values;
    });
  }

  /** How far a step may go, at most 1, and the asset whose part would fall below 0 beyond; `null` = none. */
  #reach(direction: Float64Array, wealth: Float64Array, change: Float64Array): Reach {
    let length = 1;
    let blocker: number | null = null;
    for (const asset of this.#free) {
      const move = at(direction, asset);
      const room = move < 0 ? at(this.parts, asset) / -move : Number.POSITIVE_INFINITY;
      if (room < length) {
        length = room;
        blocker = asset;
      }
    }
    // Ruin in an ending of a tiny probability hardly shows in the mean: no step takes most of any wealth.
    for (const [outcome, amount] of wealth.entries()) {
      if (-length * at(change, outcome) <= LOSS_MAX * amount) continue;
      length = (LOSS_MAX * amount) / -at(change, outcome);
      blocker = null;
    }
    return { length, blocker };
  }

  /** Halves the step until it brings a fair part of what it promised; 0 = rounding is all that is left. */
  #backtrack({ length, gain, wealth, change }: Step): number {
    const before = this.#expected(wealth);
    let taken = length;
    for (let halving = 0; halving < HALVINGS_MAX; halving += 1) {
      const after = wealth.map((amount, outcome) => amount + taken * at(change, outcome));
      if (this.#expected(after) >= before + FAIR_PART * taken * gain) return taken;
      taken /= 2;
    }
    return 0;
  }
}
