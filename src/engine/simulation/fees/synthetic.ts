import type { FeePeriod } from './fee-rule.js';
import { instant } from './instant.js';
import { POLYMARKET_ROUNDING } from './polymarket.js';

/** The made-up venue of generated seasons: Polymarket's sports fee of 2026-07 at every date, no rebate. */
export const SYNTHETIC_FEES: readonly FeePeriod[] = [
  {
    venue: 'synthetic',
    name: 'synthetic',
    formula: '0.05 C p(1 - p)',
    base: 'variance',
    takerRate: 50_000,
    makerRate: 0,
    rounding: POLYMARKET_ROUNDING,
    certain: true,
    note: null,
    from: instant('1970-01-01T00:00Z'),
    until: null,
    leagues: null,
    newMarketsOnly: false,
    source: 'a choice of the generator',
  },
];
