import { createHash } from 'node:crypto';
import { TouchlineError } from '../../engine/errors.js';
import type { Store } from '../store.js';
import type { Migration } from './migration.js';
import { MIGRATIONS } from './migrations.js';

/** Statements about the chain of migrations itself. */
export const SCHEMA_SQL = {
  create: `CREATE TABLE IF NOT EXISTS schema_migrations (
    version INTEGER PRIMARY KEY, name VARCHAR NOT NULL, checksum VARCHAR NOT NULL, applied_at BIGINT NOT NULL)`,
  exists: `SELECT count(*) AS n FROM information_schema.tables WHERE table_name = 'schema_migrations'`,
  applied: 'SELECT version, name, checksum FROM schema_migrations ORDER BY version',
  record: 'INSERT INTO schema_migrations VALUES (?, ?, ?, epoch_us(now()))',
} as const;

/** SHA-256 of a migration's SQL, 64 hex digits. */
export const checksumOf = (migration: Migration): string =>
  createHash('sha256').update(migration.sql).digest('hex');

/**
 * Applies what is missing, each step in a transaction with its checksum.
 *
 * @throws DATA_SCHEMA when the steps of the code or of the store are not one chain 1, 2, 3, ..., when an applied
 * step has another checksum, or when the store is newer than this code.
 */
export async function migrate(store: Store, migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
  await store.run(SCHEMA_SQL.create);
  const applied = await verifiedVersion(store, migrations);
  for (const migration of migrations.slice(applied)) {
    await store.transaction(async () => {
      await store.run(migration.sql);
      await store.run(SCHEMA_SQL.record, [migration.version, migration.name, checksumOf(migration)]);
    });
  }
}

/** Checks a store that may not be written. @throws DATA_SCHEMA unless it has exactly this schema. */
export async function requireCurrentSchema(
  store: Store,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const known = (await store.row(SCHEMA_SQL.exists)).integer('n') > 0;
  const applied = known ? await verifiedVersion(store, migrations) : 0;
  if (applied === migrations.length) return;
  throw new TouchlineError('DATA_SCHEMA', `the store has schema ${applied}, wanted ${migrations.length}`, {
    where: { file: store.path },
    hint: known ? 'open it once for writing: touchline data ls' : 'the file was not made by touchline',
  });
}

async function verifiedVersion(store: Store, migrations: readonly Migration[]): Promise<number> {
  for (const [index, migration] of migrations.entries()) {
    if (migration.version === index + 1) continue;
    throw refusal(
      store,
      migration.version,
      `migration ${index + 1} of the code has number ${migration.version}`,
    );
  }
  const applied = await store.rows(SCHEMA_SQL.applied);
  for (const [index, row] of applied.entries()) {
    const version = row.integer('version');
    const migration = migrations[index];
    if (migration === undefined) {
      throw refusal(store, version, 'the store is newer than this touchline');
    }
    if (version !== migration.version) {
      throw refusal(store, version, `the store lacks schema step ${migration.version}`);
    }
    if (row.text('checksum') !== checksumOf(migration)) {
      throw refusal(store, version, `schema step ${version} was applied with other SQL`);
    }
  }
  return applied.length;
}

const refusal = (store: Store, version: number, message: string): TouchlineError =>
  new TouchlineError('DATA_SCHEMA', message, {
    where: { file: store.path, version },
    hint: 'use the version of touchline that wrote the store, or import into a new one',
  });
