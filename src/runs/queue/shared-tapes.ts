import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTapeFile, tapeFileSeal, tapeFiles, writeTapeFile } from '../../data/tape-file.js';
import { TouchlineError } from '../../engine/errors.js';
import type { Tape } from '../../engine/tape.js';

/** A folder that every machine sees, by its path or as a `file:` URL. */
export const storeFolder = (given: string): string =>
  given.startsWith('file:') ? fileURLToPath(given) : given;

const pathOf = (folder: string, hash: string): string => join(folder, `${hash}.arrow`);

/** Puts a tape into the shared folder under the hash of its content, and returns the hash: 64 hex digits. */
export function shareTape(folder: string, tape: Tape): string {
  mkdirSync(folder, { recursive: true });
  const draft = join(folder, `draft-${process.pid}.arrow`);
  writeTapeFile(draft, tape);
  const hash = tapeFileSeal(draft) ?? '';
  const target = tapeFiles(pathOf(folder, hash));
  const made = tapeFiles(draft);
  // The seal comes last: a tape without it is not there.
  for (const part of ['levels', 'events', 'seal'] as const) {
    if (existsSync(made[part])) renameSync(made[part], target[part]);
  }
  return hash;
}

/**
 * Fetches a tape by the hash of its content; the bytes are checked against it.
 *
 * @throws DATA_TAPE when it is not in the folder, or is not what its name says.
 */
export function fetchTape(folder: string, hash: string): Tape {
  const path = pathOf(folder, hash);
  const tape = tapeFileSeal(path) === hash ? readTapeFile(path) : null;
  if (tape !== null) return tape;
  throw new TouchlineError(
    'DATA_TAPE',
    'the tape is not in the shared folder, or is not what its name says',
    {
      where: { folder, hash },
      hint: '--store has to name the folder that the sweep writes to, seen from this machine',
    },
  );
}
