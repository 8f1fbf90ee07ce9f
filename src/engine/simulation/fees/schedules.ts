import type { VenueName } from '../../catalog.js';
import type { Micros } from '../../units.js';
import type { FeePeriod } from './fee-rule.js';
import { KALSHI_FEES } from './kalshi.js';
import { POLYMARKET_FEES } from './polymarket.js';
import { POLYMARKET_US_FEES } from './polymarket-us.js';
import { SYNTHETIC_FEES } from './synthetic.js';

/** Every dated fee that touchline knows, by venue and then by date. */
export const SCHEDULES: readonly FeePeriod[] = [
  ...POLYMARKET_FEES,
  ...POLYMARKET_US_FEES,
  ...KALSHI_FEES,
  ...SYNTHETIC_FEES,
];

/** The first instant after `time` at which any fee of `venue` changes; Infinity = none is known. */
export function nextFeeChange(venue: VenueName, time: Micros): number {
  let next = Number.POSITIVE_INFINITY;
  for (const period of SCHEDULES) {
    if (period.venue !== venue) continue;
    if (period.from > time && period.from < next) next = period.from;
    if (period.until !== null && period.until > time && period.until < next) next = period.until;
  }
  return next;
}
