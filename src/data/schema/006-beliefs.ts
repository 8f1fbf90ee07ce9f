import type { Migration } from './migration.js';

/** What a decision believed, so that a strategy's own probabilities can be scored; rows kept before have none. */
export const migration006: Migration = {
  version: 6,
  name: 'beliefs',
  sql: `
ALTER TABLE run_decisions ADD COLUMN belief VARCHAR;
`,
};
