import { type FairOdds, fairOdds } from './fair-odds.js';
import type { OddsBook } from './odds-book.js';

/** The margin in proportion to the rates: `r w / B`, w = winners, B = the sum of the rates. */
export const multiplicative = ({ rates, booksum, winners }: OddsBook): FairOdds =>
  fairOdds(
    rates.map((rate) => (rate * winners) / booksum),
    null,
  );
