/** What the fee of an order's next fill depends on: one account an order, from its first fill to its last. */
export interface FeeAccount {
  /** Exact fees of the fills that its rounding adds up, in 1e-18 of a micro-dollar. */
  exact: bigint;
  /** What was charged for those fills, in 1e-6 dollars. */
  charged: number;
  /** Rounding of the balance that is owed back to the order, in 1e-6 dollars. */
  gathered: number;
}

/** The account of an order without fills. */
export const newFeeAccount = (): FeeAccount => ({ exact: 0n, charged: 0, gathered: 0 });
