import { assertNever } from '../../engine/assert.js';
import { PRICE_ONE, type Prob, type Usd } from '../../engine/units.js';
import { drawdownKellyFraction } from './drawdown.js';
import { gameKelly } from './game-kelly.js';
import { kellyFraction, shrinkToPrice } from './kelly.js';
import { partOf } from './part-of.js';
import type { StakeInput } from './sizing.js';
import type { BeliefStake } from './sizing-parameters.js';
import { estimationShrinkage } from './uncertainty.js';

/** Kelly on a strategy's own probability: what the whole of it would be, and what is wanted of it. */
export interface WantedOfKelly {
  readonly full: Usd;
  readonly wanted: Usd;
}

/** Sizes a stake from a probability of the side that is bought, at its all-in price. 0 = no edge. */
export function beliefStake(
  stake: BeliefStake,
  belief: Prob,
  { price, feePerShare, bankroll, game }: Pick<StakeInput, 'price' | 'feePerShare' | 'bankroll' | 'game'>,
): WantedOfKelly {
  const allIn = (price + feePerShare) / PRICE_ONE;
  if (stake.mode === 'game-kelly' && game !== null && allIn < 1) {
    const part = shrinkToPrice(belief, allIn, stake.kellyFraction);
    return { full: gameKelly(belief, allIn, game), wanted: gameKelly(part, allIn, game) };
  }
  const full = kellyFraction(belief, allIn);
  return {
    full: partOf(bankroll, full),
    wanted: full === 0 ? partOf(bankroll, 0) : partOf(bankroll, partWanted(stake, belief, allIn)),
  };
}

function partWanted(stake: BeliefStake, belief: Prob, allIn: number): number {
  switch (stake.mode) {
    case 'belief-kelly':
    case 'game-kelly':
      return kellyFraction(shrinkToPrice(belief, allIn, stake.kellyFraction), allIn);
    case 'estimated-kelly':
      return kellyFraction(belief, allIn) * estimationShrinkage(belief, allIn, stake.deviation);
    case 'drawdown-kelly':
      return drawdownKellyFraction(belief, allIn, stake);
    default:
      return assertNever(stake);
  }
}
