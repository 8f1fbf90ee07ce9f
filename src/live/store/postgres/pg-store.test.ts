import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodePorts } from '../../adapters/node-ports.js';
import { describeLiveStore } from '../contract/describe-live-store.testing.js';
import { later, T0 } from '../contract/store-world.testing.js';
import { type TestDatabase, testDatabase } from '../embedded/test-database.testing.js';
import { PgStore } from './pg-store.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

describeLiveStore('PgStore', async () => {
  await database.empty();
  return new PgStore({ url: database.url, ports: nodePorts() });
});

describe('the outbox of a database', () => {
  it('keeps no delivery of what a consumer has had for an hour', async () => {
    await database.empty();
    const store = new PgStore({ url: database.url, ports: nodePorts() });
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    for (let count = 0; count < 50; count += 1) {
      await store.kill({ account: 'paper', strategy: `s${count}`, reason: 'r', by: 'x', at: T0 });
    }
    const claimed = await store.claimOutbox('notify', 100, T0);
    expect(claimed).toHaveLength(50);
    await store.ackOutbox(
      'notify',
      claimed.map(({ id }) => id),
    );
    const deliveries = async () =>
      Number((await client.query('SELECT count(*) AS n FROM outbox_deliveries')).rows[0].n);
    await store.claimOutbox('notify', 100, later(3_599));
    expect(await deliveries()).toBe(50);
    await store.claimOutbox('notify', 100, later(3_600));
    expect(await deliveries()).toBe(0);
    const { rows } = await client.query('SELECT consumer, through FROM outbox_cursors');
    expect(rows).toEqual([{ consumer: 'notify', through: String(claimed.at(-1)?.id) }]);
    await client.end();
    await store.close();
  });
});
