import type { Entropy } from '../../../ports/entropy.js';

const FIRST_MS = 250;
const LONGEST_MS = 30_000;

/** Waits between attempts: full jitter over 250 ms, doubled up to 30 s, so that many clients do not come at once. */
export class BackOff {
  readonly #entropy: Entropy;
  #attempt = 0;

  constructor(entropy: Entropy) {
    this.#entropy = entropy;
  }

  nextMs(): number {
    const bound = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#attempt);
    this.#attempt = Math.min(this.#attempt + 1, 16);
    const [high = 0, low = 0] = this.#entropy.bytes(2);
    return Math.floor((bound * (high * 256 + low)) / 65_536);
  }

  /** It worked: the next wait is short again. */
  reset(): void {
    this.#attempt = 0;
  }
}
