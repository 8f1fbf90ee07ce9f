import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { OrderId } from './ids.js';

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const ROUNDS = 4;

/** A word with every bit depending on every bit of `word`: the finalizer of MurmurHash3. */
function scramble(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

const hexOf = (byte: number): string => HEX[byte & 255] as string;

/** Added, not written as a template: every part is known to be text, and nothing has to be made into it. */
const wordOf = (word: number): string =>
  hexOf(word >>> 24) + hexOf(word >>> 16) + hexOf(word >>> 8) + hexOf(word);

/**
 * Ids of the orders of one run. An id is the order's sequence under a permutation of 64 bits (a Feistel
 * network) that is keyed by the run: a rerun gives the same ids, and no two orders of a run share one.
 */
export class OrderIds {
  readonly #keys: Int32Array;
  #lastId: OrderId | null = null;
  #lastSequence = -1;

  constructor(run: { readonly seed: string; readonly strategy: string }) {
    const digest = sha256(utf8ToBytes(JSON.stringify([run.seed, run.strategy])));
    this.#keys = new Int32Array(digest.buffer, digest.byteOffset, ROUNDS);
  }

  /**
   * The id of the `sequence`-th order: 16 hex digits.
   *
   * @param known the same, where somebody has kept it.
   */
  at(sequence: number, known: OrderId | null = null): OrderId {
    const id = known ?? this.#write(sequence);
    this.#lastId = id;
    this.#lastSequence = sequence;
    return id;
  }

  #write(sequence: number): OrderId {
    let left = Math.floor(sequence / 0x100000000);
    let right = sequence | 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = right;
      right = left ^ scramble(right ^ (this.#keys[round] as number));
      left = before;
    }
    return (wordOf(left) + wordOf(right)) as OrderId;
  }

  /** The sequence that `id` was made of; what another run made gives a number that this one never reached. */
  sequenceOf(id: OrderId): number {
    // Whoever names an order has mostly just read its id.
    if (id === this.#lastId) return this.#lastSequence;
    let left = Number.parseInt(id.slice(0, 8), 16) | 0;
    let right = Number.parseInt(id.slice(8), 16) | 0;
    for (let round = ROUNDS - 1; round >= 0; round -= 1) {
      const before = left;
      left = right ^ scramble(left ^ (this.#keys[round] as number));
      right = before;
    }
    return (left >>> 0) * 0x100000000 + (right >>> 0);
  }
}
