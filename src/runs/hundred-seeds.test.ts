import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('hundred-seeds.testing.ts', import.meta.url));

async function inItsOwnProcess(args: readonly string[], env: Readonly<Record<string, string>>) {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, ...args], {
    env: { ...process.env, ...env },
  });
  return JSON.parse(stdout) as { readonly hash: string; readonly fills: number };
}

describe('a hundred seeded runs', () => {
  it('are the same to the byte in two processes, part sizes, thread counts and time zones', async () => {
    const [whole, cut] = await Promise.all([
      inItsOwnProcess(['1', '1000000'], { TZ: 'UTC' }),
      inItsOwnProcess(['2', '97'], { TZ: 'Pacific/Auckland', LANG: 'tr_TR.UTF-8' }),
    ]);
    expect(whole.fills).toBeGreaterThan(500);
    expect(cut).toEqual(whole);
  });
});
