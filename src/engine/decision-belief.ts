/** What a decision believed of the side that it was about, and what the market said then. All of that **side**. */
export interface DecisionBelief {
  readonly side: 'yes' | 'no';
  /** The strategy's own probability that the side pays, 0..1; `null` = it has none. */
  readonly probability: number | null;
  /** Its confidence score, 0..1. */
  readonly confidence: number | null;
  /** Dollars a share, 0..1; `null` = there is none, as below. */
  readonly mid: number | null;
  /** What a share costs a taker, the fee included. */
  readonly cost: number | null;
  readonly spread: number | null;
  /** Shares at the best price. */
  readonly askShares: number | null;
  /** Seconds of regulation left. */
  readonly secondsLeft: number | null;
}
