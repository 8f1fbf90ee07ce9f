import { assert } from '../../engine/assert.js';
import type { Prob } from '../../engine/units.js';

/**
 * What an estimated probability leaves of the Kelly stake, to first order: `e² / (e² + (b + 1)² σ²)`, which in
 * prices is `(p - c)² / ((p - c)² + σ²)`; 0 without an edge (Baker, McHale 2013, Decision Analysis 10(3)).
 * Good where σ is at most half the edge, too harsh beyond. It answers for the error of **one** estimate: do not
 * multiply it with a weight that was chosen for the same reason.
 *
 * @param deviation σ, the standard error of `p`.
 */
export function estimationShrinkage(p: Prob, allInPrice: number, deviation: number): number {
  assert(deviation >= 0, `a standard error is 0 or more, was ${deviation}`);
  const edge = p - allInPrice;
  if (edge <= 0) return 0;
  return (edge * edge) / (edge * edge + deviation * deviation);
}
