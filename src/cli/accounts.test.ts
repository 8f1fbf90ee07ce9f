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

  it.each([
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
