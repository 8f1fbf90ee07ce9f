import type { Migration } from './migration.js';

/** What a sweep keeps of a trial beside its entry in the ledger, so that a sweep that was stopped goes on. */
export const migration005: Migration = {
  version: 5,
  name: 'sweep-trials',
  sql: `
CREATE TABLE sweep_trials (
  trial_id INTEGER PRIMARY KEY,
  version VARCHAR NOT NULL,
  summary VARCHAR NOT NULL
);
`,
};
