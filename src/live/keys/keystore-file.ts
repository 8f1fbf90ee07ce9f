import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { TouchlineError } from '../../engine/errors.js';
import { legacyRecordSchema } from './legacy-record.js';
import { sealedRecordSchema } from './sealed-record.js';

/** Where the keys of a folder are kept. */
export const keystoreFile = (folder: string): string => join(folder, 'keys.json');

const contentSchema = z.strictObject({
  keystore: z.literal('touchline'),
  /** Records below this version are not read any more. */
  minVersion: z.int().min(0).max(2),
  /** How often a record of an old form was read, ever. */
  legacyReads: z.int().nonnegative(),
  records: z.array(z.union([sealedRecordSchema, legacyRecordSchema])).readonly(),
});
export type KeystoreContent = Readonly<z.infer<typeof contentSchema>>;
const fileSchema = z.strictObject({ ...contentSchema.shape, sum: z.string() });

export const EMPTY_KEYSTORE: KeystoreContent = {
  keystore: 'touchline',
  minVersion: 0,
  legacyReads: 0,
  records: [],
};

const textOf = (content: KeystoreContent): string => {
  const sum = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return `${JSON.stringify({ ...content, sum }, null, 2)}\n`;
};

/**
 * The keystore of a file; `null` = there is none. The file is exactly what touchline writes: a byte that changed,
 * wherever, is told before a passphrase is asked for.
 *
 * @throws LIVE_KEYSTORE_DAMAGED, LIVE_KEYSTORE_OPEN when others may read it.
 */
export async function readKeystoreFile(file: string): Promise<KeystoreContent | null> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw unreadable(file, error);
  }
  try {
    await refuseOpenToOthers(file, handle);
    return parseKeystore(file, await handle.readFile('utf8'));
  } finally {
    await handle.close();
  }
}

async function refuseOpenToOthers(file: string, handle: FileHandle): Promise<void> {
  const { mode } = await handle.stat();
  if (process.platform === 'win32' || (mode & 0o077) === 0) return;
  throw new TouchlineError('LIVE_KEYSTORE_OPEN', 'others than its owner may read the keystore', {
    where: { file, mode: (mode & 0o777).toString(8) },
    hint: `chmod 600 ${file}`,
  });
}

/** The keystore that a text is, exactly as touchline writes it. @throws LIVE_KEYSTORE_DAMAGED */
export function parseKeystore(file: string, text: string): KeystoreContent {
  const damaged = (what: string): TouchlineError =>
    new TouchlineError('LIVE_KEYSTORE_DAMAGED', `the keystore is not as it was written: ${what}`, {
      where: { file },
      hint: 'put back a copy of it; a wrong passphrase is told apart from this',
    });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged('it is no JSON');
  }
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success) throw damaged(z.prettifyError(parsed.error).split('\n')[0] ?? '');
  const { sum: _, ...content } = parsed.data;
  if (textOf(content) !== text) throw damaged('its check sum does not fit');
  return content;
}

const unreadable = (file: string, cause: unknown): TouchlineError =>
  new TouchlineError('LIVE_KEYSTORE_FILE', 'the keystore cannot be read or written', {
    where: { file, said: (cause as Error).message },
    cause,
  });

/** Whole or not at all: written beside it, flushed, and moved in its place. Mode 0600. */
export async function writeKeystoreFile(file: string, content: KeystoreContent): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(textOf(content));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
    await syncFolder(dirname(file));
  } catch (cause) {
    await rm(draft, { force: true });
    throw unreadable(file, cause);
  }
}

/** So that the new name outlives a loss of power as well. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32' || !(await stat(folder)).isDirectory()) return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
