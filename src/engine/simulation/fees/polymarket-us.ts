import type { FeePeriod, FeeRounding } from './fee-rule.js';
import { instant } from './instant.js';

const CENT = 10_000;

/** To a cent, half to even, per fill, with the cap for one aggressive order. Source: docs.polymarket.us/fees */
export const POLYMARKET_US_ROUNDING: FeeRounding = { kind: 'capped-per-order', quantum: CENT };

/** The venue's days begin in New York; the instants below are those midnights in UTC. */
const LAUNCH = instant('2025-12-03T05:00Z');
const VARIANCE_FEE = instant('2026-07-01T04:00Z');
const RATE_RISE = instant('2026-09-17T03:59Z');

const all = { venue: 'polymarket-us', leagues: null, newMarketsOnly: false } as const;

/** Polymarket US. Rebates are credited at the trade. Source: docs.polymarket.us/fees, as quoted in public repositories. */
export const POLYMARKET_US_FEES: readonly FeePeriod[] = [
  {
    ...all,
    name: 'polymarket-us-premium',
    formula: '0.003 x premium; makers get 0.002 x premium',
    base: 'premium',
    takerRate: 3_000,
    makerRate: -2_000,
    rounding: { kind: 'per-fill', quantum: 1_000, mode: 'ceil' },
    certain: false,
    note:
      'fees of Polymarket US before 2026-07-01 are uncertain: two texts of 0.30 % of premium are known and ' +
      'not the date of the change; the dearer reading is charged (rounded up to 0.001 dollars, a seller on ' +
      'the larger of price and 1 - price)',
    from: LAUNCH,
    until: VARIANCE_FEE,
    source: 'docs.polymarket.us/fees, two versions of 2025-12 to 2026-06',
  },
  {
    ...all,
    name: 'polymarket-us-2026-07',
    formula: '0.06 C p(1 - p); makers get 0.0125 C p(1 - p)',
    base: 'variance',
    takerRate: 60_000,
    makerRate: -12_500,
    rounding: POLYMARKET_US_ROUNDING,
    certain: true,
    note: null,
    from: VARIANCE_FEE,
    until: RATE_RISE,
    source: 'docs.polymarket.us/fees: 2026-07-01 00:00 New York',
  },
  {
    ...all,
    name: 'polymarket-us-2026-09',
    formula: '0.0695 C p(1 - p); makers get 0.0125 C p(1 - p)',
    base: 'variance',
    takerRate: 69_500,
    makerRate: -12_500,
    rounding: POLYMARKET_US_ROUNDING,
    certain: true,
    note: null,
    from: RATE_RISE,
    until: null,
    source: 'docs.polymarket.us/fees: 2026-09-16 23:59 New York',
  },
];
