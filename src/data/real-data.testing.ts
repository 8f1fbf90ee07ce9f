import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of a recorded dataset that is too large or not ours to ship; `null` = it is not on this machine. */
export function realData(name: string): string | null {
  const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
  const { TOUCHLINE_REAL_DATA } = process.env;
  const root = TOUCHLINE_REAL_DATA ?? join(repository, '..', 'shared', 'data');
  const folder = join(root, name);
  return existsSync(folder) ? folder : null;
}
