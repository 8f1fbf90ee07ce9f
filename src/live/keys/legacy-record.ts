import { z } from 'zod';
import { deriveKey, type Kdf } from './derive-key.js';
import { openFernet } from './fernet.js';
import { labelSchema } from './sealed-record.js';
import type { Secret } from './secret.js';

/**
 * A secret as the system that touchline grew from kept it: a Fernet token. Version 1 has a key by PBKDF2 (480,000
 * or 600,000 rounds, salt in hex), version 0 the SHA-256 of the passphrase.
 */
export const legacyRecordSchema = z.discriminatedUnion('v', [
  z.strictObject({
    v: z.literal(1),
    ...labelSchema.shape,
    iterations: z.union([z.literal(480_000), z.literal(600_000)]),
    salt: z.string().regex(/^(?:[0-9a-f]{2})+$/),
    token: z.string(),
  }),
  z.strictObject({ v: z.literal(0), ...labelSchema.shape, token: z.string() }),
]);
export type LegacyRecord = Readonly<z.infer<typeof legacyRecordSchema>>;

const kdfOf = (record: LegacyRecord): Kdf =>
  record.v === 0
    ? { name: 'sha256' }
    : { name: 'pbkdf2-sha256', iterations: record.iterations, salt: record.salt };

/** `null` = wrong passphrase, or not the token that was made. */
export async function openLegacyRecord(record: LegacyRecord, passphrase: Secret): Promise<Buffer | null> {
  return openFernet(record.token, await deriveKey(passphrase, kdfOf(record)));
}
