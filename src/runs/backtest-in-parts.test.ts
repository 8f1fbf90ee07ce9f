import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../data/store.js';
import { importSeason } from '../data/synthetic/import-season.js';
import { testSeason } from '../data/synthetic/season.testing.js';
import { backtestDataset } from './backtest-dataset.js';
import { prepareRun } from './prepare-run.js';

const path = join(mkdtempSync(join(tmpdir(), 'touchline-')), 'store.duckdb');
let store: Store;
beforeAll(async () => {
  store = await openStore(path);
  const parameters = testSeason({
    ...{ seed: 'in parts', days: 2, games: { nba: 2, epl: 2 }, market: { inPlayQuoteSeconds: 20 } },
    mispricing: { noise: 0.2, overreaction: 1 },
  });
  await importSeason(store, { parameters, name: 'season', fileName: 'season' });
});
afterAll(() => store.close());

describe('a backtest of more than may be in memory', () => {
  // One that rests orders (bracket, marks, slower orders are replays of their own) and one that takes.
  it.each([
    ['maker', { phase: 'any', unknownPhase: 'allow' }],
    ['favourite-dip', { entry: { confidenceMin: 0.3 } }],
  ])('of %s comes to the same report as one that holds all of it', async (strategy, parameters) => {
    const ask = async (mostInMemory: number) => {
      const run = prepareRun({ strategy, seed: 3, data: { dataset: 'season' }, parameters }, 'test');
      const report = await backtestDataset({ store, run, version: '0', startedAtMs: 0, mostInMemory });
      const { seconds: _, runId: __, ...told } = report;
      return told;
    };
    const inParts = await ask(2_000);
    expect(readdirSync(`${path}.tapes`).some((name) => name.endsWith('.parts'))).toBe(true);
    const whole = await ask(10_000_000);
    expect(inParts.result.counts.fills).toBeGreaterThan(5);
    expect(inParts.result.outputHash).toBe(whole.result.outputHash);
    expect(inParts).toEqual(whole);
  });
});
