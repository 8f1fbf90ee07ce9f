import { assert } from '../../engine/assert.js';
import { exactLog } from '../../engine/exact-math.js';
import type { Prob } from '../../engine/units.js';

/** One of the outcomes of which exactly one happens. */
export interface ExclusiveOutcome {
  readonly p: Prob;
  /** Dollars a share, fee included, above 0. */
  readonly allInPrice: number;
}

/** Stakes on outcomes that exclude each other. */
export interface ExclusiveStakes {
  /** Parts of wealth, in the order given. */
  readonly fractions: readonly number[];
  /** Part of wealth that is kept; 0 where the prices of what is bought add up to a dollar or less. */
  readonly reserve: number;
  /** Expected growth of log wealth. */
  readonly growth: number;
}

/** Sums of probabilities may miss 1 by this. */
const SUM_TOLERANCE = 1e-9;

/**
 * Kelly stakes on mutually exclusive outcomes, exact: the best ratios of probability to price are taken in turn
 * while a ratio is above the reserve `(1 - Σp) / (1 - Σc)`; then `f = p - reserve x c` (Smoczynski, Tomkins 2010).
 * An outcome without an edge of its own may be bought as a hedge. Where the prices of all outcomes add up to a
 * dollar or less, wealth is spread by the probabilities and nothing is kept.
 *
 * @throws ASSERT_INVARIANT unless prices are above 0 and probabilities add up to at most 1: what is missing to 1
 * is an outcome that is not for sale.
 */
export function exclusiveKelly(outcomes: readonly ExclusiveOutcome[]): ExclusiveStakes {
  let total = 0;
  for (const { p, allInPrice } of outcomes) {
    assert(allInPrice > 0, `an all-in price is above 0, was ${allInPrice}`);
    total += p;
  }
  assert(total <= 1 + SUM_TOLERANCE, `probabilities add up to at most 1, were ${total}`);
  const { reserve, bought } = chooseOutcomes(outcomes, total >= 1 - SUM_TOLERANCE);
  const fractions = outcomes.map(({ p, allInPrice }, i) =>
    bought.has(i) ? Math.max(0, p - reserve * allInPrice) : 0,
  );
  return { fractions, reserve, growth: growthOf(outcomes, fractions) };
}

function chooseOutcomes(
  outcomes: readonly ExclusiveOutcome[],
  isComplete: boolean,
): { readonly reserve: number; readonly bought: ReadonlySet<number> } {
  const ratio = ({ p, allInPrice }: ExclusiveOutcome): number => p / allInPrice;
  const order = [...outcomes.entries()].sort(([i, a], [j, b]) => ratio(b) - ratio(a) || i - j);
  const bought = new Set<number>();
  let reserve = 1;
  let pLeft = 1;
  let priceLeft = 1;
  for (const [index, outcome] of order) {
    if (ratio(outcome) <= reserve) break;
    pLeft -= outcome.p;
    priceLeft -= outcome.allInPrice;
    const isEverything = isComplete && bought.size + 1 === outcomes.length;
    // Everything for a dollar or less is an arbitrage: nothing is kept. Else only rounding leads to 0 here.
    if (!isEverything && priceLeft <= SUM_TOLERANCE) break;
    reserve = isEverything ? 0 : Math.max(0, pLeft / priceLeft);
    bought.add(index);
  }
  return { reserve, bought };
}

function growthOf(outcomes: readonly ExclusiveOutcome[], fractions: readonly number[]): number {
  let kept = 1;
  for (const fraction of fractions) kept -= fraction;
  let pLeft = 1;
  let growth = 0;
  for (const [index, { p, allInPrice }] of outcomes.entries()) {
    pLeft -= p;
    if (p > 0) growth += p * exactLog(Math.max(0, kept) + (fractions[index] ?? 0) / allInPrice);
  }
  return pLeft > SUM_TOLERANCE ? growth + pLeft * exactLog(Math.max(0, kept)) : growth;
}
