import { assert } from './assert.js';

/** More than this many things due at once is a runaway strategy, not a workload. */
const CAPACITY_MAX = 1_000_000;
const FIRST_CAPACITY = 64;

interface Entry<Item> {
  readonly time: number;
  readonly sequence: number;
  readonly item: Item;
}

/**
 * What is due later, earliest first; of one instant, first scheduled first.
 *
 * Messages that all take the same time fall due in the order in which they are sent: those stand in a ring.
 * Whatever is scheduled before the last of the ring goes into a binary heap.
 */
export class DueQueue<Item> {
  /** The ring, in columns; its capacity is a power of two. */
  #ringTime = new Float64Array(FIRST_CAPACITY);
  #ringSequence = new Float64Array(FIRST_CAPACITY);
  #ringItem: (Item | undefined)[] = new Array<Item | undefined>(FIRST_CAPACITY).fill(undefined);
  #head = 0;
  #count = 0;
  #lastTime = Number.NEGATIVE_INFINITY;
  readonly #heap: Entry<Item>[] = [];
  #sequence = 0;
  /** Time of the earliest item; Infinity = nothing is due. */
  nextTime = Number.POSITIVE_INFINITY;

  push(time: number, item: Item): void {
    const length = this.#count + this.#heap.length;
    if (length >= CAPACITY_MAX) assert(false, `at most ${CAPACITY_MAX} things can be due at once`);
    const sequence = this.#sequence;
    this.#sequence += 1;
    if (time < this.nextTime) this.nextTime = time;
    if (this.#count > 0 && time < this.#lastTime) this.#pushHeap({ time, sequence, item });
    else this.#pushRing(time, sequence, item);
  }

  /** Removes and returns the earliest item. @throws ASSERT_INVARIANT when nothing is due. */
  pop(): Item {
    const item = this.#ringIsNext() ? this.#popRing() : this.#popHeap();
    const ring = this.#count > 0 ? (this.#ringTime[this.#head] as number) : Number.POSITIVE_INFINITY;
    this.nextTime = this.#heap.length > 0 ? Math.min(ring, (this.#heap[0] as Entry<Item>).time) : ring;
    return item;
  }

  #ringIsNext(): boolean {
    const top = this.#heap[0];
    if (top === undefined || this.#count === 0) return this.#count > 0;
    const time = this.#ringTime[this.#head] as number;
    return (
      time < top.time || (time === top.time && (this.#ringSequence[this.#head] as number) < top.sequence)
    );
  }

  #pushRing(time: number, sequence: number, item: Item): void {
    if (this.#count === this.#ringTime.length) this.#grow();
    const place = (this.#head + this.#count) & (this.#ringTime.length - 1);
    this.#ringTime[place] = time;
    this.#ringSequence[place] = sequence;
    this.#ringItem[place] = item;
    this.#count += 1;
    this.#lastTime = time;
  }

  #popRing(): Item {
    const item = this.#ringItem[this.#head] as Item;
    this.#ringItem[this.#head] = undefined;
    this.#head = (this.#head + 1) & (this.#ringTime.length - 1);
    this.#count -= 1;
    return item;
  }

  #grow(): void {
    const [time, sequence, items, head] = [this.#ringTime, this.#ringSequence, this.#ringItem, this.#head];
    const capacity = time.length;
    const from = (place: number): number => (head + place) & (capacity - 1);
    this.#ringTime = Float64Array.from({ length: 2 * capacity }, (_, place) => time[from(place)] as number);
    this.#ringSequence = Float64Array.from(
      { length: 2 * capacity },
      (_, place) => sequence[from(place)] as number,
    );
    this.#ringItem = Array.from({ length: 2 * capacity }, (_, place) =>
      place < capacity ? items[from(place)] : undefined,
    );
    this.#head = 0;
  }

  #pushHeap(entry: Entry<Item>): void {
    let child = this.#heap.push(entry) - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#before(child, parent)) return;
      this.#swap(child, parent);
      child = parent;
    }
  }

  #popHeap(): Item {
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
