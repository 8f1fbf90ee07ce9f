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
