import type { LabelSource } from './events.js';
import type { MarketIndex } from './ids.js';
import { paidTo } from './paid-to.js';
import { RowLog } from './row-log.js';
import type { SettlementRow } from './run-result.js';
import type { TradingAccount } from './trading-account.js';
import { type Micros, type Usd, usd } from './units.js';

/** How a market was settled, and the signed shares that were. */
interface Settlement {
  readonly payout: Usd;
  readonly label: LabelSource;
  readonly position: number;
}

/** An outcome as it is told. */
export interface Outcome {
  readonly payout: Usd;
  readonly label: LabelSource;
}

/**
 * Pays out resolved markets: once, whatever is told twice; again by the difference when an outcome is
 * corrected; and at once when a fill is heard of only after its market was resolved.
 */
export class SettlementBook {
  readonly #log: RowLog<SettlementRow>;
  readonly #account: TradingAccount;
  readonly #settled = new Map<MarketIndex, Settlement>();

  /** @param listener hears of each settlement; `null` = they are kept. */
  constructor(account: TradingAccount, listener: ((row: SettlementRow) => void) | null) {
    this.#account = account;
    this.#log = new RowLog(listener);
  }

  /** Settlements so far, as far as they are kept. */
  get rows(): readonly SettlementRow[] {
    return this.#log.rows;
  }

  /** @throws ENGINE_SETTLEMENT when a correction takes back more than there is free cash. */
  settle(market: MarketIndex, outcome: Outcome, now: Micros): void {
    const before = this.#settled.get(market);
    if (before !== undefined && before.payout !== outcome.payout) this.#correct(market, before, outcome, now);
    else this.#payOut(market, outcome, now);
  }

  /** Pays out what a late fill has left in a market that was resolved before. */
  afterFill(market: MarketIndex, now: Micros): void {
    const settled = this.#settled.get(market);
    if (settled !== undefined) this.#payOut(market, settled, now);
  }

  #payOut(market: MarketIndex, { payout, label }: Outcome, now: Micros): void {
    const { portfolio } = this.#account;
    const held = portfolio.size[market] as number;
    const before = this.#settled.get(market)?.position ?? 0;
    this.#settled.set(market, { payout, label, position: before + held });
    if (held === 0) return;
    const cash = portfolio.settle(market, payout, now);
    this.#account.settled(market);
    this.#log.add({ time: now, market, position: held, payout, cash, label });
  }

  /** What was settled was worth something else after all. */
  #correct(market: MarketIndex, before: Settlement, { payout, label }: Outcome, now: Micros): void {
    const { position } = before;
    this.#settled.set(market, { payout, label, position });
    const cash = usd(paidTo(position, payout) - paidTo(position, before.payout));
    if (cash === 0) return;
    this.#account.portfolio.correct(market, cash, now);
    this.#log.add({ time: now, market, position, payout, cash, label });
  }
}
