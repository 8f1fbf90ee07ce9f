import { type FairOdds, fairOdds } from './fair-odds.js';
import type { OddsBook } from './odds-book.js';

/** `(r - z) / (1 - z)`, z = (B - w) / (n - w): a bookmaker whose books balance (Fingleton, Waldron 1999). */
export function balancedBooks({ rates, booksum, winners }: OddsBook): FairOdds {
  const part = (booksum - winners) / (rates.length - winners);
  return fairOdds(
    rates.map((rate) => (rate - part) / (1 - part)),
    { name: 'z', value: part },
  );
}
