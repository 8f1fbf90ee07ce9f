import { type FairOdds, fairOdds } from './fair-odds.js';
import type { OddsBook } from './odds-book.js';

/**
 * The margin in equal parts: `r - (B - w) / n`. The same as margin weights proportional to the odds (WPO).
 * Longshots can go below 0 (Clarke, Kovalchik, Ingram 2017): then there is no answer.
 */
export function additive({ rates, booksum, winners }: OddsBook): FairOdds {
  const part = (booksum - winners) / rates.length;
  return fairOdds(
    rates.map((rate) => rate - part),
    null,
  );
}
