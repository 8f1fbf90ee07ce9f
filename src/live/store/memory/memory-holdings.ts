import type { Micros, Shares, Usd } from '../../../engine/units.js';
import type { Intent } from '../../orders/intent.js';
import type { VenueFill } from '../../orders/venue-fill.js';
import type { Holding, SettledHolding } from '../live-store.js';
import { fillNotional } from '../rules/fill-value.js';
import { FLAT, foldPosition, type Position } from '../rules/fold-position.js';
import { type Posting, payoutOf, settlementPosting, sidePayout } from '../rules/postings.js';

/** A fill as it is kept, with what its order says of it. */
export interface KeptFill {
  readonly fill: VenueFill;
  readonly intent: Pick<Intent, 'id' | 'market' | 'game' | 'outcome'>;
  readonly at: Micros;
  /** When it was undone; `null` = it stands. */
  readonly failedAt: Micros | null;
}

interface Settlement {
  readonly size: number;
  readonly paid: Usd;
  readonly at: Micros;
}

const byVenueTime = (a: KeptFill, b: KeptFill): number =>
  a.fill.venueTime - b.fill.venueTime ||
  compare(a.fill.tradeId, b.fill.tradeId) ||
  compare(a.fill.venueOrderId, b.fill.venueOrderId);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const positionOf = (fills: readonly KeptFill[]): Position =>
  fills.reduce(
    (position, { fill }) =>
      foldPosition(position, { side: fill.side, size: fill.size, notional: fillNotional(fill) }),
    FLAT,
  );

/** What one account holds: folded from its fills, never written. */
export class MemoryHoldings {
  readonly #fills = new Map<string, KeptFill>();
  readonly #byInstrument = new Map<string, KeptFill[]>();
  readonly #payouts = new Map<string, Usd>();
  readonly #settlements = new Map<string, Settlement>();

  fill(key: string): KeptFill | null {
    return this.#fills.get(key) ?? null;
  }

  put(key: string, kept: KeptFill): void {
    const before = this.#fills.get(key);
    const list = (this.#byInstrument.get(kept.fill.instrument) ?? []).filter((each) => each !== before);
    this.#fills.set(key, kept);
    this.#byInstrument.set(kept.fill.instrument, [...list, kept].sort(byVenueTime));
  }

  fills(): Iterable<KeptFill> {
    return this.#fills.values();
  }

  /** Instruments with a holding, by name. Those of decided markets are cash. */
  holdings(): readonly (Holding & { readonly game: string })[] {
    return [...this.#byInstrument]
      .filter(([instrument]) => !this.#settlements.has(instrument))
      .sort(([a], [b]) => compare(a, b))
      .flatMap(([instrument, fills]) => this.#holdingOf(instrument, fills));
  }

  #holdingOf(instrument: string, fills: readonly KeptFill[]): readonly (Holding & { game: string })[] {
    const standing = fills.filter(({ failedAt }) => failedAt === null);
    const { size, cost } = positionOf(standing);
    const first = standing[0];
    if (first === undefined || size === 0) return [];
    const { market, game, outcome } = first.intent;
    const settled = standing
      .filter(({ fill }) => fill.side === 'sell' || fill.status !== 'matched')
      .reduce((sum, { fill }) => sum + (fill.side === 'buy' ? fill.size : -fill.size), 0);
    return [{ market, game, instrument, outcome, size: size as Shares, settled: settled as Shares, cost }];
  }

  /** Holdings that were paid for since `since`, by instrument. */
  settled(since: Micros): readonly SettledHolding[] {
    return [...this.#settlements]
      .filter(([, { at, paid }]) => at >= since && paid > 0)
      .sort(([a], [b]) => compare(a, b))
      .map(([instrument, { size, paid }]) => ({ instrument, size: size as Shares, paid }));
  }

  /** Cost of what was held just before `at`, by the fills that stood then. */
  costBefore(at: Micros): Usd {
    let cost = 0;
    for (const [instrument, fills] of this.#byInstrument) {
      const settlement = this.#settlements.get(instrument);
      if (settlement !== undefined && settlement.at < at) continue;
      const standing = fills.filter(
        (kept) => kept.at < at && (kept.failedAt === null || kept.failedAt >= at),
      );
      cost += positionOf(standing).cost;
    }
    return cost as Usd;
  }

  /** Decides a market; the postings pay what is owed beyond what was paid before. */
  settle(market: string, payout: Usd, at: Micros): readonly Posting[] {
    this.#payouts.set(market, payout);
    return this.resettle(market, at);
  }

  /** What a change of the fills of a decided market owes. */
  resettle(market: string, at: Micros): readonly Posting[] {
    const payout = this.#payouts.get(market);
    if (payout === undefined) return [];
    return [...this.#byInstrument]
      .filter(([, fills]) => fills[0]?.intent.market === market)
      .sort(([a], [b]) => compare(a, b))
      .map(([instrument, fills]) => this.#pay({ market, instrument, fills, payout, at }))
      .filter(({ sides }) => sides.length > 0);
  }

  payoutOf(market: string): Usd | null {
    return this.#payouts.get(market) ?? null;
  }

  #pay(owed: {
    readonly market: string;
    readonly instrument: string;
    readonly fills: readonly KeptFill[];
    readonly payout: Usd;
    readonly at: Micros;
  }): Posting {
    const { market, instrument, fills, at } = owed;
    const before = this.#settlements.get(instrument) ?? { size: 0, paid: 0 as Usd, at };
    const { size } = positionOf(fills.filter(({ failedAt }) => failedAt === null));
    const outcome = fills[0]?.intent.outcome ?? 'yes';
    const paid = payoutOf(sidePayout(outcome, owed.payout), size);
    this.#settlements.set(instrument, { size, paid, at: before.at });
    return settlementPosting(market, instrument, {
      size: size - before.size,
      cash: (paid - before.paid) as Usd,
    });
  }
}
