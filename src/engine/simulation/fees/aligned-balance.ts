import type { BalanceAlignment } from './fee-rule.js';

/** One fill in 1e-6 dollars, before the balance is rounded. */
export interface UnalignedFill {
  /** Cash of the fill without fees: negative for a buy. */
  readonly revenue: number;
  readonly tradeFee: number;
  /** Rounding that earlier fills of the order gave up and did not get back. */
  readonly gathered: number;
}

/**
 * Net fee of a fill whose balance change is rounded down to `precision`, and what stays gathered for the
 * order. The rebate never makes a fee negative.
 * Source: docs.kalshi.com/getting_started/fee_rounding
 */
export function alignBalance(
  alignment: BalanceAlignment,
  fill: UnalignedFill,
): { readonly fee: number; readonly gathered: number } {
  const { precision, mustExceed } = alignment;
  const change = fill.revenue - fill.tradeFee;
  const roundingFee = change - Math.floor(change / precision) * precision;
  const gathered = fill.gathered + roundingFee;
  const due = mustExceed && gathered <= precision ? 0 : gathered;
  const payable = Math.min(due, fill.tradeFee + roundingFee);
  const rebate = Math.floor(payable / precision) * precision;
  return { fee: fill.tradeFee + roundingFee - rebate, gathered: gathered - rebate };
}
