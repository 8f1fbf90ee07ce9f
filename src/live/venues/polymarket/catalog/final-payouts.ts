import { USD_PER_DOLLAR, type Usd } from '../../../../engine/units.js';
import type { GammaMarket } from '../wire/gamma-market.js';

/** Words of the oracle after which an outcome stands. */
const SETTLED = ['resolved', 'settled'];

/**
 * What a share of each token of a market was paid in the end, 1e-6 dollars: only when the market is closed, the oracle is
 * done and the two prices are a payout. `null` = not decided yet; `no-payout` = decided by prices that are none.
 */
export function finalPayouts({
  closed,
  resolution,
  prices,
  tokens,
}: Pick<GammaMarket, 'closed' | 'resolution' | 'prices' | 'tokens'>):
  | ReadonlyMap<string, Usd>
  | 'no-payout'
  | null {
  const isOver = closed === true && (resolution === null || SETTLED.includes(resolution));
  if (!isOver || prices === null) return null;
  const [first, second] = prices;
  const isPayout =
    [0, USD_PER_DOLLAR / 2, USD_PER_DOLLAR].includes(first) && first + second === USD_PER_DOLLAR;
  if (!isPayout) return 'no-payout';
  return new Map([
    [tokens[0], first],
    [tokens[1], second],
  ]);
}
