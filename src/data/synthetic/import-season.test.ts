import { describe, expect, it } from 'vitest';
import { TAPE_COLUMNS } from '../../engine/tape.js';
import { checkDataset } from '../check-dataset.js';
import { coverageOfDataset, summariseDataset } from '../datasets.js';
import { loadTape } from '../load-tape.js';
import { openStore, type Store } from '../store.js';
import { generateSeason } from './generate-season.js';
import { importSeason } from './import-season.js';
import { testSeason } from './season.testing.js';

const parameters = testSeason({
  games: { nba: 12, epl: 12 },
  voidProbability: 0.1,
  mispricing: { noise: 0.1, overreaction: 0.5 },
  feed: { gapProbability: 0.5 },
});
const request = { parameters, name: 'week', fileName: 'week.toml' };

async function inStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  const store = await openStore(':memory:');
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

describe('importSeason', () => {
  it('stores what was generated: the tape that comes back has the same events in the same order', async () => {
    await inStore(async (store) => {
      await importSeason(store, request);
      const wanted = generateSeason(parameters);
      const found = await loadTape(store, { dataset: 'week', includeInferredLabels: false });
      expect(found.length).toBe(wanted.length);
      for (const name of TAPE_COLUMNS) {
        const same = found[name].every((value, row) => Object.is(value, wanted[name][row]));
        expect(name === 'source' || same, name).toBe(true);
      }
      expect(found.gameStates).toEqual(wanted.gameStates);
      expect(found.facts).toEqual(wanted.facts);
      expect({ ...found.catalog, sources: [] }).toEqual({ ...wanted.catalog, sources: [] });
    });
  });

  it('leaves a dataset that passes every check, with its gaps in the coverage', async () => {
    await inStore(async (store) => {
      const { dataset, imported } = await importSeason(store, request);
      expect(imported).toBe(true);
      expect((await checkDataset(store, dataset)).findings).toEqual([]);
      const summary = await summariseDataset(store, dataset);
      expect(summary).toMatchObject({
        venue: 'synthetic',
        games: 24,
        markets: 48,
        authoritative: 48,
        inferred: 0,
      });
      const coverage = await coverageOfDataset(store, dataset);
      expect(coverage.gaps.length).toBeGreaterThan(10);
      // A gap of 180 seconds swallows 15 quotes that are 12 seconds apart.
      expect(coverage.pollsExpected - coverage.quotes).toBe(15 * coverage.gaps.length);
    });
  });

  it('does not generate the same season twice and refuses another one under the name', async () => {
    await inStore(async (store) => {
      const first = await importSeason(store, request);
      const again = await importSeason(store, request);
      expect(again).toEqual({ dataset: first.dataset, imported: false });
      const other = { ...request, parameters: { ...parameters, seed: 'other' } };
      await expect(importSeason(store, other)).rejects.toMatchObject({ code: 'DATA_CHANGED' });
    });
  });

  it('refuses a season that has not the promised hash, and leaves nothing behind', async () => {
    await inStore(async (store) => {
      const promised = { ...parameters, contentHash: '0'.repeat(64) };
      await expect(importSeason(store, { ...request, parameters: promised })).rejects.toMatchObject({
        code: 'DATA_SEASON',
      });
      expect(await store.rows('SELECT * FROM datasets')).toEqual([]);
    });
  });
});
