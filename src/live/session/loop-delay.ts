import type { Ports } from '../ports/ports.js';

const EVERY_MS = 100;
const SAMPLES = 100;

/** How late this process wakes: the 99th percentile over the last ten seconds, milliseconds. */
export class LoopDelay {
  readonly #ports: Pick<Ports, 'clock' | 'timers'>;
  readonly #late = new Float64Array(SAMPLES);
  #count = 0;
  #stopped = false;

  constructor(ports: Pick<Ports, 'clock' | 'timers'>) {
    this.#ports = ports;
  }

  start(): void {
    const from = this.#ports.clock.monotonicMs();
    this.#ports.timers.after(EVERY_MS, () => {
      if (this.#stopped) return;
      this.#late[this.#count % SAMPLES] = Math.max(0, this.#ports.clock.monotonicMs() - from - EVERY_MS);
      this.#count += 1;
      this.start();
    });
  }

  stop(): void {
    this.#stopped = true;
  }

  get p99Ms(): number {
    const seen = [...this.#late.subarray(0, Math.min(this.#count, SAMPLES))].sort(
      (left, right) => left - right,
    );
    return seen[Math.max(0, Math.ceil(seen.length * 0.99) - 1)] ?? 0;
  }
}
