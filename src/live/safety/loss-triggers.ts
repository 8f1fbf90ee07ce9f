import type { RoundTrip } from '../../engine/run-result.js';
import { formatUsd, type Usd } from '../../engine/units.js';
import type { LiveLimits } from './live-limits.js';

/** Halts that the account's own results set off. Once set off, only a person resumes. */
export class LossTriggers {
  readonly #limits: Pick<LiveLimits, 'dailyLoss' | 'drawdown' | 'losingStreak'>;
  #dayOpen: Usd;
  #peak: Usd;
  #streak = 0;

  constructor(limits: Pick<LiveLimits, 'dailyLoss' | 'drawdown' | 'losingStreak'>, equity: Usd) {
    this.#limits = limits;
    this.#dayOpen = equity;
    this.#peak = equity;
  }

  /** A trading day begins. */
  dayBegins(equity: Usd): void {
    this.#dayOpen = equity;
  }

  /** Why everything must halt now; `null` = it need not. */
  equity(equity: Usd): string | null {
    this.#peak = Math.max(this.#peak, equity) as Usd;
    const { dailyLoss, drawdown } = this.#limits;
    const lost = this.#dayOpen - equity;
    if (lost >= dailyLoss)
      return `lost ${formatUsd(lost as Usd)} USD today, the limit is ${formatUsd(dailyLoss)}`;
    const fallen = this.#peak - equity;
    if (fallen >= drawdown)
      return `fell ${formatUsd(fallen as Usd)} USD from the peak, the limit is ${formatUsd(drawdown)}`;
    return null;
  }

  roundTrip(trip: Pick<RoundTrip, 'pnl'>): string | null {
    this.#streak = trip.pnl < 0 ? this.#streak + 1 : 0;
    return this.#streak >= this.#limits.losingStreak ? `${this.#streak} losing trades in a row` : null;
  }
}
