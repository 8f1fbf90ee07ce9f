import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { type OrderId, orderId } from './ids.js';

/** The id of the `sequence`-th order of a run: a hash of what it is, so that a rerun gives the same ids. */
export function orderIdOf(key: {
  readonly seed: string;
  readonly strategy: string;
  readonly market: string;
  readonly sequence: number;
}): OrderId {
  const text = JSON.stringify([key.seed, key.strategy, key.market, key.sequence]);
  return orderId(bytesToHex(sha256(utf8ToBytes(text))).slice(0, 16));
}
