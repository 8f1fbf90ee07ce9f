import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkDataset } from './check-dataset.js';
import { datasetByName } from './datasets.js';
import { importDataset } from './import/import-dataset.js';
import { smallSet, testFolder } from './source-files.testing.js';
import { openStore, type Store } from './store.js';

let store: Store;
beforeEach(async () => {
  store = await openStore(':memory:');
  const path = testFolder();
  await smallSet(path);
  await importDataset(store, { format: 'polymarket-us', path, name: 'small' });
});
afterEach(() => store.close());

describe('the check of a dataset', () => {
  it('finds nothing in what was imported', async () => {
    expect((await checkDataset(store, await datasetByName(store, 'small'))).findings).toEqual([]);
  });

  it.each([
    ['DELETE FROM quotes WHERE row = 2', 'every file holds the rows that were counted when it came in'],
    ['INSERT INTO quotes SELECT * FROM quotes WHERE row = 2', 'no row of a file is stored twice'],
    ['UPDATE quotes SET market_id = 9 WHERE row = 2', 'every quote belongs to a market'],
    ['UPDATE quotes SET file_id = 9 WHERE row = 2', 'every quote belongs to a file'],
    [
      'UPDATE quotes SET local_time = 5 WHERE row = 5',
      'the quotes of a market are in time order within a file',
    ],
    ['UPDATE markets SET game_id = 9 WHERE market_id = 0', 'every market belongs to a game'],
    ['UPDATE resolutions SET local_time = 0', 'no market is quoted after its resolution'],
    ['UPDATE coverage SET quotes = 1', 'coverage counts the quotes that are there'],
    ['UPDATE resolutions SET market_id = 9 WHERE market_id = 0', 'every resolution belongs to a market'],
    [
      'INSERT INTO price_points SELECT dataset_id, file_id, 9, 9, 1, 1, 5 FROM quotes LIMIT 1',
      'every price point belongs to a market',
    ],
  ])('after "%s" says: %s', async (damage, rule) => {
    await store.run(damage);
    const { findings } = await checkDataset(store, await datasetByName(store, 'small'));
    expect(findings.map((finding) => finding.rule)).toContain(rule);
  });

  it.each([
    ['CASE market_id WHEN 0 THEN 1000000 ELSE 0 END', 'basketball', 0],
    ['1000000', 'basketball', 1],
    ['0', 'basketball', 1],
    ['500000', 'basketball', 0],
    // A draw that is not in the data may have won.
    ['0', 'soccer', 0],
  ])('of home and away of one game that pay %s (%s) finds %i', async (payout, sport, found) => {
    await store.run('DELETE FROM markets WHERE market_id > 1');
    await store.run('DELETE FROM resolutions');
    await store.run(
      "UPDATE markets SET game_id = 0, yes_means = CASE market_id WHEN 0 THEN 'home' ELSE 'away' END",
    );
    await store.run(`UPDATE games SET sport = '${sport}'`);
    await store.run(
      `INSERT INTO resolutions SELECT dataset_id, market_id, 9000000000000000, ${payout}, 'authoritative', 'reported' FROM markets`,
    );
    const { findings } = await checkDataset(store, await datasetByName(store, 'small'));
    expect(findings.filter(({ rule }) => rule.startsWith('the outcomes of a game')).length).toBe(found);
  });
});
