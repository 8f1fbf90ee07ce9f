import type { FeePeriod, FeeRounding } from './fee-rule.js';
import { instant } from './instant.js';

const CENT = 10_000;

const CEIL_TO_CENT: FeeRounding = { kind: 'ceil-per-order', quantum: CENT };
const ALIGNED_2026: FeeRounding = {
  kind: 'aligned-balance',
  tradeFeeQuantum: 100,
  precision: CENT,
  mustExceed: true,
};
const ALIGNED_NOW: FeeRounding = {
  kind: 'aligned-balance',
  tradeFeeQuantum: 1,
  precision: CENT,
  mustExceed: false,
};

interface Regime {
  readonly name: string;
  readonly rounding: FeeRounding;
  readonly from: string;
  readonly until: string | null;
  readonly certain: boolean;
  readonly note: string | null;
  readonly source: string;
}

/** Rounding of the balance to a cent is that of members through a broker, the dearer of the two classes. */
const REGIMES: readonly Regime[] = [
  {
    name: 'kalshi-ceil-to-cent',
    rounding: CEIL_TO_CENT,
    from: '2025-01-01T05:00Z',
    until: '2026-01-01T05:00Z',
    certain: true,
    note: null,
    source: 'kalshi.com fee schedule before 2026: up to the whole cent, per order',
  },
  {
    name: 'kalshi-aligned-2026',
    rounding: ALIGNED_2026,
    from: '2026-01-01T05:00Z',
    until: '2026-08-22T04:00Z',
    certain: true,
    note: null,
    source: 'docs.kalshi.com/getting_started/fee_rounding, as of 2026-08-22',
  },
  {
    name: 'kalshi-aligned-changing',
    rounding: ALIGNED_2026,
    from: '2026-08-22T04:00Z',
    until: '2026-09-18T04:00Z',
    certain: false,
    note: 'Kalshi changed its fee rounding between 2026-08-22 and 2026-09-18; the earlier, dearer rule is charged',
    source: 'docs.kalshi.com/getting_started/fee_rounding, versions of 2026-08-22 and 2026-09-18',
  },
  {
    name: 'kalshi-aligned-2026-09',
    rounding: ALIGNED_NOW,
    from: '2026-09-18T04:00Z',
    until: null,
    certain: true,
    note: null,
    source: 'docs.kalshi.com/getting_started/fee_rounding, as of 2026-09-18',
  },
];

/** Leagues whose series are `quadratic_with_maker_fees` with multiplier 1. */
const MAKER_FEE_LEAGUES = ['nfl', 'nba', 'nhl', 'mlb'];
const MAKER_FEES_FROM = instant('2025-10-04T04:00Z');

const UNKNOWN_TYPE =
  'the fee type of the Kalshi series is not recorded: multiplier 1 and maker fees are assumed, the dearer reading';

function periods(regime: Regime): FeePeriod[] {
  const assumed: FeePeriod = {
    venue: 'kalshi',
    name: regime.name,
    formula: '0.07 C p(1 - p); makers pay 0.0175 C p(1 - p)',
    base: 'variance',
    takerRate: 70_000,
    makerRate: 17_500,
    rounding: regime.rounding,
    certain: false,
    note: regime.note === null ? UNKNOWN_TYPE : `${UNKNOWN_TYPE}; ${regime.note}`,
    from: instant(regime.from),
    until: regime.until === null ? null : instant(regime.until),
    leagues: null,
    newMarketsOnly: false,
    source: regime.source,
  };
  const major: FeePeriod = {
    ...assumed,
    name: `${regime.name}-major-leagues`,
    certain: regime.certain,
    note: regime.note,
    from: assumed.from < MAKER_FEES_FROM ? MAKER_FEES_FROM : assumed.from,
    leagues: MAKER_FEE_LEAGUES,
  };
  return [major, assumed];
}

/** Kalshi, yes/no contracts on sports. Source of the formula: kalshi.com/docs/kalshi-fee-schedule.pdf */
export const KALSHI_FEES: readonly FeePeriod[] = REGIMES.flatMap(periods);
