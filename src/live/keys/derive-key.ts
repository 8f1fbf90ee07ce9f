import { createHash, pbkdf2, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { Secret } from './secret.js';

/** How a passphrase becomes a key. */
export type Kdf =
  | {
      readonly name: 'scrypt';
      readonly N: number;
      readonly r: number;
      readonly p: number;
      readonly salt: string;
    }
  | { readonly name: 'pbkdf2-sha256'; readonly iterations: number; readonly salt: string }
  /** Of the oldest records: no salt, no work. */
  | { readonly name: 'sha256' };

/** What new records use. 2^17 x 8 x 128 bytes = 128 MiB and about half a second. Source: OWASP Password Storage. */
export const SCRYPT = { name: 'scrypt', N: 131_072, r: 8, p: 1 } as const;
const SCRYPT_MEMORY_MAX = 160 * 1024 * 1024;
const KEY_BYTES = 32;

const scryptAsync = promisify<string, Buffer, number, object, Buffer>(scrypt);
const pbkdf2Async = promisify(pbkdf2);

let last: Promise<unknown> = Promise.resolve();

/** 32 bytes. One derivation at a time: each takes 128 MiB. */
export function deriveKey(passphrase: Secret, kdf: Kdf): Promise<Buffer> {
  const next = last.then(() => derive(passphrase.reveal(), kdf));
  last = next.catch(() => undefined); // told to whoever asked for it
  return next;
}

function derive(passphrase: string, kdf: Kdf): Promise<Buffer> {
  switch (kdf.name) {
    case 'scrypt':
      return scryptAsync(passphrase, Buffer.from(kdf.salt, 'hex'), KEY_BYTES, {
        N: kdf.N,
        r: kdf.r,
        p: kdf.p,
        maxmem: SCRYPT_MEMORY_MAX,
      });
    case 'pbkdf2-sha256':
      return pbkdf2Async(passphrase, Buffer.from(kdf.salt, 'hex'), kdf.iterations, KEY_BYTES, 'sha256');
    case 'sha256':
      return Promise.resolve(createHash('sha256').update(passphrase, 'utf8').digest());
  }
}
