import { readFileSync } from 'node:fs';
import { bundledFile } from './bundled-file.js';

/** Version of the installed package. */
export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(bundledFile('package.json'), 'utf8'));
  return (manifest as { version: string }).version;
}
