import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { TouchlineError } from '../engine/errors.js';
import { BYTES_PER_EVENT, type Tape } from '../engine/tape.js';
import { readTapeFile, removeTapeFile, TAPE_FILE_VERSION, tapeFileSeal, writeTapeFile } from './tape-file.js';
import { canonicalSelection, type TapeSelection } from './tape-selection.js';

/** How many tapes are kept beside a store; the one that was used longest ago goes first. */
const KEPT_TAPES = 16;
/** Of those that are larger than memory. */
const KEPT_IN_PARTS = 2;

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

/** About how many events the kept tape of a key has, from the size of its file; `null` = none is kept. */
export function keptEvents(key: TapeKey): number | null {
  const path = tapePath(key);
  if (tapeFileSeal(path) === null) return null;
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) / BYTES_PER_EVENT;
}

/** What is asked for each part of a tape that is kept in parts. */
export interface PartBuilder<Window> {
  build(window: Window): Promise<Tape>;
  /** Told of each part that is written, from 1 on. */
  onPart?(part: number, parts: number): void;
}

/**
 * Files of the parts of a key, in their order. Those that are there already stay: writing goes on where it was stopped.
 *
 * @param windows what each part holds; part of the name of what is kept.
 */
export async function keptParts<Window>(
  key: TapeKey,
  windows: readonly Window[],
  { build, onPart }: PartBuilder<Window>,
): Promise<readonly string[]> {
  const content = JSON.stringify([tapePath(key), windows]);
  const folder = join(folderOf(key), `${createHash('sha256').update(content).digest('hex')}.parts`);
  const files = windows.map((_, part) => join(folder, `${String(part).padStart(5, '0')}.arrow`));
  try {
    mkdirSync(folder, { recursive: true });
    const now = new Date();
    utimesSync(folder, now, now);
    dropOldest(folderOf(key));
    for (const [part, file] of files.entries()) {
      if (tapeFileSeal(file) !== null) continue;
      onPart?.(part + 1, files.length);
      writeTapeFile(file, await build(windows[part] as Window));
    }
  } catch (fault) {
    if (!isNoPlace(fault)) throw fault;
    throw new TouchlineError('DATA_TAPE', 'the parts of the tape cannot be kept', {
      where: { folder },
      hint: 'they take about 40 bytes an event beside the store; select less, or allow more events in memory',
      cause: fault,
    });
  }
  return files;
}

const NO_PLACE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC']);

/** A store on a disk that is full or may not be written is read all the same: its tapes are built each time. */
function keepTape(key: TapeKey, path: string, tape: Tape): void {
  try {
    mkdirSync(folderOf(key), { recursive: true });
    writeTapeFile(path, tape);
    dropOldest(folderOf(key));
  } catch (fault) {
    if (!isNoPlace(fault)) throw fault;
  }
}

const isNoPlace = (fault: unknown): boolean =>
  fault instanceof Error && 'code' in fault && NO_PLACE.has(String(fault.code));

/** A file that is still unfinished after so long was left by a process that was killed. */
const LONGEST_WRITE_MS = 3_600_000;

function dropOldest(folder: string): void {
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.part'))) {
    const path = join(folder, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > LONGEST_WRITE_MS) rmSync(path, { force: true });
  }
  const names = readdirSync(folder);
  const files = names
    .filter((name) => name.endsWith('.arrow'))
    .map((name) => ({ path: join(folder, name), usedAt: statSync(join(folder, name)).mtimeMs }))
    .sort((left, right) => right.usedAt - left.usedAt);
  for (const file of files.slice(KEPT_TAPES)) removeTapeFile(file.path);
  const folders = names
    .filter((name) => name.endsWith('.parts'))
    .map((name) => ({ path: join(folder, name), usedAt: statSync(join(folder, name)).mtimeMs }))
    .sort((left, right) => right.usedAt - left.usedAt);
  for (const { path } of folders.slice(KEPT_IN_PARTS)) rmSync(path, { recursive: true, force: true });
}
