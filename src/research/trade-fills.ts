import type { MarketIndex } from '../engine/ids.js';
import type { RoundTrip, RunResult } from '../engine/run-result.js';
import type { FillView } from '../engine/strategy.js';

/** A round trip with the fills that made it. */
export interface TradeFills {
  readonly trip: RoundTrip;
  readonly settled: boolean;
  /** Shares bought into the holding and their average price in dollars a share, of the side held. */
  readonly openedShares: number;
  readonly entryPrice: number;
  /** Fees of the fills that opened it, 1e-6 dollars. */
  readonly openedFees: number;
  /** Shares taken out by fills (not by settlement) and their average price; `null` = none. */
  readonly closedShares: number;
  readonly exitPrice: number | null;
}

/**
 * Joins each round trip with its fills, in the order of the round trips. Opening fills lie in
 * [opened, closed) or at the very opening, closing fills in [opened, closed]. Shares in 1e-6.
 */
export function tradeFills(result: RunResult): readonly TradeFills[] {
  const byMarket = new Map<MarketIndex, FillView[]>();
  for (const fill of result.fills) {
    const fills = byMarket.get(fill.market);
    if (fills) fills.push(fill);
    else byMarket.set(fill.market, [fill]);
  }
  return result.roundTrips.map((trip) => join(trip, byMarket.get(trip.market) ?? []));
}

function join(trip: RoundTrip, fills: readonly FillView[]): TradeFills {
  const opensWith = trip.side === 'yes' ? 'buy' : 'sell';
  const within = fills.filter(({ time }) => time >= trip.openedAt && time <= trip.closedAt);
  const opening = within.filter(
    ({ side, time }) => side === opensWith && (time < trip.closedAt || time === trip.openedAt),
  );
  const closing = within.filter(
    ({ side, time }) => side !== opensWith && (time > trip.openedAt || trip.closedAt === trip.openedAt),
  );
  const opened = average(opening, trip.side);
  const closed = average(closing, trip.side);
  return {
    trip,
    settled: trip.closedBy !== 'unsettled',
    openedShares: opened.shares,
    entryPrice: opened.price ?? Number.NaN,
    openedFees: opening.reduce((sum, { fee }) => sum + fee, 0),
    closedShares: Math.min(closed.shares, opened.shares),
    exitPrice: closed.price,
  };
}

function average(fills: readonly FillView[], side: 'yes' | 'no'): { shares: number; price: number | null } {
  let shares = 0;
  let weighted = 0;
  for (const { price, size } of fills) {
    shares += size;
    weighted += ((side === 'yes' ? price : 10_000 - price) / 10_000) * size;
  }
  return { shares, price: shares === 0 ? null : weighted / shares };
}
