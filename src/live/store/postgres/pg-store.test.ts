import { afterAll, beforeAll } from 'vitest';
import { nodePorts } from '../../adapters/node-ports.js';
import { describeLiveStore } from '../contract/describe-live-store.testing.js';
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
