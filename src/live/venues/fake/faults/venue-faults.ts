import type { Timers } from '../../../ports/timers.js';
import type { RedemptionPlan, SettlementPlan } from '../exchange/settlement.js';
import type { FakeVenue } from '../fake-venue.js';
import type { FakeVenueMode } from '../venue-options.js';
import type { FaultDice } from './fault-dice.js';
import type { Fault } from './fault-plan.js';

/** How trades settle under a plan: some fail, some fail after they were mined, some are tried for half an hour. */
export function faultySettlement(dice: FaultDice): SettlementPlan {
  return () => {
    const retrying = dice.happens('trade-retrying') ? [{ afterMs: 2_000, status: 'RETRYING' as const }] : [];
    const waitMs = retrying.length > 0 ? dice.between('retrying', 10_000, 1_800_000) : 2_000;
    if (dice.happens('trade-failed')) return [...retrying, { afterMs: waitMs, status: 'FAILED' }];
    const end = dice.happens('trade-reorganised') ? 'FAILED' : 'CONFIRMED';
    return [
      ...retrying,
      { afterMs: waitMs, status: 'MINED' },
      { afterMs: dice.between('final', 1_000, 30_000), status: end },
    ];
  };
}

/** How long a decided holding waits to be redeemed under a plan: at once, or up to half an hour. */
export const faultyRedemption =
  (dice: FaultDice): RedemptionPlan =>
  () =>
    dice.happens('market-redeemed-late') ? dice.between('redeemed', 1_000, 1_800_000) : 0;

/** What the venue does by itself now and then, until the dice heal. */
export class VenueFaults {
  readonly #venue: FakeVenue;
  readonly #dice: FaultDice;
  readonly #timers: Timers;
  /** Sets the venue's clock off by so much, milliseconds. */
  readonly #skewClock: (ms: number) => void;

  constructor(parts: {
    venue: FakeVenue;
    dice: FaultDice;
    timers: Timers;
    skewClock: (ms: number) => void;
  }) {
    this.#venue = parts.venue;
    this.#dice = parts.dice;
    this.#timers = parts.timers;
    this.#skewClock = parts.skewClock;
  }

  start(): void {
    this.#often('hourly-cancel-only', () => this.#mode('cancel-only', 30_000, 120_000));
    this.#often('hourly-disabled', () => this.#mode('disabled', 10_000, 60_000));
    this.#often('hourly-restart', () => this.#restart());
    this.#often('hourly-cancel-all', () => {
      for (const account of this.#venue.keys.values()) this.#venue.cancelAll(account);
    });
    this.#often('hourly-rules', () => this.#finerTick());
    this.#often('hourly-version', () => this.#otherVersion());
    this.#often('hourly-resolution', () => this.#earlyResolution());
    this.#often('hourly-clock', () => {
      this.#skewClock(this.#dice.between('skew', -300_000, 300_000));
      this.#timers.after(this.#dice.between('skew-span', 30_000, 300_000), () => this.#skewClock(0));
    });
  }

  #often(fault: Fault, run: () => void): void {
    const waitMs = this.#dice.nextAfterMs(fault);
    if (waitMs === null) return;
    this.#timers.after(waitMs, () => {
      if (this.#dice.plan[fault] === 0) return;
      this.#dice.tell(fault);
      run();
      this.#often(fault, run);
    });
  }

  #mode(mode: FakeVenueMode, lowMs: number, highMs: number): void {
    this.#venue.mode = mode;
    this.#timers.after(this.#dice.between('mode', lowMs, highMs), () => {
      if (this.#venue.mode === mode) this.#venue.mode = 'normal';
    });
  }

  /** 90 seconds of "too early", then two minutes of post only. */
  #restart(): void {
    this.#venue.mode = 'restarting';
    this.#timers.after(90_000, () => this.#mode('post-only', 120_000, 120_001));
  }

  #anyMarket() {
    const { markets } = this.#venue;
    return markets[this.#dice.between('market', 0, markets.length)];
  }

  #finerTick(): void {
    const market = this.#anyMarket();
    if (market === undefined || market.payout !== null) return;
    this.#venue.exchange.setRules(market, { tick: market.rules.tick === 100 ? 10 : 100 });
  }

  #otherVersion(): void {
    const market = this.#anyMarket();
    if (market === undefined) return;
    market.version = '3';
    this.#timers.after(60_000, () => {
      market.version = '2';
    });
  }

  #earlyResolution(): void {
    const market = this.#anyMarket();
    if (market === undefined || market.book.best('bid') === null) return;
    this.#venue.exchange.resolve(market, this.#dice.stream('payout').uniform() < 0.5 ? 0 : 1_000_000);
  }
}
