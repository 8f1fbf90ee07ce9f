import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { NO_FAULTS } from '../venues/fake/faults/fault-plan.js';
import { runCampaign } from './campaign.js';
import { simulateSeed } from './simulate-seed.js';

/** Simulated hours take seconds of a core; several test files share it. */
const PATIENCE_MS = 600_000;
const CHILD = fileURLToPath(new URL('./hash-child.testing.ts', import.meta.url));
const LOADER = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

async function hashElsewhere(seed: string, env: Readonly<Record<string, string>>): Promise<string> {
  const args = ['--import', LOADER, CHILD, seed, '0.8'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...env } });
  return stdout;
}

describe('the live stack in virtual time', () => {
  it(
    'trades without faults, and its books equal those of the venue to the micro-dollar',
    async () => {
      const result = await simulateSeed({ seed: 'calm', hours: 1.2, plan: NO_FAULTS });
      expect(result.violations).toEqual([]);
      expect(result.trades).toBeGreaterThan(15);
      // Some were refused; none came twice.
      expect(result.orders).toBeLessThanOrEqual(result.posts);
    },
    PATIENCE_MS,
  );

  it(
    'keeps its promises through the faults of the first seeds',
    async () => {
      const result = await runCampaign({ from: 1, seeds: 2, hours: 1.5 });
      expect(result.broken).toEqual([]);
      expect(result.trades).toBeGreaterThan(30);
      expect(Object.keys(result.coverage).length).toBeGreaterThan(20);
    },
    PATIENCE_MS,
  );

  it(
    'does the same for the same seed, in another process, time zone and language too',
    async () => {
      const { hash, events } = await simulateSeed({ seed: 'twice', hours: 0.8 });
      expect(events).toBeGreaterThan(5_000);
      expect(await hashElsewhere('twice', { TZ: 'Asia/Tokyo', LANG: 'tr_TR.UTF-8' })).toBe(hash);
    },
    PATIENCE_MS,
  );
});
