import { randomStream } from '../../engine/random.js';
import { micros } from '../../engine/units.js';
import type { Clock } from '../ports/clock.js';
import type { Entropy } from '../ports/entropy.js';
import type { Timers } from '../ports/timers.js';
import type { VirtualTime } from './virtual-time.js';

/**
 * One process: whatever waits in it goes on only while it lives and is not paused. A crash leaves every promise of
 * it hanging for ever, which is what a crash does.
 */
export class SimProcess {
  readonly name: string;
  readonly #time: VirtualTime;
  readonly #startedAt: number;
  readonly #onDeath: (() => void)[] = [];
  #alive = true;
  #pausedUntil = 0;

  constructor(name: string, time: VirtualTime) {
    this.name = name;
    this.#time = time;
    this.#startedAt = time.now;
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Goes on with something, now or when the pause is over; never, when it has died. */
  wake(run: () => void): void {
    if (!this.#alive) return;
    if (this.#pausedUntil <= this.#time.now) run();
    else this.#time.at(this.#pausedUntil, () => this.wake(run));
  }

  /** Everything stands still, its clocks do not: a long collection of garbage, or SIGSTOP. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#time.now + ms * 1_000);
  }

  kill(): void {
    this.#alive = false;
    for (const run of this.#onDeath.splice(0)) run();
  }

  whenDead(run: () => void): void {
    this.#onDeath.push(run);
  }

  get clock(): Clock {
    return {
      now: () => micros(Math.floor(this.#time.now)),
      monotonicMs: () => (this.#time.now - this.#startedAt) / 1_000,
    };
  }

  get timers(): Timers {
    const { timers } = this.#time;
    return { after: (delayMs, run) => timers.after(delayMs, () => this.wake(run)), cancel: timers.cancel };
  }

  get entropy(): Entropy {
    const stream = randomStream({ seed: this.name, strategy: 'simulation', market: '', purpose: 'entropy' });
    return { bytes: (count) => Uint8Array.from({ length: count }, () => stream.integer(256)) };
  }
}
