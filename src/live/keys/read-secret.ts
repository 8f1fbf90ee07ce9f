import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { TouchlineError } from '../../engine/errors.js';
import { Secret } from './secret.js';

/** Where a secret comes from: never an argument, which every user of the machine can read. */
export interface SecretSource {
  /** A file that only its owner may read. */
  readonly file?: string | undefined;
  /** An open file descriptor. */
  readonly fd?: number | undefined;
  /** What a terminal asks; nothing of the answer is shown. */
  readonly prompt: string;
}

/** The first line of the source. @throws LIVE_SECRET_SOURCE without a file, a descriptor or a terminal. */
export function readSecret({ file, fd, prompt }: SecretSource): Promise<Secret> {
  if (file !== undefined && file !== '') return Promise.resolve(ofFile(file));
  if (fd !== undefined) return Promise.resolve(ofText(readFileSync(fd, 'utf8'), `descriptor ${fd}`));
  if (process.stdin.isTTY) return ofTerminal(prompt);
  throw new TouchlineError('LIVE_SECRET_SOURCE', `nothing says where to read: ${prompt}`, {
    hint: 'name a file of mode 600 or an open descriptor, or run it in a terminal',
  });
}

function ofFile(file: string): Secret {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch (cause) {
    throw new TouchlineError('LIVE_SECRET_SOURCE', 'the file cannot be read', { where: { file }, cause });
  }
  try {
    const { mode } = fstatSync(fd);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new TouchlineError('LIVE_SECRET_SOURCE', 'others than its owner may read the file', {
        where: { file, mode: (mode & 0o777).toString(8) },
        hint: `chmod 600 ${file}`,
      });
    }
    return ofText(readFileSync(fd, 'utf8'), file);
  } finally {
    closeSync(fd);
  }
}

function ofText(text: string, where: string): Secret {
  const line = text.split(/\r?\n/, 1)[0] ?? '';
  if (line !== '') return new Secret(line);
  throw new TouchlineError('LIVE_SECRET_SOURCE', 'there is nothing in it', { where: { where } });
}

function ofTerminal(prompt: string): Promise<Secret> {
  process.stderr.write(`${prompt}: `);
  const silent = new Writable({ write: (_piece, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  return new Promise((resolve, reject) => {
    lines.question('', (line) => {
      lines.close();
      process.stderr.write('\n');
      try {
        resolve(ofText(line, 'the terminal'));
      } catch (error) {
        reject(error);
      }
    });
  });
}
