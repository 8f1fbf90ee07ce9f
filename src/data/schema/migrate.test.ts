import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { faultOf, testFolder } from '../source-files.testing.js';
import { openStore, type Store } from '../store.js';
import { checksumOf, migrate, requireCurrentSchema } from './migrate.js';
import { MIGRATIONS } from './migrations.js';

const DUMP = `SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
  ORDER BY table_name, ordinal_position`;
const open: Store[] = [];
const freshStore = async (): Promise<Store> => {
  const store = await openStore(':memory:');
  open.push(store);
  return store;
};
const emptied = async (): Promise<Store> => {
  const store = await freshStore();
  for (const row of await store.rows('SELECT table_name AS name FROM information_schema.tables')) {
    await store.run(`DROP TABLE ${row.text('name')}`);
  }
  return store;
};
const dump = async (store: Store): Promise<string[]> =>
  (await store.rows(DUMP)).map(
    (row) => `${row.text('table_name')}.${row.text('column_name')} ${row.text('data_type')}`,
  );

afterEach(() => {
  for (const store of open.splice(0)) store.close();
});

describe('the schema of a store', () => {
  it('is one chain of numbered steps, each recorded with its checksum', async () => {
    const store = await freshStore();
    const rows = await store.rows('SELECT * FROM schema_migrations ORDER BY version');
    expect(rows.map((row) => row.integer('version'))).toEqual(MIGRATIONS.map((_, index) => index + 1));
    expect(rows.map((row) => row.text('checksum'))).toEqual(MIGRATIONS.map(checksumOf));
  });

  it('is the same from every older version as from nothing', async () => {
    const whole = await dump(await freshStore());
    for (let older = 0; older <= MIGRATIONS.length; older += 1) {
      const store = await emptied();
      await migrate(store, MIGRATIONS.slice(0, older));
      await migrate(store);
      expect(await dump(store)).toEqual(whole);
    }
  });

  it('refuses a gap or a double among the steps of the code', async () => {
    const store = await emptied();
    const [first, second] = MIGRATIONS;
    if (first === undefined || second === undefined) throw new Error('two steps are needed');
    expect(await faultOf(migrate(store, [second]))).toMatchObject({ code: 'DATA_SCHEMA' });
    expect(await faultOf(migrate(store, [first, first]))).toMatchObject({ code: 'DATA_SCHEMA' });
  });

  it('refuses a step that was applied with other SQL', async () => {
    const store = await freshStore();
    await store.run("UPDATE schema_migrations SET checksum = 'x' WHERE version = 2");
    expect(await faultOf(migrate(store))).toMatchObject({ code: 'DATA_SCHEMA', where: { version: 2 } });
  });

  it('refuses a store that is newer than the code', async () => {
    const store = await freshStore();
    await store.run(`INSERT INTO schema_migrations VALUES (${MIGRATIONS.length + 1}, 'later', 'x', 0)`);
    const fault = await faultOf(migrate(store));
    expect(fault.message).toContain('newer');
  });

  it('refuses a store that lacks a step in the middle', async () => {
    const store = await freshStore();
    await store.run('DELETE FROM schema_migrations WHERE version = 1');
    expect((await faultOf(migrate(store))).message).toContain('lacks schema step 1');
  });

  it('leaves nothing of a step that fails', async () => {
    const store = await freshStore();
    const broken = {
      version: MIGRATIONS.length + 1,
      name: 'broken',
      sql: 'CREATE TABLE half (a INTEGER); SELECT nonsense',
    };
    await expect(migrate(store, [...MIGRATIONS, broken])).rejects.toThrow();
    expect((await dump(store)).filter((line) => line.startsWith('half'))).toEqual([]);
    await migrate(store);
  });

  it('must be current in a store that is only read', async () => {
    const store = await emptied();
    await migrate(store, MIGRATIONS.slice(0, 1));
    expect(await faultOf(requireCurrentSchema(store))).toMatchObject({ code: 'DATA_SCHEMA' });
    await migrate(store);
    await requireCurrentSchema(store);
  });
});

describe('a store', () => {
  it('that is only read must exist', async () => {
    const path = join(testFolder(), 'none.duckdb');
    expect(await faultOf(openStore(path, { mode: 'read-only' }))).toMatchObject({
      code: 'DATA_STORE_OPEN',
      where: { file: path },
    });
  });

  it('is a DuckDB file', async () => {
    expect(await faultOf(openStore(new URL(import.meta.url).pathname))).toMatchObject({
      code: 'DATA_STORE_OPEN',
    });
  });
});
