import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the notebooks: a package of its own. */
export const NOTEBOOKS = fileURLToPath(new URL('../../notebooks', import.meta.url));

/** Installs the kernel from the lockfile of the notebooks, once. @throws when npm fails. */
export function installNotebooks(): void {
  if (existsSync(join(NOTEBOOKS, 'node_modules', 'tslab'))) return;
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund'], {
    cwd: NOTEBOOKS,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ci failed in ${NOTEBOOKS}`);
}
