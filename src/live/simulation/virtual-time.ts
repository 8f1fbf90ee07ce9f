import { assert } from '../../engine/assert.js';
import { type Micros, micros } from '../../engine/units.js';
import type { Clock } from '../ports/clock.js';
import type { Timer, Timers } from '../ports/timers.js';

interface Due {
  readonly at: number;
  /** Drawn when it is set: events of one instant come in an order that only the seed knows. */
  readonly priority: number;
  readonly sequence: number;
  readonly run: () => void;
  live: boolean;
}

const before = (left: Due, right: Due): boolean =>
  left.at !== right.at
    ? left.at < right.at
    : left.priority !== right.priority
      ? left.priority < right.priority
      : left.sequence < right.sequence;

/** So often the event loop of the real process turns, for signals and output. */
const TURN_EVERY = 2_000;

/**
 * Waits until every promise that can go on has gone on. Node runs `nextTick` when no promise is left to go on, and before its
 * event loop turns: what waits for the outside (a thread, a socket, a real timer) must not be awaited in virtual time.
 */
const quiescence = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Time that passes only when nothing is left to do at an instant. One thread, one queue: whoever waits on a timer
 * of it is woken in the order of (time, seeded priority, sequence).
 */
export class VirtualTime {
  readonly #heap: Due[] = [];
  readonly #priority: () => number;
  #now: number;
  #sequence = 0;

  /** @param priority order of what is due at one instant; all alike when left out. */
  constructor(start: Micros, priority: () => number = () => 0) {
    this.#now = start;
    this.#priority = priority;
  }

  get now(): Micros {
    return micros(this.#now);
  }

  /** Things that wait. */
  get waiting(): number {
    return this.#heap.length;
  }

  /** The true clock, for whoever does not go wrong. */
  readonly clock: Clock = {
    now: () => micros(Math.floor(this.#now)),
    monotonicMs: () => this.#now / 1_000,
  };

  readonly timers: Timers = {
    after: (delayMs, run) => this.at(this.#now + Math.max(0, Math.round(delayMs * 1_000)), run),
    cancel: (timer) => {
      (timer as unknown as Due).live = false;
    },
  };

  /** Runs something at an instant that has not passed. */
  at(time: number, run: () => void): Timer {
    assert(time >= this.#now, `virtual time cannot go back from ${this.#now} to ${time}`);
    this.#sequence += 1;
    const due = { at: time, priority: this.#priority(), sequence: this.#sequence, run, live: true };
    this.#push(due);
    return due as unknown as Timer;
  }

  /** Lets time pass until `end`, or until `stop` says so. One thing at a time, and then all that follows from it. */
  async runUntil(end: number, stop: () => boolean = () => false): Promise<void> {
    await turn();
    for (let count = 1; !stop(); count += 1) {
      const next = this.#heap[0];
      if (next === undefined || next.at > end) break;
      this.#pop();
      if (!next.live) continue;
      this.#now = next.at;
      next.run();
      await quiescence();
      if (count % TURN_EVERY === 0) await turn();
    }
    if (!stop()) this.#now = Math.max(this.#now, end);
  }

  #push(due: Due): void {
    const heap = this.#heap;
    let place = heap.push(due) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!before(due, heap[parent] as Due)) break;
      heap[place] = heap[parent] as Due;
      place = parent;
    }
    heap[place] = due;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop() as Due;
    if (heap.length === 0) return;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Due, heap[child] as Due)) child += 1;
      if (!before(heap[child] as Due, last)) break;
      heap[place] = heap[child] as Due;
      place = child;
    }
    heap[place] = last;
  }
}
