import type { Side } from '../../engine/events.js';
import type { Micros, Price, Shares, Usd } from '../../engine/units.js';

/**
 * `matched`: pending, counts for risk, cannot be sold; `mined`: can be sold; `confirmed`: final;
 * `failed`: undone. A fill only moves to the right, or to `failed` from anywhere but `confirmed`.
 */
export type FillStatus = 'matched' | 'mined' | 'confirmed' | 'failed';

/** One execution of one of our orders. Key: (venue, tradeId, venueOrderId). */
export interface VenueFill {
  readonly tradeId: string;
  readonly venueOrderId: string;
  /** Of our order, in terms of its own instrument. */
  readonly instrument: string;
  readonly side: Side;
  readonly price: Price;
  readonly size: Shares;
  /** Paid by us, 1e-6 dollars; negative is a rebate. */
  readonly fee: Usd;
  readonly liquidity: 'taker' | 'maker';
  readonly status: FillStatus;
  readonly venueTime: Micros;
}
