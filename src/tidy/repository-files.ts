import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** One file of the repository, as text. */
export interface RepositoryFile {
  readonly path: string;
  readonly text: string;
}

/** Every text file that git knows or would add, by path. Needs a git checkout. */
export function repositoryFiles(root: string): RepositoryFile[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const paths = [...new Set(listed.split('\0'))].filter((path) => path !== '').sort();
  return paths.flatMap((path) => {
    const full = join(root, path);
    if (!existsSync(full) || !statSync(full).isFile()) return [];
    const bytes = readFileSync(full);
    return bytes.includes(0) ? [] : [{ path, text: bytes.toString('utf8') }];
  });
}
