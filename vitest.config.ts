import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'examples/**/*.test.ts', 'scripts/**/*.test.ts'],
    setupFiles: ['scripts/property-seed.ts'],
    pool: 'forks',
    // Many files wait for servers and other processes: on a machine of two cores one worker leaves half of it idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Some tests start servers and other processes and kill them: on a shared machine one may be starved. What fails
    // three times has failed; here, where somebody looks, once is enough.
    retry: process.env['CI'] === undefined ? 0 : 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
