import type { Usd } from '../../../engine/units.js';
import type { VenueFill } from '../../orders/venue-fill.js';
import type { LedgerBook, LedgerEntry, LedgerKind } from '../live-store.js';
import { fillCash, fillNotional } from './fill-value.js';

/** One movement: all its sides are booked together or not at all. */
export interface Posting {
  readonly kind: LedgerKind;
  readonly reference: string;
  readonly sides: readonly Pick<LedgerEntry, 'book' | 'commodity' | 'amount'>[];
}

type Amounts = readonly (readonly [LedgerBook, string, number])[];

const posting = (kind: LedgerKind, reference: string, amounts: Amounts): Posting => ({
  kind,
  reference,
  sides: amounts
    .filter(([, , amount]) => amount !== 0)
    .map(([book, commodity, amount]) => ({ book, commodity, amount })),
});

/** A fill, or (`undone`) its mirror image. */
export function fillPosting(fill: VenueFill, undone: boolean): Posting {
  const sign = undone ? -1 : 1;
  const spent = fill.side === 'buy' ? fillNotional(fill) : -fillNotional(fill);
  const gained = fill.side === 'buy' ? fill.size : -fill.size;
  return posting(undone ? 'fill-undone' : 'fill', fill.tradeId, [
    ['cash', 'usd', sign * fillCash(fill)],
    ['trading', 'usd', sign * spent],
    ['fees', 'usd', sign * fill.fee],
    ['holding', fill.instrument, sign * gained],
    ['venue', fill.instrument, -sign * gained],
  ]);
}

/** Shares that turned into cash when the market was decided; negative amounts take a payout back. */
export const settlementPosting = (
  market: string,
  instrument: string,
  moved: { readonly size: number; readonly cash: Usd },
): Posting =>
  posting('settlement', market, [
    ['cash', 'usd', moved.cash],
    ['trading', 'usd', -moved.cash],
    ['holding', instrument, -moved.size],
    ['venue', instrument, moved.size],
  ]);

/** Cash that came from outside, or (negative) went there. */
export const capitalPosting = (kind: 'deposit' | 'adjustment', amount: Usd, reference: string): Posting =>
  posting(kind, reference, [
    ['cash', 'usd', amount],
    ['capital', 'usd', -amount],
  ]);

/** What `size` shares fetch at `payout` (1e-6 dollars a share), rounded down. */
export const payoutOf = (payout: Usd, size: number): Usd => {
  const exact = BigInt(payout) * BigInt(size);
  const million = 1_000_000n;
  const floored = exact / million - (exact < 0n && exact % million !== 0n ? 1n : 0n);
  return Number(floored) as Usd;
};

/** Payout of a share of one side when a share of YES is paid `payout`. */
export const sidePayout = (outcome: 'yes' | 'no', payout: Usd): Usd =>
  (outcome === 'yes' ? payout : 1_000_000 - payout) as Usd;
