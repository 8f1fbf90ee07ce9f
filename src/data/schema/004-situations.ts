import type { Migration } from './migration.js';

/** What a state of a game says beyond clock and score, as JSON: innings, sets, maps, overs, holes, laps. */
export const migration004: Migration = {
  version: 4,
  name: 'situations',
  sql: `
ALTER TABLE game_states ADD COLUMN situation VARCHAR;
`,
};
