import { assert } from '../../engine/assert.js';

const FIRST_CAPACITY = 16;

/**
 * Changes of the mid, one ring a market that doubles up to a cap. An entry holds from its time until the next
 * entry's; NaN = not known. Entries are named by a number that counts on and is never used again.
 */
export class MidHistory {
  readonly #capacityMax: number;
  /** Time and mid in turn; the length is a power of two. */
  readonly #rings: Float64Array[];
  readonly #first: Float64Array;
  readonly #next: Float64Array;

  /** @param entriesMax Cap of entries a market: a power of two, 16 or more. */
  constructor(markets: number, entriesMax: number) {
    const isPower = Number.isInteger(entriesMax) && (entriesMax & (entriesMax - 1)) === 0;
    assert(isPower && entriesMax >= FIRST_CAPACITY, `a mid history keeps a power of two, was ${entriesMax}`);
    this.#capacityMax = entriesMax;
    const none = new Float64Array(0);
    this.#rings = Array.from({ length: markets }, () => none);
    this.#first = new Float64Array(markets);
    this.#next = new Float64Array(markets);
  }

  /** Whether one more entry makes the ring grow, or lose its oldest. */
  isFull(market: number): boolean {
    return (this.next(market) - this.first(market)) * 2 >= this.#ring(market).length;
  }

  /** Number of the oldest entry that is kept; equals `next` when there is none. */
  first(market: number): number {
    return this.#first[market] ?? 0;
  }

  /** Number that the next entry will get. */
  next(market: number): number {
    return this.#next[market] ?? 0;
  }

  timeAt(market: number, entry: number): number {
    const ring = this.#ring(market);
    return ring[(entry * 2) & (ring.length - 1)] ?? Number.NaN;
  }

  midAt(market: number, entry: number): number {
    const ring = this.#ring(market);
    return ring[(entry * 2 + 1) & (ring.length - 1)] ?? Number.NaN;
  }

  /** The mid that held at an instant; NaN = not known, or longer ago than what is kept. */
  heldAt(market: number, time: number): number {
    for (let entry = this.next(market) - 1; entry >= this.first(market); entry -= 1) {
      if (this.timeAt(market, entry) <= time) return this.midAt(market, entry);
    }
    return Number.NaN;
  }

  /** Lets go of every entry before number `entry`. */
  dropBefore(market: number, entry: number): void {
    if (entry > this.first(market)) this.#first[market] = entry;
  }

  /**
   * Adds a mid; one that does not change adds nothing. Of several at one instant the last one holds.
   *
   * @returns false when the cap was reached and the oldest entry was lost.
   * @throws ASSERT_INVARIANT when time runs backwards.
   */
  push(market: number, time: number, mid: number): boolean {
    const next = this.next(market);
    if (next > this.first(market)) {
      const last = this.timeAt(market, next - 1);
      assert(time >= last, 'mids of a market come in the order of time');
      if (Object.is(this.midAt(market, next - 1), mid)) return true;
    }
    const kept = this.#makeRoom(market);
    this.#write(market, next, time, mid);
    this.#next[market] = next + 1;
    return kept;
  }

  #makeRoom(market: number): boolean {
    if (!this.isFull(market)) return true;
    const ring = this.#ring(market);
    const first = this.first(market);
    const next = this.next(market);
    if (ring.length >= this.#capacityMax * 2) {
      this.#first[market] = first + 1;
      return false;
    }
    const grown = new Float64Array(Math.max(ring.length * 2, FIRST_CAPACITY * 2));
    this.#rings[market] = grown;
    for (let entry = first; entry < next; entry += 1) {
      const from = (entry * 2) & (ring.length - 1);
      const to = (entry * 2) & (grown.length - 1);
      grown[to] = ring[from] ?? Number.NaN;
      grown[to + 1] = ring[from + 1] ?? Number.NaN;
    }
    return true;
  }

  #write(market: number, entry: number, time: number, mid: number): void {
    const ring = this.#ring(market);
    const slot = (entry * 2) & (ring.length - 1);
    ring[slot] = time;
    ring[slot + 1] = mid;
  }

  #ring(market: number): Float64Array {
    const ring = this.#rings[market];
    assert(ring !== undefined, 'a baseline is asked about a market of its run');
    return ring;
  }
}
