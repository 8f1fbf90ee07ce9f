import { TouchlineError } from '../../errors.js';
import type { FeeTerms } from '../../events.js';
import { formatDecimal } from '../../units.js';
import type { FeePeriod, FeeQuery, FeeRounding, FeeRule } from './fee-rule.js';
import { SCHEDULES } from './schedules.js';

/** Fee terms count in 1e-4, rules in 1e-6. */
const RATE_UNITS_PER_TERM = 100;

/** Where a venue's own rounding is not known: up, to the finest money there is. */
const UP_TO_MICRO_DOLLAR: FeeRounding = { kind: 'per-fill', quantum: 1, mode: 'ceil' };

/**
 * The fee of a market at an instant: its own terms where it states them, else the venue's dated table.
 *
 * @throws ENGINE_FEE_UNKNOWN naming venue, league and time when neither covers it or the terms are no rates.
 */
export function feeRuleAt(query: FeeQuery): FeeRule {
  const period = SCHEDULES.find((candidate) => covers(candidate, query));
  if (query.terms !== null) return ruleOfTerms(query, query.terms, period);
  if (period === undefined) {
    throw new TouchlineError('ENGINE_FEE_UNKNOWN', `no fee of ${query.venue} is known for this time`, {
      where: { venue: query.venue, league: query.league, time: query.time },
      hint: 'give the market fee terms in its facts; an unknown fee is never taken as 0',
    });
  }
  const doubt = doubtOf(period, query);
  if (doubt === null) return period;
  return { ...period, certain: false, note: period.note === null ? doubt : `${period.note}; ${doubt}` };
}

function covers(period: FeePeriod, query: FeeQuery): boolean {
  if (period.venue !== query.venue || query.time < period.from) return false;
  if (period.until !== null && query.time >= period.until) return false;
  if (period.leagues !== null && !period.leagues.includes(query.league)) return false;
  // A market of unknown age may be a new one: then the fee of new markets is charged.
  return !period.newMarketsOnly || query.createdAt === null || query.createdAt >= period.from;
}

/** Terms replace rates and shape; how a charge is rounded stays the venue's. */
function ruleOfTerms(query: FeeQuery, terms: FeeTerms, period: FeePeriod | undefined): FeeRule {
  checkTerms(query, terms);
  return {
    venue: query.venue,
    name: `${query.venue}-market-terms`,
    formula: `taker ${formatDecimal(terms.takerRate, 4)} C p(1 - p), maker ${formatDecimal(terms.makerRate, 4)} C p(1 - p)`,
    base: 'variance',
    takerRate: terms.takerRate * RATE_UNITS_PER_TERM,
    makerRate: terms.makerRate * RATE_UNITS_PER_TERM,
    rounding: period?.rounding ?? UP_TO_MICRO_DOLLAR,
    certain: period !== undefined,
    note:
      period === undefined
        ? `how ${query.venue} rounds its fees is not known: each is rounded up to 0.000001 dollars`
        : null,
  };
}

function checkTerms(query: FeeQuery, terms: FeeTerms): void {
  if (Number.isInteger(terms.takerRate) && terms.takerRate >= 0 && Number.isInteger(terms.makerRate)) return;
  throw new TouchlineError('ENGINE_FEE_UNKNOWN', 'fee terms are integers of 1e-4, the taker rate 0 or more', {
    where: {
      venue: query.venue,
      league: query.league,
      time: query.time,
      takerRate: terms.takerRate,
      makerRate: terms.makerRate,
    },
  });
}

/** Why a period that covers the query may still not be the market's fee; `null` = no doubt. */
function doubtOf(period: FeePeriod, query: FeeQuery): string | null {
  if (period.newMarketsOnly) {
    if (query.league === 'unknown')
      return 'the league is not known: the fee of the leagues that had one is charged';
    return query.createdAt === null
      ? 'when the market was created is not known: the fee of markets created after the change is charged'
      : null;
  }
  const older = query.createdAt !== null && query.createdAt < period.from;
  return older && period.venue === 'polymarket' && period.takerRate > 0
    ? 'whether a market created before the change kept its old fee is not documented: the new one is charged'
    : null;
}
