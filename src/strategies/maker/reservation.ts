import type { BookView, StrategyContext } from '../../engine/strategy.js';
import { PRICE_ONE, prob, SHARES_PER_SHARE, USD_PER_DOLLAR } from '../../engine/units.js';
import { indifferencePrice, wealthOf } from '../kelly/ladder.js';

/** How the middle of the two quotes is found. */
export interface ReservationTerms {
  readonly reservation: 'touch' | 'linear' | 'kelly';
  /** How far the middle moves at the largest holding, 1e-4 dollars. */
  readonly skewMax: number;
  readonly inventoryMax: number;
}

/** What it is found from. */
export interface ReservationQuestion {
  readonly context: StrategyContext;
  readonly book: BookView;
  /** Holding, 1e-6 shares of YES; below 0 of NO. */
  readonly held: number;
}

/**
 * The price at which the maker would as soon buy as sell, 1e-4 dollars: the mid, moved against what is held. `linear`
 * moves it in proportion; `kelly` to where Kelly, the mid as the belief and the holding counted in, wants neither side:
 * the middle of the band in which it trades nothing. NaN = there is no mid, or the touch decides.
 */
export function reservationPrice(
  terms: ReservationTerms,
  { context, book, held }: ReservationQuestion,
): number {
  const { mid } = book;
  if (mid === null || terms.reservation === 'touch') return Number.NaN;
  if (terms.reservation === 'linear') return mid - (terms.skewMax * held) / terms.inventoryMax;
  const shares = held / SHARES_PER_SHARE;
  const cash = Math.max(0, context.cash / USD_PER_DOLLAR);
  const wealth = wealthOf({ cash, yes: Math.max(0, shares), no: Math.max(0, -shares) });
  if (wealth.ifYes <= 0 || wealth.ifNo <= 0) return Number.NaN;
  return PRICE_ONE * indifferencePrice(prob(mid / PRICE_ONE), wealth);
}
