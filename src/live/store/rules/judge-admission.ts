import { MICROS_PER_SECOND, type Micros, type Usd } from '../../../engine/units.js';
import type { NewIntent } from '../../orders/intent.js';
import type { Admission, AdmissionLimits, RiskSettings } from '../live-store.js';
import { tightestLimits } from './tightest-limits.js';

/** What a store knows at the moment it is asked to admit an intent; money in 1e-6 dollars. */
export interface AdmissionFacts {
  /** Reason of a kill that stops it; `null` = none does. */
  readonly killed: string | null;
  /** Its account is live and not armed. */
  readonly disarmed: boolean;
  /** What the account allows beside the limits of the session; `null` = never set. */
  readonly caps: RiskSettings | null;
  /** An entry of the account in its market that has not ended. */
  readonly openEntry: string | null;
  /** At risk already, open orders and holdings: in its market, in its game, in all. */
  readonly marketRisk: Usd;
  readonly gameRisk: Usd;
  readonly grossRisk: Usd;
  /** Kept for open orders. */
  readonly reserved: Usd;
  readonly cash: Usd;
  /** Value of all fills since the day began, bought and sold. */
  readonly traded: Usd;
  /** Orders made in the minute, in the hour, and alike within the repeat window, before it. */
  readonly ordersInMinute: number;
  readonly ordersInHour: number;
  readonly repeats: number;
  /** Fills of its market in the minute before it. */
  readonly fillsInMinute: number;
}

type Refusal = Extract<Admission, { readonly kind: 'limit' }>;

/** The instants that the counts of `AdmissionFacts` reach back to, exclusive. */
export const admissionWindows = (intent: NewIntent, limits: AdmissionLimits) => ({
  minute: (intent.createdAt - 60 * MICROS_PER_SECOND) as Micros,
  hour: (intent.createdAt - 3600 * MICROS_PER_SECOND) as Micros,
  repeat: (intent.createdAt - limits.repeatSeconds * MICROS_PER_SECOND) as Micros,
});

/** Whether an intent may be written. What only reduces risk passes all but a disarmed account. */
export function judgeAdmission(
  intent: NewIntent,
  limits: AdmissionLimits,
  facts: AdmissionFacts,
): Exclude<Admission, { readonly kind: 'known' | 'stale-epoch' | 'ambiguous' | 'not-written' }> {
  if (facts.disarmed) return { kind: 'disarmed' };
  if (intent.purpose === 'exit') return { kind: 'admitted' };
  if (facts.killed !== null) return { kind: 'killed', reason: facts.killed };
  if (facts.openEntry !== null) {
    return { kind: 'entry-open', market: intent.market, intent: facts.openEntry };
  }
  return breached(intent, tightestLimits(limits, facts.caps), facts) ?? { kind: 'admitted' };
}

/** The first limit that the intent would breach, in the order of the settings. */
function breached(intent: NewIntent, limits: AdmissionLimits, facts: AdmissionFacts): Refusal | null {
  const own = intent.reserved;
  const rows: readonly (readonly [keyof AdmissionLimits, number, number | null])[] = [
    ['perOrder', own, limits.perOrder],
    ['perMarket', facts.marketRisk + own, limits.perMarket],
    ['perGame', facts.gameRisk + own, limits.perGame],
    ['gross', facts.grossRisk + own, limits.gross],
    ['dailyTraded', facts.traded + facts.reserved + own, limits.dailyTraded],
    ['ordersPerMinute', facts.ordersInMinute + 1, limits.ordersPerMinute],
    ['ordersPerHour', facts.ordersInHour + 1, limits.ordersPerHour],
    ['repeatSeconds', facts.repeats, limits.repeatSeconds === 0 ? null : 0],
    ['fillsPerMinutePerMarket', facts.fillsInMinute + 1, limits.fillsPerMinutePerMarket],
  ];
  const over = rows.find(([, value, most]) => most !== null && value > most);
  if (over !== undefined) {
    return { kind: 'limit', limit: over[0], detail: `would come to ${over[1]}, at most ${over[2]}` };
  }
  const left = facts.cash - facts.reserved - own;
  if (left >= limits.cashFloor) return null;
  return { kind: 'limit', limit: 'cashFloor', detail: `would leave ${left}, at least ${limits.cashFloor}` };
}
