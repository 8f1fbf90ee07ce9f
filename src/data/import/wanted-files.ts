import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { TouchlineError } from '../../engine/errors.js';
import type { WantedFile } from './import-format.js';

const isKind = (path: string, kind: 'file' | 'folder'): boolean => {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && (kind === 'file' ? stats.isFile() : stats.isDirectory());
};

/** A file that must be there. @throws DATA_FILES when it is not. */
export function requiredFile(folder: string, name: string, role: WantedFile['role']): WantedFile {
  const path = join(folder, name);
  if (isKind(path, 'file')) return { name, path, role };
  throw new TouchlineError('DATA_FILES', `the folder has no ${name}`, {
    where: { folder },
    hint: 'is this the folder of the dataset, and the format the right one?',
  });
}

/** Every `parent/partition/file.parquet`, by name. @throws DATA_FILES when there is none. */
export function partitionedFiles(folder: string, parent: string, role: WantedFile['role']): WantedFile[] {
  const root = join(folder, parent);
  const found: WantedFile[] = [];
  for (const partition of isKind(root, 'folder') ? readdirSync(root).sort() : []) {
    const below = join(root, partition);
    if (!isKind(below, 'folder')) continue;
    for (const file of readdirSync(below).sort()) {
      if (!file.endsWith('.parquet')) continue;
      found.push({ name: `${parent}/${partition}/${file}`, path: join(below, file), role });
    }
  }
  if (found.length > 0) return found;
  throw new TouchlineError('DATA_FILES', `the folder has no ${parent}/<partition>/*.parquet`, {
    where: { folder },
    hint: 'is this the folder of the dataset, and the format the right one?',
  });
}
