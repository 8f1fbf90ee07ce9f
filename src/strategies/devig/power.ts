import { exactPower } from '../numeric/exact-power.js';
import { lastWhere } from '../numeric/last-where.js';
import { type FairOdds, fairOdds } from './fair-odds.js';
import { addUp, type OddsBook } from './odds-book.js';

/** Exponents beyond this belong to no book. */
const EXPONENT_MAX = 1_000;

/** `r^(1/k)` with k such that the sum is right: longshots give up more (Clarke, Kovalchik, Ingram 2017). */
export function power({ rates, winners }: OddsBook): FairOdds {
  const at = (exponent: number): number[] => rates.map((rate) => exactPower(rate, exponent));
  const exponent = lastWhere({ low: 0, high: EXPONENT_MAX }, (value) => addUp(at(value)) >= winners);
  return fairOdds(at(exponent), { name: 'k', value: 1 / exponent });
}
