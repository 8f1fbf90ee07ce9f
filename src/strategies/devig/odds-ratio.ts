import { exactExp } from '../../engine/exact-math.js';
import { lastWhere } from '../numeric/last-where.js';
import { type FairOdds, fairOdds } from './fair-odds.js';
import { addUp, type OddsBook } from './odds-book.js';

/** A shift of the log odds by more than this leaves nothing of a probability. */
const SHIFT_MAX = 40;

/**
 * `r / (c + r - c r)`: every outcome's odds are off by the same ratio c (Cheung 2015). The logarithmic method,
 * a common shift in logit space, is the same with `ln c`.
 */
export function oddsRatio({ rates, winners }: OddsBook): FairOdds {
  const at = (ratio: number): number[] => rates.map((rate) => rate / (ratio + rate - ratio * rate));
  const shift = lastWhere(
    { low: -SHIFT_MAX, high: SHIFT_MAX },
    (value) => addUp(at(exactExp(value))) >= winners,
  );
  const ratio = exactExp(shift);
  return fairOdds(at(ratio), { name: 'odds ratio', value: ratio });
}
