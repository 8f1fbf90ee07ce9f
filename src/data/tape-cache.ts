import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { Tape } from '../engine/tape.js';
import { readTapeFile, removeTapeFile, TAPE_FILE_VERSION, writeTapeFile } from './tape-file.js';
import { canonicalSelection, type TapeSelection } from './tape-selection.js';

/** How many tapes are kept beside a store; the one that was used longest ago goes first. */
const KEPT_TAPES = 16;

/** Everything that a tape is made of. */
export interface TapeKey {
  readonly storePath: string;
  readonly manifestHash: string;
  readonly selection: TapeSelection;
}

const folderOf = (key: TapeKey): string => `${key.storePath}.tapes`;

/** Where the tape of a key is kept: named by the hash of everything that it is made of. */
export function tapePath(key: TapeKey): string {
  const content = JSON.stringify([TAPE_FILE_VERSION, key.manifestHash, canonicalSelection(key.selection)]);
  return join(folderOf(key), `${createHash('sha256').update(content).digest('hex')}.arrow`);
}

/** The kept tape of `key`; built and kept when there is none that is whole. */
export async function cachedTape(key: TapeKey, build: () => Promise<Tape>): Promise<Tape> {
  const path = tapePath(key);
  const kept = readTapeFile(path);
  if (kept !== null) {
    const now = new Date();
    utimesSync(path, now, now);
    return kept;
  }
  const tape = await build();
  keepTape(key, path, tape);
  return tape;
}

const NO_PLACE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC']);

/** A store on a disk that is full or may not be written is read all the same: its tapes are built each time. */
function keepTape(key: TapeKey, path: string, tape: Tape): void {
  try {
    mkdirSync(folderOf(key), { recursive: true });
    writeTapeFile(path, tape);
    dropOldest(folderOf(key));
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
    if (!NO_PLACE.has(code)) throw fault;
  }
}

/** A file that is still unfinished after so long was left by a process that was killed. */
const LONGEST_WRITE_MS = 3_600_000;

function dropOldest(folder: string): void {
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.part'))) {
    const path = join(folder, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > LONGEST_WRITE_MS) rmSync(path, { force: true });
  }
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.arrow'))
    .map((name) => ({ path: join(folder, name), usedAt: statSync(join(folder, name)).mtimeMs }))
    .sort((left, right) => right.usedAt - left.usedAt);
  for (const file of files.slice(KEPT_TAPES)) removeTapeFile(file.path);
}
