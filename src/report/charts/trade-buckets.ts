import type { TradeRow } from '../trade-rows.js';
import type { Bucket } from './bucket-chart.js';

const MINUTE = 60_000_000;
const HOLDS = [
  ['< 1 min', MINUTE],
  ['1\u20135 min', 5 * MINUTE],
  ['5\u201315 min', 15 * MINUTE],
  ['15\u201360 min', 60 * MINUTE],
  ['1\u20133 h', 180 * MINUTE],
  ['> 3 h', Number.POSITIVE_INFINITY],
] as const;

/** Closed trades by entry price of the side held, in steps of ten cents; empty steps are left out. */
export function entryPriceBuckets(trades: readonly TradeRow[]): readonly Bucket[] {
  const names = Array.from({ length: 10 }, (_, i) => `${i * 10}\u2013${(i + 1) * 10}`);
  // The epsilon keeps an average of 0.7 that came out as 0.6999... in its own step.
  return bucketed(trades, names, ({ entryPrice }) => Math.min(9, Math.floor(entryPrice * 10 + 1e-9)));
}

/** Closed trades by how long they were held; empty steps are left out. */
export function holdTimeBuckets(trades: readonly TradeRow[]): readonly Bucket[] {
  const names = HOLDS.map(([name]) => name);
  return bucketed(trades, names, ({ openedAt, closedAt }) =>
    HOLDS.findIndex(([, below]) => closedAt - openedAt < below),
  );
}

function bucketed(
  trades: readonly TradeRow[],
  names: readonly string[],
  indexOf: (trade: TradeRow) => number,
): readonly Bucket[] {
  const buckets = names.map((name) => ({ name, trades: 0, pnlUsd: 0 }));
  for (const trade of trades) {
    const bucket = buckets[indexOf(trade)];
    if (!bucket || trade.pnlUsd === null) continue;
    bucket.trades += 1;
    bucket.pnlUsd += trade.pnlUsd;
  }
  return buckets.filter((bucket) => bucket.trades > 0);
}
