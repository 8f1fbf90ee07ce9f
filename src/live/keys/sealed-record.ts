import { createCipheriv, createDecipheriv } from 'node:crypto';
import { z } from 'zod';
import type { Entropy } from '../ports/entropy.js';
import { deriveKey, SCRYPT } from './derive-key.js';
import type { Secret } from './secret.js';

/** Lower case only: one way to write the same bytes, so that every flip of a bit is another record. */
const hex = (bytes?: number) =>
  z.string().regex(bytes === undefined ? /^(?:[0-9a-f]{2})+$/ : new RegExp(`^[0-9a-f]{${2 * bytes}}$`));
const box = z.strictObject({ nonce: hex(12), ct: hex(), tag: hex(16) });

/** What a key is for. */
export const KEY_PURPOSES = ['polymarket-signer', 'polymarket-api'] as const;
export type KeyPurpose = (typeof KEY_PURPOSES)[number];

export const labelSchema = z.strictObject({
  kid: hex(8),
  purpose: z.enum(KEY_PURPOSES),
  account: z.string().min(1).max(64),
  /** Microseconds since 1970. */
  created: z.int().nonnegative(),
});
/** What is known of a key without its passphrase. */
export type KeyLabel = Readonly<z.infer<typeof labelSchema>>;

export const sealedRecordSchema = z.strictObject({
  v: z.literal(2),
  ...labelSchema.shape,
  kdf: z.strictObject({
    name: z.literal('scrypt'),
    N: z.literal(SCRYPT.N),
    r: z.literal(SCRYPT.r),
    p: z.literal(SCRYPT.p),
    salt: hex(16),
  }),
  aead: z.literal('aes-256-gcm'),
  /** The record's own key, under the key of the passphrase. */
  wrapped: box,
  /** The secret, under the record's own key. */
  sealed: box,
});
export type SealedRecord = Readonly<z.infer<typeof sealedRecordSchema>>;
type Box = Readonly<z.infer<typeof box>>;

/** What both boxes are bound to: a box that is moved to another label does not open. */
const bindingOf = ({ purpose, account, created, kid }: KeyLabel): string =>
  `${purpose}|${account}|${created}|${kid}|2`;

/** Seals a secret: a random key of its own, wrapped by the key of the passphrase and a salt of its own. */
export function sealRecord(
  secret: Buffer,
  label: KeyLabel,
  by: { readonly passphrase: Secret; readonly entropy: Entropy },
): Promise<SealedRecord> {
  const own = Buffer.from(by.entropy.bytes(32));
  const sealed = seal(secret, own, { binding: bindingOf(label), entropy: by.entropy });
  return wrap(own, sealed, { ...by, label });
}

/** The same secret under another passphrase: only the record's own key is wrapped anew. `null` = wrong passphrase. */
export async function rewrapRecord(
  record: SealedRecord,
  passphrase: Secret,
  to: { readonly passphrase: Secret; readonly entropy: Entropy },
): Promise<SealedRecord | null> {
  const own = open(record.wrapped, await deriveKey(passphrase, record.kdf), bindingOf(record));
  if (own === null || open(record.sealed, own, bindingOf(record)) === null) return null;
  return wrap(own, record.sealed, { ...to, label: record });
}

/** `null` = wrong passphrase, or not the record that was sealed. */
export async function openRecord(record: SealedRecord, passphrase: Secret): Promise<Buffer | null> {
  return openWithKey(record, await deriveKey(passphrase, record.kdf));
}

/** The same by the key that the passphrase and the record's salt give. */
export function openWithKey(record: SealedRecord, key: Buffer): Buffer | null {
  const own = open(record.wrapped, key, bindingOf(record));
  return own === null ? null : open(record.sealed, own, bindingOf(record));
}

async function wrap(
  own: Buffer,
  sealed: Box,
  by: { readonly passphrase: Secret; readonly entropy: Entropy; readonly label: KeyLabel },
): Promise<SealedRecord> {
  const { kid, purpose, account, created } = by.label;
  const kdf = { ...SCRYPT, salt: Buffer.from(by.entropy.bytes(16)).toString('hex') };
  const key = await deriveKey(by.passphrase, kdf);
  const wrapped = seal(own, key, { binding: bindingOf(by.label), entropy: by.entropy });
  return { v: 2, kid, purpose, account, created, kdf, aead: 'aes-256-gcm', wrapped, sealed };
}

function seal(
  plain: Buffer,
  key: Buffer,
  { binding, entropy }: { readonly binding: string; readonly entropy: Entropy },
): Box {
  const nonce = Buffer.from(entropy.bytes(12));
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(binding, 'utf8'));
  const ct = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { nonce: nonce.toString('hex'), ct: ct.toString('hex'), tag: cipher.getAuthTag().toString('hex') };
}

function open({ nonce, ct, tag }: Box, key: Buffer, binding: string): Buffer | null {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'hex'), { authTagLength: 16 })
    .setAAD(Buffer.from(binding, 'utf8'))
    .setAuthTag(Buffer.from(tag, 'hex'));
  try {
    return Buffer.concat([decipher.update(Buffer.from(ct, 'hex')), decipher.final()]);
  } catch {
    return null; // the tag does not fit: another key or another content
  }
}
