import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { TouchlineError } from './errors.js';
import { normalQuantile } from './exact-math.js';
import { philox4x32, type Words4 } from './philox.js';

/** A sequence of random numbers that depends on its key alone. */
export interface RandomStream {
  /** The next double in [0, 1), 53 bits. */
  uniform(): number;
  /** The next integer in [0, `below`), without modulo bias. */
  integer(below: number): number;
  /** The next standard normal deviate. */
  normal(): number;
}

/** What names a stream. Two keys that differ in any part give independent streams. */
export interface RandomKey {
  readonly seed: number | string;
  readonly strategy: string;
  readonly market: string;
  readonly purpose: string;
}

const TWO_POW_26 = 67_108_864;
const TWO_POW_32 = 4_294_967_296;
const TWO_POW_53 = 9_007_199_254_740_992;

/** Opens the stream of `key` at its start. The number 7 and the text '7' are one seed. */
export function randomStream(key: RandomKey): RandomStream {
  const parts = [String(key.seed), key.strategy, key.market, key.purpose];
  // Each part with its length before it: ('a', 'bc') and ('ab', 'c') are different keys.
  const digest = sha256(utf8ToBytes(parts.map((part) => `${part.length}:${part}`).join('')));
  const words = new DataView(digest.buffer, digest.byteOffset);
  const word = (index: number): number => words.getUint32(4 * index);
  return new PhiloxStream([word(0), word(1)], [word(2), word(3)]);
}

/** Counts blocks in the low half of Philox's counter; the key's other 64 bits stand in the high half. */
class PhiloxStream implements RandomStream {
  readonly #key: readonly [number, number];
  readonly #lane: readonly [number, number];
  #blocks = 0;
  #block: Words4 = [0, 0, 0, 0];
  #secondHalf = false;

  constructor(key: readonly [number, number], lane: readonly [number, number]) {
    this.#key = key;
    this.#lane = lane;
  }

  uniform(): number {
    return this.#bits53() / TWO_POW_53;
  }

  integer(below: number): number {
    if (!Number.isSafeInteger(below) || below < 1) {
      throw new TouchlineError('ENGINE_RANDOM', `integer() needs a bound of 1 or more, was ${below}`);
    }
    const limit = TWO_POW_53 - (TWO_POW_53 % below);
    let bits = this.#bits53();
    while (bits >= limit) bits = this.#bits53();
    return bits % below;
  }

  normal(): number {
    let bits = this.#bits53();
    while (bits === 0) bits = this.#bits53();
    return normalQuantile(bits / TWO_POW_53);
  }

  /** The next 53 bits as an integer. */
  #bits53(): number {
    if (!this.#secondHalf) {
      const low = this.#blocks % TWO_POW_32;
      const counter: Words4 = [low, (this.#blocks - low) / TWO_POW_32, this.#lane[0], this.#lane[1]];
      this.#block = philox4x32(counter, this.#key);
      this.#blocks += 1;
    }
    const high = this.#secondHalf ? this.#block[2] : this.#block[0];
    const low = this.#secondHalf ? this.#block[3] : this.#block[1];
    this.#secondHalf = !this.#secondHalf;
    return (high >>> 5) * TWO_POW_26 + (low >>> 6);
  }
}
