import pg from 'pg';
import { pgTypes } from './pg-types.js';

/** Bounds of the connections of one kind of work. */
export interface PoolBounds {
  readonly connections: number;
  readonly statementTimeoutMs: number;
}

/** Orders and money. Kept apart from reading, so that a slow page never holds an order up. */
export const TRADING_POOL: PoolBounds = { connections: 4, statementTimeoutMs: 2_000 };
export const REPORT_POOL: PoolBounds = { connections: 3, statementTimeoutMs: 15_000 };

const CONNECT_TIMEOUT_MS = 2_000;
const LOCK_TIMEOUT_MS = 500;
const IDLE_IN_TRANSACTION_MS = 5_000;

/** Connections for one kind of work, every wait bounded. */
export function openPool(url: string, name: string, bounds: PoolBounds): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: bounds.connections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: bounds.statementTimeoutMs,
    // Of the client, for a server that does not answer at all.
    query_timeout: bounds.statementTimeoutMs + 1_000,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    idleTimeoutMillis: 60_000,
    application_name: `touchline ${name}`,
    types: pgTypes,
  });
  // A connection that dies while nobody uses it is replaced; without a listener it would end the process.
  pool.on('error', () => undefined);
  // The same for one that dies in use, between two queries: the next query tells.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
