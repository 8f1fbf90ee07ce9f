import { exactLog } from '../../engine/exact-math.js';
import { lastWhere } from '../numeric/last-where.js';
import { type FairOdds, fairOdds } from './fair-odds.js';
import { addUp, type OddsBook } from './odds-book.js';

/** The largest distance there is: between certainty of yes and certainty of no. */
const DISTANCE_MAX = Math.sqrt(Math.LN2);

/**
 * Every outcome's binary distribution (p, 1 - p) lies at the same Jensen-Shannon distance from (r, 1 - r);
 * natural logarithm, square root form. Solved to the last bits, which the package `implied` for R is not.
 */
export function jensenShannon({ rates, booksum, winners }: OddsBook): FairOdds {
  const isOver = booksum >= winners;
  const at = (distance: number): number[] => rates.map((rate) => atDistance(rate, distance, isOver));
  const distance = lastWhere({ low: 0, high: DISTANCE_MAX }, (value) => {
    const total = addUp(at(value));
    return isOver ? total >= winners : total <= winners;
  });
  return fairOdds(at(distance), { name: 'distance', value: distance });
}

/** The probability below (or above) `rate` at a distance from it; 0 (or 1) where none is that far. */
function atDistance(rate: number, distance: number, isBelow: boolean): number {
  const room = isBelow ? rate : 1 - rate;
  const probability = (step: number): number => (isBelow ? rate - step : rate + step);
  const square = distance * distance;
  const step = lastWhere({ low: 0, high: room }, (value) => divergence(probability(value), rate) <= square);
  return probability(step);
}

/**
 * Square of the distance: half of `m φ(h / m) + (1 - m) φ(h / (1 - m))` about the middle m, h = half the
 * difference: the two entropies without the difference that would cost their digits.
 */
function divergence(left: number, right: number): number {
  const middle = (left + right) / 2;
  const half = (left - right) / 2;
  return (middle * phi(half / middle) + (1 - middle) * phi(half / (1 - middle))) / 2;
}

/** Below this the series is exact to the last bit after `SERIES_TERMS` terms. */
const SERIES_BELOW = 0.2;
const SERIES_TERMS = 14;

/** `(1 + x) ln(1 + x) + (1 - x) ln(1 - x)` = Σ x^2k / (k (2k - 1)), for |x| up to 1. */
function phi(x: number): number {
  const square = x * x;
  if (Math.abs(x) >= SERIES_BELOW) return entropyTerm(1 + x) + entropyTerm(1 - x);
  let total = 0;
  for (let term = SERIES_TERMS; term >= 1; term -= 1) total = square * (total + 1 / (term * (2 * term - 1)));
  return total;
}

const entropyTerm = (part: number): number => (part <= 0 ? 0 : part * exactLog(part));
