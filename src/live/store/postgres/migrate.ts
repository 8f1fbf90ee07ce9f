import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import { TouchlineError } from '../../../engine/errors.js';

/** Folder of the migrations, in the sources and in the package alike. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../../migrations', import.meta.url));
const TABLE = 'schema_migrations';

/** Names of all migrations, in order, without the ending. */
export async function migrationNames(folder = MIGRATIONS_FOLDER): Promise<readonly string[]> {
  const files = await readdir(folder);
  return files
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.slice(0, -'.sql'.length))
    .sort();
}

/**
 * Brings a database to the newest schema in one transaction; of two who begin at once the second waits and finds
 * nothing to do. Returns the names of what was applied.
 *
 * @param count at most so many, for tests of older versions.
 * @throws LIVE_SCHEMA_NEWER for a database that a newer touchline has migrated, LIVE_MIGRATION for a failure.
 */
export async function migrate(url: string, count = Number.POSITIVE_INFINITY): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  let lost: Error | null = null;
  client.on('error', (error) => {
    lost = error;
  });
  try {
    await client.connect();
    await refuseNewer(client);
    const applied = await runner({
      dbClient: client,
      dir: MIGRATIONS_FOLDER,
      migrationsTable: TABLE,
      direction: 'up',
      count,
      singleTransaction: true,
      advisoryLockMode: 'wait',
      logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    });
    return applied.map(({ name }) => name);
  } catch (cause) {
    if (cause instanceof TouchlineError) throw cause;
    throw new TouchlineError('LIVE_MIGRATION', 'the database could not be brought to the newest schema', {
      where: { said: (lost ?? (cause as Error)).message },
      hint: 'nothing was changed; DATABASE_URL or the embedded server must be reachable and be PostgreSQL 15 or newer',
      cause,
    });
  } finally {
    await client.end().catch(() => undefined); // already lost, and told
  }
}

const quiet = (): void => undefined;

async function refuseNewer(client: pg.Client): Promise<void> {
  const known = await client.query<{ found: string | null }>('SELECT to_regclass($1)::text AS found', [
    TABLE,
  ]);
  if (known.rows[0]?.found === null) return;
  const { rows } = await client.query<{ name: string }>(`SELECT name FROM ${TABLE} ORDER BY id`);
  const own = new Set(await migrationNames());
  const foreign = rows.find(({ name }) => !own.has(name));
  if (foreign === undefined) return;
  throw new TouchlineError('LIVE_SCHEMA_NEWER', 'the database was made by a newer touchline', {
    where: { migration: foreign.name },
    hint: 'update touchline, or use another database',
  });
}
