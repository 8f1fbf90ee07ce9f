import type { BookLevel, MarketFacts, Side } from '../../engine/events.js';
import { exactLog } from '../../engine/exact-math.js';
import {
  floorToLot,
  notional,
  PRICE_ONE,
  type Price,
  type Prob,
  SHARES_PER_SHARE,
  type Shares,
  USD_PER_DOLLAR,
  type Usd,
  usd,
} from '../../engine/units.js';
import { indifferencePrice, type LadderHolding, type TwoWealths, walkLadder, wealthOf } from './ladder.js';

/** What an order through the book is sized from. */
export interface LadderInput {
  readonly side: Side;
  /** Belief in YES, held fixed through the whole book. */
  readonly p: Prob;
  readonly cash: Usd;
  readonly yes: Shares;
  readonly no: Shares;
  /** The side of the book that is taken, best first. */
  readonly levels: readonly BookLevel[];
  readonly facts: Pick<MarketFacts, 'lot' | 'minimumSize' | 'minimumNotional'>;
  /** Expected fee a share at a price, in 1e-4 dollars. */
  readonly feePerShare: (price: Price) => number;
  /** What the venue charges for these fills, as it rounds. */
  readonly feeOf: (fills: readonly BookLevel[]) => Usd;
}

/** Why there is no order. */
export type LadderRefusal = 'inside-band' | 'lot' | 'minimum' | 'cash' | 'no-growth';

/** An order and what it does, or why there is none. */
export interface LadderOrder {
  /** `null` = there is an order. */
  readonly refusal: LadderRefusal | null;
  /** Shares to take of each level before they were rounded. */
  readonly exact: readonly number[];
  /** What the rounded order takes; empty = nothing. */
  readonly fills: readonly BookLevel[];
  readonly size: Shares;
  /** Price of the deepest level that is taken; `null` = none. */
  readonly limit: Price | null;
  /** Paid for the shares, or received for them, fee apart. */
  readonly notional: Usd;
  readonly fee: Usd;
  /** Expected log wealth that the order adds, fee and rounding included; 0 without an order. */
  readonly growth: number;
  /** Where neither side of the market is worth taking after the exact walk, dollars. */
  readonly indifference: number;
}

/**
 * A whole-lot order from a Kelly walk through the book: sizes are rounded **down** to the lot, the fee is charged
 * as the venue rounds it, and the order is dropped where it falls below the minimum or where wealth no longer
 * gains by it. The price is that of a level and so on the tick.
 */
export function ladderOrder(input: LadderInput): LadderOrder {
  const holding = holdingOf(input);
  const walk = walkLadder(input.side, { p: input.p, holding }, allInLevels(input));
  const base = { exact: walk.sizes, indifference: indifferencePrice(input.p, walk.wealth) };
  const none = (refusal: LadderRefusal): LadderOrder => ({ ...base, ...NOTHING, refusal });
  const total = walk.sizes.reduce((sum, size) => sum + size, 0);
  if (total === 0) return none('inside-band');
  const size = floorToLot(Math.floor(total * SHARES_PER_SHARE) as Shares, input.facts.lot);
  if (size === 0) return none('lot');
  const fills = fillsOf(input.levels, walk.sizes, size);
  const paid = sumUsd(fills, input.side);
  if (size < input.facts.minimumSize || paid < input.facts.minimumNotional) return none('minimum');
  const fee = input.feeOf(fills);
  const after = holdingAfter(input, { size, paid, fee });
  if (after === null) return none('cash');
  const growth = logWealth(input.p, wealthOf(after)) - logWealth(input.p, wealthOf(holding));
  if (!(growth > 0)) return none('no-growth');
  const limit = fills.at(-1)?.price ?? null;
  return { ...base, refusal: null, fills, size, limit, notional: paid, fee, growth };
}

const NOTHING = {
  fills: [],
  size: 0 as Shares,
  limit: null,
  notional: 0 as Usd,
  fee: 0 as Usd,
  growth: 0,
} as const;

const holdingOf = ({ cash, yes, no }: LadderInput): LadderHolding => ({
  cash: cash / USD_PER_DOLLAR,
  yes: yes / SHARES_PER_SHARE,
  no: no / SHARES_PER_SHARE,
});

const allInLevels = ({ side, levels, feePerShare }: LadderInput) =>
  levels.map(({ price, size }) => {
    const fee = feePerShare(price);
    return {
      allInPrice: (side === 'buy' ? price + fee : price - fee) / PRICE_ONE,
      size: size / SHARES_PER_SHARE,
    };
  });

/** The order's size over the levels that the walk took, best first. */
function fillsOf(levels: readonly BookLevel[], sizes: readonly number[], size: Shares): readonly BookLevel[] {
  const fills: BookLevel[] = [];
  let left: number = size;
  for (const [index, level] of levels.entries()) {
    const taken = Math.min(left, (sizes[index] ?? 0) > 0 ? level.size : 0);
    if (taken > 0) fills.push({ price: level.price, size: taken as Shares });
    left -= taken;
  }
  return fills;
}

/** A cost is rounded up, proceeds are rounded down. */
function sumUsd(fills: readonly BookLevel[], side: Side): Usd {
  let total = 0;
  for (const { price, size } of fills) total += notional(price, size, side === 'buy' ? 'ceil' : 'floor');
  return usd(total);
}

/** The holding when the order is filled; `null` = it cannot be paid. */
function holdingAfter(
  input: LadderInput,
  { size, paid, fee }: { readonly size: Shares; readonly paid: Usd; readonly fee: Usd },
): LadderHolding | null {
  const isBuy = input.side === 'buy';
  const cash = input.cash + (isBuy ? -paid : paid) - fee;
  if (cash < 0) return null;
  const { yes, no } = holdingOf(input);
  const shares = size / SHARES_PER_SHARE;
  return { cash: cash / USD_PER_DOLLAR, yes: isBuy ? yes + shares : yes - shares, no };
}

/** Expected log of wealth; an outcome of probability 0 does not count. */
function logWealth(p: Prob, { ifYes, ifNo }: TwoWealths): number {
  const yes = p === 0 ? 0 : p * exactLog(ifYes);
  return p === 1 ? yes : yes + (1 - p) * exactLog(ifNo);
}
