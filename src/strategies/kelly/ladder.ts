import { assert } from '../../engine/assert.js';
import type { Side } from '../../engine/events.js';
import type { Prob } from '../../engine/units.js';

/** One price of a book as it is paid or received. */
export interface LadderLevel {
  /** Dollars a share: the ask and its fee, or the bid less its fee. */
  readonly allInPrice: number;
  /** Shares. */
  readonly size: number;
}

/** Wealth by how the market resolves: cash and what the holding pays, dollars. */
export interface TwoWealths {
  readonly ifYes: number;
  readonly ifNo: number;
}

/** What is held before the walk; cash in dollars, shares as numbers. */
export interface LadderHolding {
  readonly cash: number;
  readonly yes: number;
  readonly no: number;
}

/** What to take of each level, and what it leads to. */
export interface LadderWalk {
  /** Shares, level by level. */
  readonly sizes: readonly number[];
  readonly wealth: TwoWealths;
}

/** Wealth of a holding either way. */
export const wealthOf = ({ cash, yes, no }: LadderHolding): TwoWealths => ({
  ifYes: cash + yes,
  ifNo: cash + no,
});

/**
 * YES shares that bring wealth to its best at a price, to buy (above 0) or to sell (below 0):
 * `p N / a - (1 - p) Y / (1 - a)`. It is 0 where `odds(a) = odds(p) N / Y`.
 */
export function sharesToOptimum(p: Prob, allInPrice: number, { ifYes, ifNo }: TwoWealths): number {
  return (p * ifNo) / allInPrice - ((1 - p) * ifYes) / (1 - allInPrice);
}

/** The price at which there is nothing to gain from either side: `odds(a) = odds(p) N / Y`. */
export function indifferencePrice(p: Prob, { ifYes, ifNo }: TwoWealths): number {
  const yes = p * ifNo;
  return yes / (yes + (1 - p) * ifYes);
}

/**
 * Kelly through a book with what is already held, exact, level by level: each is taken until wealth is at its
 * best there, until it is empty, or until cash (buying) or the holding (selling) is. Between the best level of
 * either side lies the band in which nothing is traded. Assumes that shares are held to settlement.
 *
 * @param levels best first.
 */
export function walkLadder(
  side: Side,
  { p, holding }: { readonly p: Prob; readonly holding: LadderHolding },
  levels: readonly LadderLevel[],
): LadderWalk {
  assert(holding.cash >= 0 && holding.yes >= 0 && holding.no >= 0, 'cash and holdings are 0 or more');
  const direction = side === 'buy' ? 1 : -1;
  let { cash, yes } = holding;
  const sizes: number[] = [];
  for (const { allInPrice, size } of levels) {
    const wealth = wealthOf({ cash, yes, no: holding.no });
    const isPrice = allInPrice > 0 && allInPrice < 1;
    const wanted = isPrice ? Math.max(0, direction * sharesToOptimum(p, allInPrice, wealth)) : 0;
    const most = side === 'buy' ? cash / allInPrice : yes;
    const taken = Math.min(wanted, size, most);
    sizes.push(isPrice ? taken : 0);
    if (!isPrice) continue;
    cash -= direction * taken * allInPrice;
    yes += direction * taken;
  }
  return { sizes, wealth: wealthOf({ cash, yes, no: holding.no }) };
}
