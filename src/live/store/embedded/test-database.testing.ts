import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { MIGRATIONS_FOLDER, migrate, migrationNames } from '../postgres/migrate.js';
import { embeddedServer } from './embedded-server.js';

/** A database of a test's own, migrated, and how to throw it away. */
export interface TestDatabase {
  readonly url: string;
  /** Takes every row out but those of the schema itself. */
  empty(): Promise<void>;
  drop(): Promise<void>;
}

/**
 * One server a machine serves all test files: started by the first, stopped by the last. It gives durability up
 * for speed. `TOUCHLINE_TEST_DATABASE_URL` names another server (a superuser of it), for older versions.
 */
const FOLDER = join(tmpdir(), `touchline-test-postgres-${userInfo().uid}`);
const SETTINGS = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'max_connections=200'];

async function testServer(): Promise<{ readonly url: string; release(): Promise<void> }> {
  const given = process.env['TOUCHLINE_TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') return { url: given, release: () => Promise.resolve() };
  return await embeddedServer({ folder: FOLDER, settings: SETTINGS });
}

/** @param migrated a copy of a template with the newest schema; else an empty database. */
export async function testDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const server = await testServer();
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  const name = `test_${randomBytes(6).toString('hex')}`;
  const template = migrated ? await templateOf(admin, server.url) : 'template0';
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = withDatabase(server.url, name);
  return {
    url,
    empty: () => emptyTables(url),
    drop: async () => {
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await admin.end();
      await server.release();
    },
  };
}

/** As a superuser, whom the triggers that keep rows do not stop. */
async function emptyTables(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ deletes: string }>(
      `SELECT string_agg(format('DELETE FROM %I', tablename), '; ') AS deletes FROM pg_tables
       WHERE schemaname = 'public' AND tablename NOT IN ('schema_migrations', 'intent_transitions')`,
    );
    await client.query(`SET session_replication_role = replica; ${rows[0]?.deletes}`);
  } finally {
    await client.end();
  }
}

const withDatabase = (url: string, name: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
};

/** A database with the newest schema, made once for each content of `migrations/`. */
async function templateOf(admin: pg.Client, url: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of await migrationNames())
    hash.update(readFileSync(join(MIGRATIONS_FOLDER, `${name}.sql`)));
  const template = `template_${hash.digest('hex').slice(0, 16)}`;
  await admin.query("SELECT pg_advisory_lock(hashtext('touchline.template'))");
  try {
    const known = await admin.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (known.rowCount === 0) {
      const draft = `${template}_${randomBytes(4).toString('hex')}`;
      await admin.query(`CREATE DATABASE ${draft}`);
      await migrate(withDatabase(url, draft));
      await admin.query(`ALTER DATABASE ${draft} RENAME TO ${template}`);
    }
  } finally {
    await admin.query("SELECT pg_advisory_unlock(hashtext('touchline.template'))");
  }
  return template;
}
