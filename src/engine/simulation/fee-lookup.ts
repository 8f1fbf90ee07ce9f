import type { Catalog } from '../catalog.js';
import type { FeeTerms } from '../events.js';
import type { MarketIndex } from '../ids.js';
import type { Micros } from '../units.js';
import type { FeeRule } from './fees/fee-rule.js';
import { feeRuleAt } from './fees/fee-rule-at.js';
import { nextFeeChange } from './fees/schedules.js';

interface KnownRule {
  readonly rule: FeeRule;
  readonly from: number;
  readonly until: number;
}

/** Fee rules by market and time, looked up again only when they can have changed. */
export class FeeLookup {
  /** Every rule that was applied, by what it says: what a report must tell of fees. */
  readonly applied = new Map<string, FeeRule>();
  readonly #catalog: Catalog;
  readonly #known: (KnownRule | undefined)[] = [];

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  /** @throws ENGINE_FEE_UNKNOWN: an unknown fee refuses to run. */
  at(market: MarketIndex, time: Micros, terms: FeeTerms | null): FeeRule {
    const known = this.#known[market];
    if (known !== undefined && time >= known.from && time < known.until) return known.rule;
    const info = this.#catalog.markets[market];
    const league = info === undefined ? 'unknown' : (this.#catalog.games[info.game]?.league ?? 'unknown');
    const venue = info?.venue ?? 'synthetic';
    const rule = feeRuleAt({ venue, league, time, terms, createdAt: null });
    this.applied.set(`${rule.venue} ${rule.name} ${rule.certain} ${rule.note ?? ''}`, rule);
    this.#known[market] = { rule, from: time, until: nextFeeChange(venue, time) };
    return rule;
  }

  /** The market's own terms may have changed. */
  forget(market: MarketIndex): void {
    this.#known[market] = undefined;
  }
}
