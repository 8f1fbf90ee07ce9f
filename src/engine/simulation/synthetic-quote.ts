import { NO_PRICE } from '../tape.js';
import { PRICE_ONE } from '../units.js';

/** The quote that a half-spread makes of a reference price; a side off the price range is empty. */
export function syntheticQuote(price: number, half: number): readonly [bid: number, ask: number] {
  const bid = price - half;
  const ask = price + half;
  return [bid > 0 ? bid : NO_PRICE, ask < PRICE_ONE ? ask : NO_PRICE];
}
