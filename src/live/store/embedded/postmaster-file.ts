import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A server as its own lock file tells of it. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** What `postmaster.pid` says (line 1: process, line 4: port); `null` = no file, or one that says less. */
async function postmasterFile(folder: string): Promise<Postmaster | null> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return Number.isInteger(pid) && pid > 0 && Number.isInteger(port) && port > 0 ? { pid, port } : null;
}

/** The server that runs on a data folder. `null` = none, or one that died and left its file behind. */
export async function runningPostmaster(folder: string): Promise<Postmaster | null> {
  const told = await postmasterFile(folder);
  return told !== null && isAlive(told.pid) ? told : null;
}

/** The port of a server that died without taking its file along; `null` = none did. */
export const lastPort = async (folder: string): Promise<number | null> =>
  (await postmasterFile(folder))?.port ?? null;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
