import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../live/store/embedded/test-database.testing.js';
import { runHere } from './run-cli.testing.js';

const ADDRESS = `0x${'ab'.repeat(20)}`;

describe('touchline accounts', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());
  const accounts = (...args: readonly string[]) =>
    runHere('accounts', ...args, '--database-url', database.url);

  it('adds, lists, arms and disarms', async () => {
    expect((await accounts('add', 'practice', '--deposit', '1000')).stdout).toContain('practice, paper');
    const added = await accounts('add', 'main', '--live', '--signer', ADDRESS, '--signature-type', '2');
    expect(added.stdout).toContain('touchline accounts arm main');
    expect((await accounts('arm', 'main', '--reason', 'season opener')).stdout).toContain(
      'armed account main',
    );
    const listed = JSON.parse((await accounts('list', '--json')).stdout);
    expect(listed).toMatchObject([
      {
        name: 'main',
        mode: 'live',
        armed: true,
        signer: ADDRESS,
        funder: ADDRESS,
        signatureType: 2,
        cashUsd: '0.00',
      },
      { name: 'practice', mode: 'paper', armed: false, signer: null, cashUsd: '1000.00' },
    ]);
    await accounts('disarm', 'main', '--reason', 'done');
    expect((await accounts('list')).stdout).toMatch(/main\s*│ live\s*│ no/);
  });

  it('keeps what an account may do at most, and says what it is', async () => {
    await accounts('add', 'capped', '--deposit', '100');
    expect((await accounts('limit', 'capped')).stdout).toMatch(/an order\s+none/);
    const set = await accounts(
      ...['limit', 'capped', '--per-order', '7.50', '--orders-per-hour', '6', '--reason', 'first week'],
    );
    expect(set.stdout).toMatch(/an order\s+7\.50 USD[\s\S]*orders an hour\s+6/);
    const second = ['--per-order', 'none', '--gross', '40', '--reason', 'second week'];
    expect((await accounts('limit', 'capped', ...second)).code).toBe(0);
    expect(JSON.parse((await accounts('limit', 'capped', '--json')).stdout)).toEqual({
      perOrder: null,
      perMarket: null,
      perGame: null,
      gross: 40_000_000,
      dailyTraded: null,
      ordersPerMinute: null,
      ordersPerHour: 6,
      cashFloor: null,
    });
  });

  it.each([
    [['limit', 'practice', '--gross', '40'], '--reason'],
    [['limit', 'practice', '--gross', 'all', '--reason', 'x'], 'Wanted a number'],
    [['limit', 'practice', '--gross', '-1', '--reason', 'x'], 'Wanted a number'],
    [['limit', 'practice', '--orders-per-hour', '1.5', '--reason', 'x'], 'whole number'],
    [['limit', 'nobody', '--gross', '40', '--reason', 'x'], 'LIVE_ACCOUNT_UNKNOWN'],
    [['add', 'practice'], 'there is an account practice already'],
    [['add', 'two words'], 'is no name'],
    [['add', 'other', '--live'], '--signer'],
    [['add', 'other', '--live', '--signer', '0x12'], '40 hex digits'],
    [['add', 'other', '--signer', ADDRESS], 'signs nothing'],
    [['add', 'other', '--live', '--signer', ADDRESS, '--deposit', '5'], 'deposited at the venue'],
    [['arm', 'nobody', '--reason', 'x'], 'LIVE_ACCOUNT_UNKNOWN'],
    [['arm', 'main'], '--reason'],
  ])('%j is refused with what was wrong', async (args, said) => {
    await accounts('add', 'practice');
    const answer = await accounts(...args);
    expect(answer.code).not.toBe(0);
    expect(answer.stderr).toContain(said);
  });
});
