import {
  formatShares,
  formatUsd,
  MICROS_PER_HOUR,
  type Micros,
  type Shares,
  type Usd,
  ZERO_USD,
} from '../../engine/units.js';
import type { Holding, SettledHolding } from '../store/live-store.js';
import type { VenueBalances } from '../venues/venue-adapter.js';

/** Shares that the venue and the ledger may differ by: a hundredth of one. */
const SHARES_OFF_MAX = 10_000;
/** And money: one micro-dollar. */
const USD_OFF_MAX = 1;

/** Shares of markets that were decided longer ago are taken for redeemed. */
const REDEEMED_WITHIN = 30 * 24 * MICROS_PER_HOUR;

/** Since when holdings were paid for that may still be shares at the venue. */
export const redeemedSince = (now: Micros): Micros => (now - REDEEMED_WITHIN) as Micros;

/** Whether two amounts of money are the same. */
export const isSameMoney = (here: Usd, there: Usd): boolean => Math.abs(here - there) <= USD_OFF_MAX;

/**
 * What the venue still owes for shares of decided markets that nobody has redeemed yet, 1e-6 dollars.
 * `null` = it did not say of one of them.
 */
export function notRedeemed(
  settled: readonly SettledHolding[],
  venue: Pick<VenueBalances, 'shares'>,
): Usd | null {
  let owed = 0n;
  for (const { instrument, size, paid } of settled) {
    const there = venue.shares.get(instrument);
    if (there === undefined) return null;
    owed += (BigInt(Math.min(there, size)) * BigInt(paid)) / BigInt(size);
  }
  return Number(owed) as Usd;
}

/** What the ledger has and the venue does not, or the other way round, in words. Empty = they agree. */
export function compareAccount(
  ledger: { readonly cash: Usd; readonly holdings: readonly Holding[] },
  venue: VenueBalances,
  owed: Usd = ZERO_USD,
): readonly string[] {
  const differences: string[] = [];
  if (!isSameMoney(ledger.cash, (venue.cash + owed) as Usd)) {
    const shares = owed === 0 ? '' : ` and ${formatUsd(owed)} USD in shares that were not redeemed`;
    differences.push(
      `cash is ${formatUsd(ledger.cash)} USD here and ${formatUsd(venue.cash)} USD${shares} at the venue`,
    );
  }
  for (const { instrument, market, outcome, size } of ledger.holdings) {
    const there = venue.shares.get(instrument);
    if (there === undefined) {
      differences.push(`the venue did not say what it holds of ${market} ${outcome}`);
    } else if (Math.abs(there - size) > SHARES_OFF_MAX) {
      const [here, at] = [formatShares(size), formatShares(there as Shares)];
      differences.push(`${market} ${outcome}: ${here} shares here and ${at} at the venue`);
    }
  }
  return differences;
}
