// Compiles src/ to dist/ from scratch, so that a file deleted from src/ never lingers in dist/.
import { spawnSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';

rmSync('dist', { recursive: true, force: true });
const compiler = process.platform === 'win32' ? 'npx.cmd' : 'npx';
const { status } = spawnSync(compiler, ['tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);
chmodSync('dist/cli/main.js', 0o755);
