import { MICROS_PER_MILLISECOND, type Micros } from '../../engine/units.js';
import type { Ports } from '../ports/ports.js';
import type { Timer } from '../ports/timers.js';

/** 2026-09-13 17:00 UTC. */
export const T0 = 1_789_318_800_000_000 as Micros;

interface Due {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Time that moves when it is told to. Promises come to rest before each step of it. */
export class VirtualWorld {
  #nowMs = 0;
  #count = 0;
  readonly #due = new Map<object, Due>();

  get ports(): Ports {
    return {
      clock: {
        now: () => (T0 + this.#nowMs * MICROS_PER_MILLISECOND) as Micros,
        monotonicMs: () => this.#nowMs,
      },
      timers: {
        after: (delayMs, run) => {
          const timer = {};
          this.#due.set(timer, { atMs: this.#nowMs + Math.max(0, delayMs), order: this.#next(), run });
          return timer as Timer;
        },
        cancel: (timer) => {
          this.#due.delete(timer);
        },
      },
      entropy: { bytes: (count) => Uint8Array.from({ length: count }, () => this.#next() & 255) },
      http: { send: () => Promise.reject(new Error('this world has no network')) },
      sockets: {
        dial: () => {
          throw new Error('this world has no network');
        },
      },
    };
  }

  #next(): number {
    this.#count += 1;
    return this.#count;
  }

  /** Everything that is waiting in this world is gone, as when a process is killed. */
  crash(): void {
    this.#due.clear();
  }

  /** Timers that are set: with one, a process does not end. */
  get waiting(): number {
    return this.#due.size;
  }

  async pass(ms: number): Promise<void> {
    const until = this.#nowMs + ms;
    await settled();
    for (;;) {
      const next = [...this.#due].sort(([, a], [, b]) => a.atMs - b.atMs || a.order - b.order)[0];
      if (next === undefined || next[1].atMs > until) break;
      this.#due.delete(next[0]);
      this.#nowMs = Math.max(this.#nowMs, next[1].atMs);
      next[1].run();
      await settled();
    }
    this.#nowMs = until;
    await settled();
  }

  /** Lets time pass until `promise` has come to an end. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let ended = false;
    const end = promise.finally(() => {
      ended = true;
    });
    end.catch(() => undefined);
    for (let step = 0; step < 100_000 && !ended; step += 1) await this.pass(10);
    return end;
  }
}
