import { lastWhere } from '../numeric/last-where.js';
import { type FairOdds, fairOdds } from './fair-odds.js';
import { addUp, type OddsBook } from './odds-book.js';

/**
 * Shin 1992, 1993: the margin protects the bookmaker against a part z of bettors who know the winner.
 * `p = (√(z² + 4 (1 - z) r² / B) - z) / (2 (1 - z))` with z such that the sum is 1; of two outcomes z has the
 * closed form `(B - 1)(d² - B) / (B (d² - 1))`, d = r1 - r2, and p is the additive one.
 */
export function shin(book: OddsBook): FairOdds {
  if (book.winners !== 1) return { kind: 'impossible', reason: "Shin's model has one winner" };
  if (book.booksum < 1) return { kind: 'impossible', reason: "Shin's model has no margin below 0" };
  const informed = book.rates.length === 2 ? ofTwo(book) : solved(book);
  return fairOdds(probabilitiesAt(book, informed), { name: 'z', value: informed });
}

function ofTwo({ rates: [first = 0, second = 0], booksum }: OddsBook): number {
  const square = (first - second) * (first - second);
  return ((booksum - 1) * (square - booksum)) / (booksum * (square - 1));
}

const solved = (book: OddsBook): number =>
  lastWhere({ low: 0, high: 1 }, (informed) => addUp(probabilitiesAt(book, informed)) >= 1);

/** The formula above with its numerator made rational: exact at z = 0 and at z = 1. */
function probabilitiesAt({ rates, booksum }: OddsBook, informed: number): number[] {
  return rates.map((rate) => {
    const square = (rate * rate) / booksum;
    return (2 * square) / (Math.sqrt(informed * informed + 4 * (1 - informed) * square) + informed);
  });
}
