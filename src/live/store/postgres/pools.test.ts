import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodePorts } from '../../adapters/node-ports.js';
import { intentOf, NO_LIMITS, openWorld, T0 } from '../contract/store-world.testing.js';
import { type TestDatabase, testDatabase } from '../embedded/test-database.testing.js';
import { PgStore } from './pg-store.js';
import { openPool, REPORT_POOL } from './pools.js';

describe('the connections of the store', () => {
  let database: TestDatabase;
  let store: PgStore;
  beforeAll(async () => {
    database = await testDatabase();
    store = new PgStore({ url: database.url, ports: nodePorts() });
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  it('admit orders while every connection for reports is held', async () => {
    const fence = await openWorld(store);
    const locker = new pg.Client({ connectionString: database.url });
    await locker.connect();
    await locker.query('BEGIN; LOCK TABLE journal IN ACCESS EXCLUSIVE MODE');
    const reports = Array.from({ length: 6 }, () => store.readJournal('session-1', 0, 10));
    const held = Promise.allSettled(reports);
    const answer = await store.admit(fence, intentOf(1), { limits: NO_LIMITS, journal: [], dayStart: T0 });
    expect(answer).toEqual({ kind: 'admitted' });
    await locker.query('ROLLBACK');
    await locker.end();
    const outcomes = await held;
    // Those that waited too long for the lock say so; none says that there is nothing.
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ code: 'LIVE_STORE_UNREACHABLE' });
      else expect(outcome.value).toEqual([]);
    }
  });

  it('read BIGINT and NUMERIC as integers and refuse what a number cannot hold', async () => {
    const pool = openPool(database.url, 'test', REPORT_POOL);
    const { rows } = await pool.query(
      "SELECT 9007199254740991::bigint AS most, 12::numeric AS twelve, 'a' AS text",
    );
    expect(rows).toEqual([{ most: 9007199254740991, twelve: 12, text: 'a' }]);
    await expect(pool.query('SELECT 9007199254740992::bigint')).rejects.toMatchObject({
      code: 'LIVE_STORE_INTEGER',
    });
    await pool.end();
  });

  it('are bounded in time', async () => {
    const pool = openPool(database.url, 'test', { connections: 1, statementTimeoutMs: 100 });
    await expect(pool.query('SELECT pg_sleep(5)')).rejects.toMatchObject({ code: '57014' });
    await pool.end();
  });
});
