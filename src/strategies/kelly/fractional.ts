import { assert } from '../../engine/assert.js';
import { exactPower } from '../numeric/exact-power.js';

/**
 * Probability of ever falling to the part `level` of wealth at a part `weight` of Kelly, in continuous time:
 * `level^(2 / weight - 1)` (Thorp 2006). Half of wealth is lost at some time with 0.5 at full Kelly.
 */
export function chanceOfFallingTo(level: number, weight: number): number {
  assert(level > 0 && level < 1, `a level is in (0, 1), was ${level}`);
  assert(weight > 0, `a weight is above 0, was ${weight}`);
  return weight >= 2 ? 1 : exactPower(level, 2 / weight - 1);
}
