import { keccak_256 } from '@noble/hashes/sha3.js';
import { TouchlineError } from '../../../../engine/errors.js';

/** Keccak-256 of text, as EIP-712 hashes strings and types. */
export const hashText = (text: string): Uint8Array => keccak_256(Buffer.from(text, 'utf8'));

/** Keccak-256 of words set end to end. */
export const hashWords = (words: readonly Uint8Array[]): Uint8Array => keccak_256(Buffer.concat(words));

const LARGEST = 2n ** 256n;

/** An unsigned integer as a word of 32 bytes. @throws LIVE_SIGNING unless 0..2^256-1. */
export function uintWord(value: bigint): Uint8Array {
  if (value < 0n || value >= LARGEST) throw signingFault('an unsigned integer of 256 bits', String(value));
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
}

/** Decimal digits as a word, as for token ids of 78 digits. @throws LIVE_SIGNING for anything else. */
export function decimalWord(digits: string): Uint8Array {
  if (!/^\d{1,78}$/.test(digits)) throw signingFault('up to 78 decimal digits', digits);
  return uintWord(BigInt(digits));
}

/** An address as a word. @throws LIVE_SIGNING unless 0x and 40 hex digits. */
export function addressWord(address: string): Uint8Array {
  if (!/^0x[0-9a-fA-F]{40}$/.test(address)) throw signingFault('an address of 40 hex digits', address);
  return Buffer.from(address.slice(2).padStart(64, '0'), 'hex');
}

/** 32 bytes as they stand. @throws LIVE_SIGNING unless 0x and 64 hex digits. */
export function bytesWord(hex: string): Uint8Array {
  if (!/^0x[0-9a-fA-F]{64}$/.test(hex)) throw signingFault('32 bytes in hex', hex);
  return Buffer.from(hex.slice(2), 'hex');
}

/** The digest that is signed: EIP-712, `keccak256(0x1901 ‖ domain separator ‖ struct hash)`. */
export const typedDataDigest = (domain: Uint8Array, struct: Uint8Array): Uint8Array =>
  hashWords([Buffer.from([0x19, 0x01]), domain, struct]);

/** Bytes as `0x` and lower-case hex. */
export const hexOf = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString('hex')}`;

function signingFault(wanted: string, was: string): TouchlineError {
  return new TouchlineError('LIVE_SIGNING', 'a field of an order cannot be signed', {
    where: { value: was.slice(0, 100) },
    hint: `wanted ${wanted}`,
  });
}
