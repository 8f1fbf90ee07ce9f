import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INTENT_STATES, isTerminal, TRANSITIONS } from '../../orders/intent-state.js';
import { type TestDatabase, testDatabase } from '../embedded/test-database.testing.js';
import * as accounts from './account-queries.js';
import * as money from './money-queries.js';
import * as orders from './order-queries.js';
import type { Query } from './query.js';
import * as safety from './safety-queries.js';
import * as sessions from './session-queries.js';

const isQuery = (value: unknown): value is Query<unknown> =>
  typeof value === 'object' && value !== null && 'name' in value && 'text' in value;
const queries = [accounts, sessions, orders, money, safety].flatMap((file) =>
  Object.values(file).filter(isQuery),
);

describe('the SQL of the store', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await testDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('has a name a query', () => {
    expect(queries.length).toBeGreaterThan(40);
    expect(new Set(queries.map(({ name }) => name)).size).toBe(queries.length);
  });

  it.each(queries.map(({ name, text }) => [name, text]))(
    '%s fits the migrated schema',
    async (name, text) => {
      await client.query(`PREPARE ${name} AS ${text}`);
    },
  );

  it('knows the states and steps that the code knows, and no others', async () => {
    const { rows } = await client.query('SELECT from_state, to_state FROM intent_transitions');
    const inDatabase = rows.map(({ from_state, to_state }) => `${from_state} > ${to_state}`).sort();
    const inCode = INTENT_STATES.flatMap((from) => TRANSITIONS[from].map((to) => `${from} > ${to}`)).sort();
    expect(inDatabase).toEqual(inCode);
    for (const state of INTENT_STATES) {
      const answer = await client.query('SELECT is_terminal($1) AS ended', [state]);
      expect([state, answer.rows[0].ended]).toEqual([state, isTerminal(state)]);
    }
  });
});
