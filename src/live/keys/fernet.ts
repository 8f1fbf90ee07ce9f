import { createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';

const VERSION = 0x80;
const HEADER_BYTES = 1 + 8 + 16;
const MAC_BYTES = 32;
const BLOCK_BYTES = 16;

/**
 * Opens a Fernet token with its 32 bytes of key: the first half authenticates, the second decrypts.
 * `null` = another key, or not the token that was made. Source: github.com/fernet/spec
 */
export function openFernet(token: string, key: Buffer): Buffer | null {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.toString('base64url') !== token.replace(/=+$/, '')) return null;
  const cipherBytes = bytes.length - HEADER_BYTES - MAC_BYTES;
  if (bytes[0] !== VERSION || cipherBytes < BLOCK_BYTES || cipherBytes % BLOCK_BYTES !== 0) return null;
  const signed = bytes.subarray(0, bytes.length - MAC_BYTES);
  const mac = createHmac('sha256', key.subarray(0, 16)).update(signed).digest();
  if (!timingSafeEqual(mac, bytes.subarray(bytes.length - MAC_BYTES))) return null;
  const decipher = createDecipheriv('aes-128-cbc', key.subarray(16), signed.subarray(9, HEADER_BYTES));
  try {
    return Buffer.concat([decipher.update(signed.subarray(HEADER_BYTES)), decipher.final()]);
  } catch {
    return null; // authentic, and padded as nobody pads: no token that was made
  }
}
