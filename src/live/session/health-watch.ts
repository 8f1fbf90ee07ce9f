import { MICROS_PER_MILLISECOND } from '../../engine/units.js';
import type { TradingGate } from '../safety/trading-gate.js';
import type { Chore } from './every.js';
import type { LoopDelay } from './loop-delay.js';
import type { SessionPartners } from './session-options.js';

/** Asks the world how it does, and tells the gate. What does not answer is told as not known. */
export class HealthWatch {
  readonly #partners: SessionPartners;
  readonly #gate: TradingGate;
  readonly #delay: LoopDelay;

  constructor(partners: SessionPartners, gate: TradingGate, delay: LoopDelay) {
    this.#partners = partners;
    this.#gate = gate;
    this.#delay = delay;
  }

  /** Everything once, before trading begins. */
  async all(): Promise<void> {
    await Promise.all([this.#store(), this.#clock(), this.#permission(), this.#heartbeat()]);
    this.#own();
  }

  get chores(): readonly Chore[] {
    return [
      { everyMs: 1_000, run: () => this.#own() },
      { everyMs: 2_000, run: () => this.#store() },
      { everyMs: 4_000, run: () => this.#heartbeat() },
      { everyMs: 60_000, run: () => this.#clock() },
      { everyMs: 300_000, run: () => this.#permission() },
    ];
  }

  #own(): void {
    this.#gate.loopDelay(this.#delay.p99Ms);
    this.#gate.mode(this.#partners.venue.mode());
  }

  async #store(): Promise<void> {
    this.#gate.store(await this.#partners.store.pingMs());
  }

  async #heartbeat(): Promise<void> {
    const { venue, ports } = this.#partners;
    // From before it was sent: the venue counts from when it got it.
    const sentAt = ports.clock.now();
    const beat = await venue.heartbeat();
    if (beat.kind === 'read' && beat.value) this.#gate.heartbeat(sentAt);
  }

  async #clock(): Promise<void> {
    const reading = await this.#partners.venue.clockOffset();
    if (reading.kind === 'failed') return;
    const { offset, uncertainty } = reading.value;
    this.#gate.clock({ boundMs: (Math.abs(offset) + uncertainty) / MICROS_PER_MILLISECOND, at: reading.at });
  }

  async #permission(): Promise<void> {
    const reading = await this.#partners.venue.permission();
    if (reading.kind === 'failed') this.#gate.permission(`it could not be asked: ${reading.reason}`);
    else this.#gate.permission(reading.value.allowed ? null : reading.value.reason);
  }
}
