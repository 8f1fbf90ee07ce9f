import { assert } from './assert.js';

/** More than this many things due at once is a runaway strategy, not a workload. */
const CAPACITY_MAX = 1_000_000;

interface Entry<Item> {
  readonly time: number;
  readonly sequence: number;
  readonly item: Item;
}

/** What is due later, earliest first; of one instant, first scheduled first. A binary heap. */
export class DueQueue<Item> {
  readonly #heap: Entry<Item>[] = [];
  #sequence = 0;

  /** Time of the earliest item; Infinity = nothing is due. */
  get nextTime(): number {
    return this.#heap[0]?.time ?? Number.POSITIVE_INFINITY;
  }

  push(time: number, item: Item): void {
    assert(this.#heap.length < CAPACITY_MAX, `at most ${CAPACITY_MAX} things can be due at once`);
    const entry = { time, sequence: this.#sequence, item };
    this.#sequence += 1;
    let child = this.#heap.push(entry) - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#before(child, parent)) return;
      this.#swap(child, parent);
      child = parent;
    }
  }

  /** Removes and returns the earliest item. @throws ASSERT_INVARIANT when nothing is due. */
  pop(): Item {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    assert(first !== undefined && last !== undefined, 'pop of an empty queue');
    if (this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink();
    }
    return first.item;
  }

  #sink(): void {
    let parent = 0;
    for (;;) {
      const left = 2 * parent + 1;
      if (left >= this.#heap.length) return;
      const right = left + 1;
      const child = right < this.#heap.length && this.#before(right, left) ? right : left;
      if (!this.#before(child, parent)) return;
      this.#swap(child, parent);
      parent = child;
    }
  }

  #before(left: number, right: number): boolean {
    const a = this.#heap[left] as Entry<Item>;
    const b = this.#heap[right] as Entry<Item>;
    return a.time < b.time || (a.time === b.time && a.sequence < b.sequence);
  }

  #swap(left: number, right: number): void {
    const held = this.#heap[left] as Entry<Item>;
    this.#heap[left] = this.#heap[right] as Entry<Item>;
    this.#heap[right] = held;
  }
}
