import type { Usd } from '../../../engine/units.js';

/** What a signer signs at most, whatever it is asked: 1e-6 dollars and counts. */
export interface SignerLimits {
  /** Spent by one purchase. */
  readonly perOrder: Usd;
  /** Spent on one token, and on all, within 24 hours. */
  readonly perToken: Usd;
  readonly daily: Usd;
  readonly ordersPerMinute: number;
  readonly ordersPerHour: number;
}

/** The defaults of `docs/live-keys.md`. */
export const SIGNER_LIMITS: SignerLimits = {
  perOrder: 25_000_000 as Usd,
  perToken: 100_000_000 as Usd,
  daily: 2_000_000_000 as Usd,
  ordersPerMinute: 10,
  ordersPerHour: 60,
};
