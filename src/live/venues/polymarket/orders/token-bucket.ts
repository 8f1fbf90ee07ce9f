/** A budget that fills steadily: at most `capacity` at once, `capacity` a window. */
export class TokenBucket {
  readonly capacity: number;
  readonly #perMs: number;
  #tokens: number;
  #at: number;

  constructor(capacity: number, windowMs: number, nowMs: number) {
    this.capacity = capacity;
    this.#perMs = capacity / windowMs;
    this.#tokens = capacity;
    this.#at = nowMs;
  }

  /** Milliseconds until one more can be taken with `floor` left; 0 = now. */
  waitMs(nowMs: number, floor: number): number {
    this.#fill(nowMs);
    const missing = floor + 1 - this.#tokens;
    return missing <= 0 ? 0 : Math.ceil(missing / this.#perMs);
  }

  take(nowMs: number): void {
    this.#fill(nowMs);
    this.#tokens -= 1;
  }

  #fill(nowMs: number): void {
    this.#tokens = Math.min(this.capacity, this.#tokens + Math.max(0, nowMs - this.#at) * this.#perMs);
    this.#at = nowMs;
  }
}
