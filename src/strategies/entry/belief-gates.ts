import { complement, PRICE_ONE, type Price } from '../../engine/units.js';
import { type EntryLook, inDollars } from './entry-look.js';
import type { Gate } from './gate.js';
import { worstPrice } from './stake-gate.js';

interface EdgeTerms {
  readonly entry: { readonly edgeMin: number; readonly slippageMax: number };
}

/** There is something to hold the price against: a model that can answer, or a line. Beside it stands the mid. */
const referenceGate: Gate<unknown> = {
  name: 'reference',
  judge: (look) => {
    const { reference, quote } = look;
    look.verdict(inDollars(reference), inDollars(quote.mid), reference !== null && quote.mid !== null);
  },
};

/**
 * The belief is worth more than the order may cost, fee included, by the least edge. Its value is the belief as a
 * probability, its threshold the probability that is needed. Where there is no belief, `reference` blocks, not this.
 */
const edgeGate: Gate<EdgeTerms> = {
  name: 'edge',
  judge: (look, { entry }) => {
    const limit = worstPrice(look, entry.slippageMax);
    const needed = limit === null ? Number.NaN : allInPrice(look, limit) + entry.edgeMin;
    look.verdict(look.belief, needed, Number.isNaN(look.belief) || look.belief >= needed);
  },
};

/** A belief and its edge over the price: two gates that only close together. */
export const BELIEF_GATES: readonly [Gate<unknown>, Gate<EdgeTerms>] = [referenceGate, edgeGate];

/** Dollars that a share of the side costs at a price, fee included. */
export function allInPrice({ context, market, side }: EntryLook, price: Price): number {
  const fee = context.feePerShare(market.index, side === 'yes' ? price : complement(price));
  return (price + fee) / PRICE_ONE;
}

/** An own probability, as far as it is known: both ends alike where it is one number. */
export interface ProbabilityRange {
  readonly low: number;
  readonly high: number;
}

/**
 * Chooses the side that a probability of YES favours against the mid, by what the side is worth at least, and moves the
 * belief from the price toward that: `price + shrink x (own - price)`. `null` = there is no own probability, and no belief.
 */
export function aimAtBelief(look: EntryLook, ofYes: ProbabilityRange | null, shrink: number): void {
  const { mid } = look.context.book(look.market.index);
  if (ofYes === null || mid === null) return;
  const price = mid / PRICE_ONE;
  look.side = ofYes.low - price >= price - ofYes.high ? 'yes' : 'no';
  const own = look.side === 'yes' ? ofYes.low : 1 - ofYes.high;
  const ofSide = look.side === 'yes' ? price : 1 - price;
  look.reference = own * PRICE_ONE;
  look.belief = ofSide + shrink * (own - ofSide);
}
