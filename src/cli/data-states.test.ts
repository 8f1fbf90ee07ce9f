import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { smallSet, testFolder } from '../data/source-files.testing.js';
import { runHere } from './run-cli.testing.js';

it('data import game-states adds states to a dataset and prints each word that is not known', async () => {
  const prices = testFolder();
  await smallSet(prices);
  const recording = testFolder();
  const message = {
    ...{
      gameId: 7,
      slug: 'mlb-nyy-bos-2026-07-11',
      leagueAbbreviation: 'mlb',
      status: 'InProgress',
      score: '1-1',
    },
    ...{ period: '7th inning stretch', live: true, ended: false },
  };
  const line = { received_at: '2026-07-11T12:01:00.000Z', feed: 'polymarket-sports', payload: message };
  writeFileSync(join(recording, 'evening.jsonl'), `${JSON.stringify(line)}\n`);
  const options = ['--db', join(prices, 'store.duckdb'), '--name', 'july'];
  await runHere('data', 'import', 'polymarket-us', prices, ...options);
  const { code, stdout } = await runHere('data', 'import', 'game-states', recording, ...options);
  expect(code).toBe(0);
  expect(stdout).toContain('game-states@1/evening.jsonl: 1 rows\n');
  expect(stdout).toContain('  not known, polymarket-sports period: 7th inning stretch: 1\n');
  const listed = await runHere('data', 'ls', '--db', join(prices, 'store.duckdb'), '--json');
  expect(JSON.parse(listed.stdout)).toMatchObject([{ name: 'july', format: 'polymarket-us', gameStates: 1 }]);
});
