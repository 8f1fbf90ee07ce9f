import { createHash } from 'node:crypto';

/** First 53 bits of SHA-256 of an intent's id: below 2^53, because it travels as a JSON number. */
export function orderSalt(intentId: string): number {
  const digest = createHash('sha256').update(intentId, 'utf8').digest();
  return Number(digest.readBigUInt64BE(0) >> 11n);
}
