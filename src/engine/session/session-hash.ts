import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 over rows of text that come one by one over days, readable at any moment. */
export class SessionHash {
  readonly #hash = sha256.create();

  add(row: string): void {
    this.#hash.update(utf8ToBytes(`${row}\n`));
  }

  /** The hash of all rows so far and `last`, 64 hex digits. */
  digest(last: string): string {
    return bytesToHex(this.#hash.clone().update(utf8ToBytes(last)).digest());
  }
}
