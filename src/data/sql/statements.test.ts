import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCHEMA_SQL } from '../schema/migrate.js';
import { openStore, type Store } from '../store.js';
import { CALIBRATION_SQL } from './calibration-sql.js';
import { CHECK_SQL } from './check-sql.js';
import { DATASET_SQL } from './dataset-sql.js';
import { IMPORT_SQL } from './import-sql.js';
import { RUN_SQL } from './run-sql.js';
import { SWEEP_SQL } from './sweep-sql.js';
import { TAPE_SQL } from './tape-sql.js';

let store: Store;
beforeAll(async () => {
  store = await openStore(':memory:');
  await store.run(TAPE_SQL.createMarkets);
  await store.run(TAPE_SQL.createGames);
  await store.run(`CREATE TEMP TABLE source_file (source_row BIGINT, slug VARCHAR, question VARCHAR, kind VARCHAR,
    category VARCHAR, ts TIMESTAMP, ts_utc TIMESTAMPTZ, last_ts TIMESTAMP, last_ts_utc TIMESTAMPTZ, y INTEGER,
    label_source VARCHAR, source VARCHAR, bid DOUBLE, ask DOUBLE)`);
  await store.run(IMPORT_SQL.incomingLocalQuotes);
  await store.run(IMPORT_SQL.pollsEastern);
});
afterAll(() => store.close());

const ALL = { CALIBRATION_SQL, SCHEMA_SQL, DATASET_SQL, IMPORT_SQL, TAPE_SQL, RUN_SQL, SWEEP_SQL, CHECK_SQL };

describe('every statement fits the migrated schema', () => {
  for (const [concern, statements] of Object.entries(ALL)) {
    it.each(Object.entries(statements))(`${concern} %s`, async (_, sql: string) => {
      const statement = await store.connection.prepare(sql);
      expect(statement.parameterCount).toBeGreaterThanOrEqual(0);
      statement.destroySync();
    });
  }
});
