import type { Prob, Usd } from '../../engine/units.js';
import { ZERO_USD } from '../../engine/units.js';
import { lastWhere } from '../numeric/last-where.js';

/** One way that a game can end. */
export interface GameWay {
  /** How likely it is beside the other ways on which the side pays, or does not pay; NaN = not known. */
  readonly weight: number;
  /** The side that is to be bought pays. */
  readonly pays: boolean;
  /** What is held and on its way in markets of the game pays then, 1e-6 dollars. */
  readonly paid: Usd;
}

/** What an account has in a game before a stake. */
export interface GameHolding {
  /** What is left if nothing of it paid: the bankroll less what it counts for there, and less the cost of open orders. */
  readonly rest: Usd;
  readonly ways: readonly GameWay[];
}

/** A bisection ends a bit below a whole micro-dollar: this much of one is rounding, not money. */
const BISECTION = 1e-3;

interface WeighedWay {
  readonly probability: number;
  readonly wealth: number;
  /** What a share brings, its price taken off, in dollars. */
  readonly gain: number;
}

/**
 * What Kelly would spend on one side with everything counted in that is held in its game: the maximum of the expected log
 * of wealth over the ways the game can end. Nothing where there is no gain, or where a way has nothing left already.
 * Assumes that what is held stays held to settlement; where the game is not split into ways by weights that are known,
 * each side falls on the way that leaves the smallest stake.
 *
 * @param p that the side pays.
 * @param allInPrice dollars a share, fee included, in (0, 1).
 */
export function gameKelly(p: Prob, allInPrice: number, { rest, ways }: GameHolding): Usd {
  const weighed = [
    ...weigh({ ways: ways.filter(({ pays }) => pays), probability: p, rest, gain: 1 - allInPrice }),
    ...weigh({ ways: ways.filter(({ pays }) => !pays), probability: 1 - p, rest, gain: -allInPrice }),
  ];
  if (weighed.some(({ wealth }) => wealth <= 0)) return ZERO_USD;
  /** One share more would still bring growth, and no way is left with nothing. */
  const grows = (shares: number): boolean => {
    let slope = 0;
    for (const { probability, wealth, gain } of weighed) {
      const left = wealth + shares * gain;
      if (left <= 0) return false;
      slope += (probability * gain) / left;
    }
    return slope > 0;
  };
  if (!grows(0)) return ZERO_USD;
  const losing = weighed.filter(({ gain }) => gain < 0);
  const high = Math.min(...losing.map(({ wealth }) => wealth)) / allInPrice;
  const shares = lastWhere({ low: 0, high }, grows);
  return Math.floor(shares * allInPrice + BISECTION) as Usd;
}

interface Part {
  readonly ways: readonly GameWay[];
  readonly probability: number;
  readonly rest: Usd;
  readonly gain: number;
}

/** Shares a probability out over the ways. */
function weigh({ ways, probability, rest, gain }: Part): readonly WeighedWay[] {
  const wealths = ways.map(({ paid }) => rest + paid);
  const total = ways.reduce((sum, { weight }) => sum + weight, 0);
  if (ways.length > 1 && total > 0) {
    return ways.map(({ weight }, way) => ({
      probability: (probability * weight) / total,
      wealth: wealths[way] as number,
      gain,
    }));
  }
  // Among the poorest a loss hurts most; among the richest a gain helps least.
  return [{ probability, wealth: gain > 0 ? Math.max(...wealths) : Math.min(...wealths), gain }];
}
