import type { Ports } from '../ports/ports.js';

const SAMPLES = 100;

/** How late this process wakes: the 99th percentile of the last hundred times, milliseconds. */
export class LoopDelay {
  readonly #ports: Pick<Ports, 'clock' | 'timers'>;
  readonly #late = new Float64Array(SAMPLES);
  readonly #everyMs: number;
  #count = 0;
  #stopped = false;

  constructor(ports: Pick<Ports, 'clock' | 'timers'>, everyMs: number) {
    this.#ports = ports;
    this.#everyMs = everyMs;
  }

  start(): void {
    const from = this.#ports.clock.monotonicMs();
    this.#ports.timers.after(this.#everyMs, () => {
      if (this.#stopped) return;
      this.#late[this.#count % SAMPLES] = Math.max(0, this.#ports.clock.monotonicMs() - from - this.#everyMs);
      this.#count += 1;
      this.start();
    });
  }

  stop(): void {
    this.#stopped = true;
  }

  get p99Ms(): number {
    const seen = this.#late.slice(0, Math.min(this.#count, SAMPLES)).sort();
    return seen[Math.max(0, Math.ceil(seen.length * 0.99) - 1)] ?? 0;
  }
}
