import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../embedded/test-database.testing.js';
import { migrate, migrationNames } from './migrate.js';
import { schemaDump } from './schema-dump.testing.js';

describe('the migrations', () => {
  let database: TestDatabase;
  let admin: pg.Client;
  beforeEach(async () => {
    database = await testDatabase({ migrated: false });
    admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
  });
  afterEach(async () => {
    await admin.end();
    await database.drop();
  });

  const newest = async (): Promise<readonly string[]> => {
    const other = await testDatabase();
    try {
      return await schemaDump(other.url);
    } finally {
      await other.drop();
    }
  };

  it('are one chain without gaps, numbered from 1', async () => {
    const names = await migrationNames();
    expect(names.length).toBeGreaterThan(5);
    expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, index) => index + 1));
    expect(names.every((name) => /^\d{4}_[a-z_]+$/.test(name))).toBe(true);
  });

  it('lead from every older version to the same schema', async () => {
    const names = await migrationNames();
    const wanted = await newest();
    expect(wanted.length).toBeGreaterThan(100);
    for (let version = 0; version < names.length; version += 1) {
      const old = await testDatabase({ migrated: false });
      try {
        if (version > 0) expect(await migrate(old.url, version)).toEqual(names.slice(0, version));
        expect(await migrate(old.url)).toEqual(names.slice(version));
        expect(await migrate(old.url)).toEqual([]);
        expect(await schemaDump(old.url)).toEqual(wanted);
      } finally {
        await old.drop();
      }
    }
  });

  it('are applied once when two begin at once', async () => {
    const applied = await Promise.all([migrate(database.url), migrate(database.url), migrate(database.url)]);
    expect(applied.map(({ length }) => length).sort()).toEqual([0, 0, (await migrationNames()).length]);
    expect(await schemaDump(database.url)).toEqual(await newest());
  });

  it('leave nothing behind when they are killed at any of every fourth statement, and lead on afterwards', async () => {
    await admin.query(`
      CREATE SCHEMA trap;
      CREATE TABLE trap.at (statement int);
      INSERT INTO trap.at VALUES (0);
      CREATE FUNCTION trap.spring() RETURNS event_trigger LANGUAGE plpgsql AS $$
      DECLARE
        seen int := coalesce(nullif(current_setting('trap.seen', true), ''), '0')::int + 1;
      BEGIN
        PERFORM set_config('trap.seen', seen::text, false);
        IF seen = (SELECT statement FROM trap.at) THEN
          PERFORM pg_terminate_backend(pg_backend_pid());
          PERFORM pg_sleep(10);
        END IF;
      END $$;
      CREATE EVENT TRIGGER trap ON ddl_command_start EXECUTE FUNCTION trap.spring();`);
    const tables = "SELECT count(*)::int AS count FROM pg_tables WHERE schemaname = 'public'";
    let kills = 0;
    for (let statement = 1; ; statement += 4) {
      await admin.query('UPDATE trap.at SET statement = $1', [statement]);
      const outcome = await migrate(database.url).catch((error) => error.code);
      if (Array.isArray(outcome)) break;
      expect(outcome).toBe('LIVE_MIGRATION');
      const { rows } = await admin.query<{ count: number }>(tables);
      // Of the migrator itself, its own table may be there.
      expect(rows[0]?.count).toBeLessThanOrEqual(1);
      kills += 1;
    }
    expect(kills).toBeGreaterThan(12);
    await admin.query('DROP EVENT TRIGGER trap; DROP SCHEMA trap CASCADE');
    expect(await schemaDump(database.url)).toEqual(await newest());
  });

  it('refuse a database that a newer touchline has migrated', async () => {
    await migrate(database.url);
    await admin.query("INSERT INTO schema_migrations (name, run_on) VALUES ('9999_future', now())");
    await expect(migrate(database.url)).rejects.toMatchObject({
      code: 'LIVE_SCHEMA_NEWER',
      where: { migration: '9999_future' },
    });
  });

  it('say what could not be reached', async () => {
    await expect(migrate('postgresql://nobody@127.0.0.1:1/none')).rejects.toMatchObject({
      code: 'LIVE_MIGRATION',
    });
  });
});
