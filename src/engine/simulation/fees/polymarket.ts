import type { FeePeriod, FeeRounding } from './fee-rule.js';
import { instant } from './instant.js';

const FALLBACK = 'fees of Polymarket are taken from its dated table: the market states none of its own';

/** To 0.00001 dollars. The mode is not published; half up is assumed. Source: docs.polymarket.com/trading/fees */
export const POLYMARKET_ROUNDING: FeeRounding = { kind: 'per-fill', quantum: 10, mode: 'half-up' };

const period = { venue: 'polymarket', rounding: POLYMARKET_ROUNDING, certain: true } as const;

/** Before this instant no market of any sport paid a fee. */
const FIRST_SPORTS_FEE = instant('2026-02-18T00:00Z');
const FEE_STRUCTURE_V2 = instant('2026-03-30T00:00Z');
const SPORTS_RATE_RISE = instant('2026-07-10T00:00Z');

/**
 * Polymarket (international), sports. Maker rates are the expected rebate if every maker of a market counts:
 * the rebate's share of the taker rate. Source: docs.polymarket.com/changelog/predictions
 */
export const POLYMARKET_FEES: readonly FeePeriod[] = [
  {
    ...period,
    name: 'polymarket-no-fee',
    formula: '0',
    base: 'variance',
    takerRate: 0,
    makerRate: 0,
    note: null,
    from: instant('2020-01-01T00:00Z'),
    until: FIRST_SPORTS_FEE,
    leagues: null,
    newMarketsOnly: false,
    source: 'docs.polymarket.com/changelog/predictions: no sports fee before 2026-02-18',
  },
  {
    ...period,
    name: 'polymarket-first-sports-fee',
    formula: '0.0175 C p x p(1 - p); makers get 25 % of it back',
    base: 'premium-variance',
    takerRate: 17_500,
    makerRate: -4_375,
    note: FALLBACK,
    from: FIRST_SPORTS_FEE,
    until: FEE_STRUCTURE_V2,
    // College basketball and Serie A, as the venue's slugs and as other feeds write them.
    leagues: ['cbb', 'ncaab', 'sea', 'serie-a', 'unknown'],
    newMarketsOnly: true,
    source: 'announced 2026-02-11; docs.vatic.trading/concepts/fees',
  },
  {
    ...period,
    name: 'polymarket-no-fee-yet',
    formula: '0',
    base: 'variance',
    takerRate: 0,
    makerRate: 0,
    note: null,
    from: FIRST_SPORTS_FEE,
    until: FEE_STRUCTURE_V2,
    leagues: null,
    newMarketsOnly: false,
    source: 'announced 2026-02-11: other leagues and existing events are unaffected',
  },
  {
    ...period,
    name: 'polymarket-sports-2026-03',
    formula: '0.03 C p(1 - p); makers get 25 % of it back',
    base: 'variance',
    takerRate: 30_000,
    makerRate: -7_500,
    note: FALLBACK,
    from: FEE_STRUCTURE_V2,
    until: SPORTS_RATE_RISE,
    leagues: null,
    newMarketsOnly: false,
    source: 'docs.polymarket.com/changelog/predictions: Fee Structure V2, 2026-03-30',
  },
  {
    ...period,
    name: 'polymarket-sports-2026-07',
    formula: '0.05 C p(1 - p); makers get 15 % of it back',
    base: 'variance',
    takerRate: 50_000,
    makerRate: -7_500,
    note: FALLBACK,
    from: SPORTS_RATE_RISE,
    until: null,
    leagues: null,
    newMarketsOnly: false,
    source: 'docs.polymarket.com/changelog/predictions: 2026-07-10, midnight UTC',
  },
];
