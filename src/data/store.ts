import { existsSync } from 'node:fs';
import { type DuckDBConnection, DuckDBInstance, type DuckDBResult } from '@duckdb/node-api';
import { TouchlineError } from '../engine/errors.js';
import { Row } from './row.js';
import { migrate, requireCurrentSchema } from './schema/migrate.js';

/** What DuckDB may hold in memory; beyond it sorts and joins spill to a folder beside the file. */
const MEMORY_LIMIT = '600MB';

/** Whether a store may be changed, and what a statement takes as a parameter. */
export type StoreMode = 'read-write' | 'read-only';
export type SqlValue = string | number | boolean | null;

/** How a store is opened. */
export interface StoreOptions {
  /** `read-only` refuses a file that is missing or of an older schema. Default `read-write`. */
  readonly mode?: StoreMode;
  /** Refuse a file that is missing instead of making one. A store that is only read must exist anyway. */
  readonly mustExist?: boolean;
  /** DuckDB's memory limit, for example `600MB`. */
  readonly memoryLimit?: string;
}

/** An open DuckDB file of the current schema. One process writes it at a time. */
export class Store {
  readonly path: string;
  readonly mode: StoreMode;
  readonly connection: DuckDBConnection;
  readonly #instance: DuckDBInstance;

  constructor(instance: DuckDBInstance, connection: DuckDBConnection, at: { path: string; mode: StoreMode }) {
    this.#instance = instance;
    this.connection = connection;
    this.path = at.path;
    this.mode = at.mode;
  }

  async run(sql: string, values: readonly SqlValue[] = []): Promise<void> {
    await this.connection.run(sql, [...values]);
  }

  async rows(sql: string, values: readonly SqlValue[] = []): Promise<readonly Row[]> {
    const reader = await this.connection.runAndReadAll(sql, [...values]);
    return reader.getRowObjectsJS().map((row) => new Row(row));
  }

  /** The single row of a query. @throws DATA_ROW unless there is exactly one. */
  async row(sql: string, values: readonly SqlValue[] = []): Promise<Row> {
    const [first, ...others] = await this.rows(sql, values);
    if (first !== undefined && others.length === 0) return first;
    throw new TouchlineError('DATA_ROW', `a query gave ${others.length} rows where one was wanted`);
  }

  stream(sql: string, values: readonly SqlValue[] = []): Promise<DuckDBResult> {
    return this.connection.stream(sql, [...values]);
  }

  /** Runs `work` whole or not at all. */
  async transaction<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.run('BEGIN');
    try {
      const result = await work();
      await this.run('COMMIT');
      return result;
    } catch (fault) {
      await this.run('ROLLBACK');
      throw fault;
    }
  }

  close(): void {
    this.connection.closeSync();
    this.#instance.closeSync();
  }
}

/**
 * Opens the DuckDB file at `path` and brings its schema up to date. `:memory:` is a store that ends with
 * the process.
 *
 * @throws DATA_STORE_OPEN when the file is missing (read-only or `mustExist`), locked by another process or no DuckDB file;
 * DATA_SCHEMA when its schema is newer than this version or was changed by hand.
 */
export async function openStore(path: string, options: StoreOptions = {}): Promise<Store> {
  const mode = options.mode ?? 'read-write';
  if ((mode === 'read-only' || options.mustExist === true) && !existsSync(path)) {
    throw new TouchlineError('DATA_STORE_OPEN', 'there is no store to read', {
      where: { file: path },
      hint: 'make one with: touchline data import <format> <path>',
    });
  }
  const instance = await openInstance(path, mode, options.memoryLimit ?? MEMORY_LIMIT);
  const connection = await instance.connect();
  const store = new Store(instance, connection, { path, mode });
  try {
    await store.run("SET TimeZone = 'UTC'");
    await (mode === 'read-only' ? requireCurrentSchema(store) : migrate(store));
  } catch (fault) {
    store.close();
    throw fault;
  }
  return store;
}

async function openInstance(path: string, mode: StoreMode, memoryLimit: string): Promise<DuckDBInstance> {
  try {
    return await DuckDBInstance.create(path, {
      access_mode: mode === 'read-only' ? 'READ_ONLY' : 'READ_WRITE',
      memory_limit: memoryLimit,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : String(cause);
    throw new TouchlineError('DATA_STORE_OPEN', `cannot open the store: ${text.split('\n')[0] ?? text}`, {
      where: { file: path },
      hint: /lock/i.test(text)
        ? 'another process has this store open; one process at a time'
        : /permission denied/i.test(text)
          ? 'it may not be written; a command that only reads, as `touchline runs`, still works'
          : 'is the path a file written by touchline, in a folder that exists?',
      cause,
    });
  }
}
