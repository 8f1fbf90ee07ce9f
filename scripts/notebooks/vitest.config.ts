import { defineConfig } from 'vitest/config';

/** The notebooks themselves: they need the kernel of notebooks/node_modules and what was built. */
export default defineConfig({
  test: {
    include: ['scripts/notebooks/*.kernel-test.ts'],
    testTimeout: 600_000,
    maxWorkers: 1,
  },
});
