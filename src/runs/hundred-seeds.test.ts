import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { hundredSeeds, type SeedsOutput } from './hundred-seeds.testing.js';

const child = fileURLToPath(new URL('hundred-seeds-child.testing.ts', import.meta.url));

async function inAnotherProcess(threads: number, rows: number): Promise<SeedsOutput> {
  const args = ['--import', 'tsx', child, String(threads), String(rows)];
  const env = { ...process.env, TZ: 'Pacific/Auckland', LANG: 'tr_TR.UTF-8' };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return JSON.parse(stdout);
}

describe('a hundred seeded runs', () => {
  it('are the same to the byte in two processes, part sizes, thread counts and time zones', async () => {
    const [here, there] = await Promise.all([hundredSeeds(1, 1_000_000), inAnotherProcess(2, 97)]);
    expect(here.fills).toBeGreaterThan(500);
    expect(there).toEqual(here);
  }, 120_000);
});
