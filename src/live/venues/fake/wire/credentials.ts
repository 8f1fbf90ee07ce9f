import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Credentials } from '../exchange/venue-account.js';

const base64Url = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString('base64').replaceAll('+', '-').replaceAll('/', '_');

const digest = (text: string): Uint8Array => sha256(utf8ToBytes(text));

/** Credentials of a key at this venue: the same key gets the same ones. */
export function credentialsFor(signer: string): Credentials {
  const hex = bytesToHex(digest(`fake api key ${signer.toLowerCase()}`));
  return {
    apiKey: uuidFrom(hex),
    secret: base64Url(digest(`fake secret ${signer.toLowerCase()}`)),
    passphrase: bytesToHex(digest(`fake passphrase ${signer.toLowerCase()}`)),
  };
}

/** A UUID of the first 32 digits of a hash. */
export const uuidFrom = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;

/** What the header POLY_SIGNATURE of a request has to be (level 2). */
export function expectedSignature(secret: string, message: string): string {
  const key = Uint8Array.from(Buffer.from(secret.replaceAll('-', '+').replaceAll('_', '/'), 'base64'));
  return base64Url(hmac(sha256, key, utf8ToBytes(message)));
}
