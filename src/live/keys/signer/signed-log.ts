import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { TouchlineError } from '../../../engine/errors.js';
import { MICROS_PER_DAY, type Micros } from '../../../engine/units.js';
import type { SignedBefore } from './policy.js';

/**
 * What was signed, in a file of its own that only grows: flushed before a signature leaves, so that a restart
 * forgets nothing that counts against a limit.
 */
export class SignedLog {
  readonly #handle: FileHandle;
  #rows: readonly SignedBefore[];
  readonly #hashes: Set<string>;

  private constructor(handle: FileHandle, rows: readonly SignedBefore[]) {
    this.#handle = handle;
    this.#rows = rows;
    this.#hashes = new Set(rows.map(({ hash }) => hash));
  }

  /** @throws LIVE_SIGNER_LOG for a line that is not as it was written; one that was cut at the end left no signature. */
  static async open(file: string): Promise<SignedLog> {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    const lines = text.split('\n');
    const torn = lines.pop() ?? '';
    const rows = lines.map((line, index) => parse(file, line, index + 1));
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(file, 'a', 0o600);
    if (torn !== '') await handle.truncate(Buffer.byteLength(text) - Buffer.byteLength(torn));
    return new SignedLog(handle, rows);
  }

  /** Signed within the day before `now`, and whatever lies ahead of it. */
  recent(now: Micros): readonly SignedBefore[] {
    this.#rows = this.#rows.filter(({ at }) => at > now - 2 * MICROS_PER_DAY);
    return this.#rows;
  }

  has(hash: string): boolean {
    return this.#hashes.has(hash);
  }

  async add(row: SignedBefore): Promise<void> {
    await this.#handle.appendFile(`${JSON.stringify(row)}\n`);
    await this.#handle.sync();
    this.#rows = [...this.#rows, row];
    this.#hashes.add(row.hash);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

function parse(file: string, line: string, number: number): SignedBefore {
  try {
    const { at, hash, token, spend } = JSON.parse(line) as SignedBefore;
    const whole = Number.isSafeInteger(at) && Number.isSafeInteger(spend);
    if (whole && typeof hash === 'string' && typeof token === 'string') return { at, hash, token, spend };
  } catch {
    // told below, with where
  }
  throw new TouchlineError('LIVE_SIGNER_LOG', 'the log of what was signed is not as it was written', {
    where: { file, line: number },
    hint: 'the signer does not start without it: what was signed today would not count',
  });
}
