import pg from 'pg';
import { TouchlineError } from '../../../engine/errors.js';
import type { Ports } from '../../ports/ports.js';
import type { WriteFault } from '../live-store.js';
import type { Query } from '../sql/query.js';

/** Runs statements within one transaction. */
export interface Transaction {
  run<Row>(query: Query<Row>, values: readonly unknown[]): Promise<readonly Row[]>;
}

export type TransactionPorts = Pick<Ports, 'timers' | 'entropy'>;

/** Serialization failures and deadlocks are repeated whole, so often in all. */
const ATTEMPTS = 5;
const BACKOFF_MS = 10;
const RETRIED: ReadonlySet<string> = new Set(['40001', '40P01']);
/** The leader has changed. @see migrations/0001_accounts.sql */
const STALE_EPOCH = 'TL001';

/** Raised within a transaction to roll it back and answer `value`. */
class Answer<Value> extends Error {
  readonly value: Value;
  constructor(value: Value) {
    super('the transaction ends without writing');
    this.value = value;
  }
}

/** Ends a transaction without writing. */
export const endWith = <Value>(value: Value): never => {
  throw new Answer(value);
};

type Attempt<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'again'; readonly reason: string }
  | { readonly kind: 'fault'; readonly fault: WriteFault };

/**
 * Runs `work` in a transaction, READ COMMITTED under the account's row lock, and says how it ended:
 *
 * - its value, once COMMIT was answered;
 * - `stale-epoch`; `not-written` for what failed before COMMIT was sent, retries used up included;
 * - `ambiguous` when COMMIT was sent and its answer did not come: asking again, or reading by id, tells.
 *
 * @throws what `work` throws that is a `TouchlineError`; LIVE_STORE_BROKEN for SQL that the schema refuses.
 */
export async function transact<Value>(
  pool: pg.Pool,
  ports: TransactionPorts,
  work: (transaction: Transaction) => Promise<Value>,
): Promise<Value | WriteFault> {
  let reason = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (attempt > 0) await backOff(ports, attempt);
    const outcome = await attemptOnce(pool, work);
    if (outcome.kind === 'done') return outcome.value;
    if (outcome.kind === 'fault') return outcome.fault;
    reason = outcome.reason;
  }
  return { kind: 'not-written', reason: `${reason}, ${ATTEMPTS} times` };
}

/** Up to 10, 20, 40, 80 ms, at random: two that met do not meet again. */
function backOff({ timers, entropy }: TransactionPorts, attempt: number): Promise<void> {
  const chance = (entropy.bytes(1)[0] ?? 0) / 256;
  return new Promise((resolve) => {
    timers.after(BACKOFF_MS * 2 ** (attempt - 1) * (0.5 + chance / 2), resolve);
  });
}

async function attemptOnce<Value>(
  pool: pg.Pool,
  work: (transaction: Transaction) => Promise<Value>,
): Promise<Attempt<Value>> {
  let client: pg.PoolClient;
  try {
    client = await pool.connect();
  } catch (error) {
    return { kind: 'fault', fault: { kind: 'not-written', reason: (error as Error).message } };
  }
  let value: Value;
  try {
    await client.query('BEGIN');
    value = await work(on(client));
  } catch (error) {
    return await rolledBack(client, error);
  }
  try {
    await client.query('COMMIT');
    client.release();
    return { kind: 'done', value };
  } catch (error) {
    return notCommitted(client, error);
  }
}

const on = (client: pg.PoolClient): Transaction => ({
  run: async ({ name, text }, values) => (await client.query({ name, text, values: [...values] })).rows,
});

/** A connection whose transaction may still be open is not given to the next. */
async function rolledBack<Value>(client: pg.PoolClient, error: unknown): Promise<Attempt<Value>> {
  let broken: Error | undefined;
  try {
    await client.query('ROLLBACK');
  } catch (lost) {
    broken = lost as Error;
  }
  client.release(broken);
  if (error instanceof Answer) return { kind: 'done', value: error.value as Value };
  if (error instanceof TouchlineError) throw error;
  return refused(error);
}

/** The server's own refusal of a COMMIT is an answer; anything else leaves it open. */
function notCommitted<Value>(client: pg.PoolClient, error: unknown): Attempt<Value> {
  client.release(error as Error);
  const code = error instanceof pg.DatabaseError ? (error.code ?? '') : '';
  if (RETRIED.has(code) || code.startsWith('23') || code.startsWith('TL')) return refused(error);
  return { kind: 'fault', fault: { kind: 'ambiguous', reason: (error as Error).message } };
}

/** What an error before the end of COMMIT means: nothing of the transaction stands. */
function refused<Value>(error: unknown): Attempt<Value> {
  const { message } = error as Error;
  const code = error instanceof pg.DatabaseError ? (error.code ?? '') : '';
  if (code === STALE_EPOCH) return { kind: 'fault', fault: { kind: 'stale-epoch' } };
  if (RETRIED.has(code)) return { kind: 'again', reason: message };
  if (isBroken(code)) {
    throw new TouchlineError('LIVE_STORE_BROKEN', `the store refused what it should take: ${message}`, {
      where: { code },
      cause: error,
    });
  }
  return { kind: 'fault', fault: { kind: 'not-written', reason: message } };
}

/** Wrong data (22), constraints (23), wrong SQL (42), and the schema's own rules: bugs, not weather. */
const isBroken = (code: string): boolean => ['22', '23', '42', 'TL'].some((area) => code.startsWith(area));

/** Reads outside of a transaction. @throws LIVE_STORE_UNREACHABLE: a reading that failed is no empty one. */
export async function readRows<Row>(
  pool: pg.Pool,
  { name, text }: Query<Row>,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  try {
    return (await pool.query({ name, text, values: [...values] })).rows;
  } catch (cause) {
    if (cause instanceof TouchlineError) throw cause;
    throw new TouchlineError('LIVE_STORE_UNREACHABLE', `the store did not answer ${name}`, {
      where: { said: (cause as Error).message },
      cause,
    });
  }
}
