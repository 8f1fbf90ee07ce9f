import { TouchlineError } from '../../engine/errors.js';
import type { Prob } from '../../engine/units.js';

/** One way a game can end, for all of its markets together. */
export interface JointState {
  readonly probability: number;
  /** Dollars a share of each market pays then, 0..1, in the order of `prices`. */
  readonly payouts: readonly number[];
}

/**
 * What can be bought on one game. Markets of one game (moneyline, spread, total) hang together and so have joint
 * states; games are independent of each other.
 */
export interface JointGame {
  /** All-in price of a share of each market, above 0. */
  readonly prices: readonly number[];
  /** Every way the game can end, probabilities summing to 1. */
  readonly states: readonly JointState[];
}

/** A game of which one market is bought. */
export const singleBet = (p: Prob, allInPrice: number): JointGame => ({
  prices: [allInPrice],
  states: [
    { probability: p, payouts: [1] },
    { probability: 1 - p, payouts: [0] },
  ],
});

const SUM_TOLERANCE = 1e-9;

/**
 * Refuses a game that is not whole.
 *
 * @throws DATA_GAME for a price of 0, a payout outside 0..1 or missing, and probabilities that do not sum to 1.
 */
export function checkJointGame({ prices, states }: JointGame): void {
  for (const price of prices) {
    if (!(price > 0 && Number.isFinite(price))) throw refusal('price', price, 'above 0, fee included');
  }
  let total = 0;
  for (const { probability, payouts } of states) {
    if (!(probability >= 0)) throw refusal('probability', probability, '0 or more');
    if (payouts.length !== prices.length)
      throw refusal('payouts', payouts.length, `one a market: ${prices.length}`);
    const wrong = payouts.find((payout) => !(payout >= 0 && payout <= 1));
    if (wrong !== undefined) throw refusal('payout', wrong, 'from 0 to 1 dollar a share');
    total += probability;
  }
  if (Math.abs(total - 1) > SUM_TOLERANCE)
    throw refusal('sum of probabilities', total, '1: every way the game can end');
}

const refusal = (field: string, value: number, hint: string): TouchlineError =>
  new TouchlineError('DATA_GAME', 'this is not a game to bet on', { where: { field, value }, hint });
