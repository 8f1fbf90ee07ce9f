import { type FairOdds, fairOdds } from './fair-odds.js';
import { addUp, type OddsBook } from './odds-book.js';

/**
 * `r - s √(1 - r)`, s = (B - w) / Σ √(1 - r): the margin in proportion to the standard error of a rate over
 * the rate (github.com/gotoConversion/goto_conversion).
 */
export function gotoConversion({ rates, booksum, winners }: OddsBook): FairOdds {
  const weights = rates.map((rate) => Math.sqrt(1 - rate));
  const step = (booksum - winners) / addUp(weights);
  return fairOdds(
    rates.map((rate, index) => rate - step * (weights[index] ?? 0)),
    { name: 's', value: step },
  );
}
