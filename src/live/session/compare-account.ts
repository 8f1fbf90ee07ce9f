import { formatShares, formatUsd, type Shares, type Usd } from '../../engine/units.js';
import type { Holding } from '../store/live-store.js';
import type { VenueBalances } from '../venues/venue-adapter.js';

/** Shares that the venue and the ledger may differ by: a hundredth of one. */
const SHARES_OFF_MAX = 10_000;
/** And money: one micro-dollar. */
const USD_OFF_MAX = 1;

/** What the ledger has and the venue does not, or the other way round, in words. Empty = they agree. */
export function compareAccount(
  ledger: { readonly cash: Usd; readonly holdings: readonly Holding[] },
  venue: VenueBalances,
): readonly string[] {
  const differences: string[] = [];
  if (Math.abs(ledger.cash - venue.cash) > USD_OFF_MAX) {
    differences.push(
      `cash is ${formatUsd(ledger.cash)} USD here and ${formatUsd(venue.cash)} USD at the venue`,
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
