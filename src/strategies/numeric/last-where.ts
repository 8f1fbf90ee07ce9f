import { assert } from '../../engine/assert.js';

/** A double has 53 bits; a root near 0 may need its exponent found first. */
const HALVINGS_MAX = 200;

/** Ends of a search, `low` below `high`. */
export interface Bracket {
  readonly low: number;
  readonly high: number;
}

/**
 * The largest x of a bracket where a condition still holds, by bisection to the last bit. The condition holds
 * from `low` up to some point and nowhere after it; `low` is the answer where it holds nowhere.
 *
 * @example lastWhere({ low: 0, high: 2 }, (x) => x * x <= 3); // 1.7320508075688772
 */
export function lastWhere({ low, high }: Bracket, holds: (x: number) => boolean): number {
  assert(low <= high, `a bracket goes up, was ${low} to ${high}`);
  if (holds(high)) return high;
  let below = low;
  let above = high;
  for (let halving = 0; halving < HALVINGS_MAX; halving += 1) {
    const middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) break;
    if (holds(middle)) below = middle;
    else above = middle;
  }
  return below;
}
