import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { TouchlineError } from '../../engine/errors.js';
import type { WantedFile } from './import-format.js';

/**
 * The file at `path`, or every file of the folder at `path` whose name ends in one of `endings`, by name.
 *
 * @throws DATA_FILES when there is none.
 */
export function importFiles(
  path: string,
  endings: readonly string[],
  role: WantedFile['role'],
): readonly WantedFile[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isFile()) return [{ name: basename(path), path, role }];
  const names = stats === undefined ? [] : readdirSync(path).sort();
  const found = names.filter(
    (name) => name !== 'metadata.json' && endings.some((ending) => name.endsWith(ending)),
  );
  if (found.length > 0) return found.map((name) => ({ name, path: join(path, name), role }));
  throw new TouchlineError('DATA_FILES', `there is no file to import: wanted ${endings.join(', ')}`, {
    where: { folder: path },
    hint: 'is this the folder of the dataset, and the format the right one?',
  });
}
