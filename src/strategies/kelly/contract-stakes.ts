import type { Prob } from '../../engine/units.js';
import { type DrawdownLimit, drawdownKellyFraction } from './drawdown.js';
import { chanceOfFallingTo } from './fractional.js';
import { expectedGrowth } from './growth.js';
import { kellyFraction, shrinkToPrice } from './kelly.js';
import { estimationShrinkage } from './uncertainty.js';

/** What is asked about one contract. */
export interface ContractQuestion {
  readonly p: Prob;
  /** Dollars a share, fee included. */
  readonly allInPrice: number;
  /** Part of Kelly that is wanted, in (0, 1]. */
  readonly fraction: number;
  /** Standard error of `p`; `null` = none is known. */
  readonly deviation: number | null;
  /** `null` = no limit. */
  readonly drawdown: DrawdownLimit | null;
}

/** How a stake was found. */
export type StakeRule = 'kelly' | 'fractional' | 'estimated-probability' | 'drawdown';

/** One stake on the contract. The rules are answers to different questions: they are not multiplied. */
export interface ContractStake {
  readonly rule: StakeRule;
  /** Part of wealth. */
  readonly part: number;
  /** Part of the full Kelly stake; 0 where there is none. */
  readonly ofKelly: number;
  /** Expected growth of log wealth a bet. */
  readonly growth: number;
  /** Of ever losing half of wealth with such bets for ever, in continuous time; `null` = nothing is staked. */
  readonly chanceOfHalving: number | null;
}

/** The stakes on one contract by every rule that was asked for, full Kelly first. */
export function contractStakes(question: ContractQuestion): readonly ContractStake[] {
  const { p, allInPrice, fraction, deviation, drawdown } = question;
  const full = kellyFraction(p, allInPrice);
  const stake = (rule: StakeRule, part: number): ContractStake => {
    const ofKelly = full === 0 ? 0 : part / full;
    const growth = part === 0 ? 0 : expectedGrowth(p, allInPrice, part);
    return {
      rule,
      part,
      ofKelly,
      growth,
      chanceOfHalving: part === 0 ? null : chanceOfFallingTo(0.5, ofKelly),
    };
  };
  const stakes = [stake('kelly', full)];
  if (fraction !== 1) {
    const moved = full === 0 ? p : shrinkToPrice(p, allInPrice, fraction);
    stakes.push(stake('fractional', kellyFraction(moved, allInPrice)));
  }
  if (deviation !== null) {
    stakes.push(stake('estimated-probability', full * estimationShrinkage(p, allInPrice, deviation)));
  }
  if (drawdown !== null) stakes.push(stake('drawdown', drawdownKellyFraction(p, allInPrice, drawdown)));
  return stakes;
}
