import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importDataset } from '../data/import/import-dataset.js';
import { testFolder } from '../data/source-files.testing.js';
import { openStore, type Store } from '../data/store.js';
import { backtestDataset } from './backtest-dataset.js';
import { prepareRun } from './prepare-run.js';

const HEADER =
  'category,sport,event_id,condition_id,title,slug,market_created_date,game_start_time,outcome_1,outcome_2,' +
  'token_id_1,token_id_2,p1_close,p2_close,is_50_50_outcome,closed,winner,volume';
const LINE =
  'basketball,nba,1,0x1,Celtics vs. Pistons,nba-bos-det-2024-10-26,2024-10-20 12:00:00,2024-10-26 23:30:00,' +
  'Celtics,Pistons,11,12,0.50,0.50,0,1,Celtics,12.5';

const SETTINGS = {
  strategy: 'favourite-dip',
  data: { dataset: 'lines' },
  account: { cashUsd: 1_000 },
  venue: { syntheticHalfSpread: 0.01, entryLatencyMs: 250 },
  risk: { perOrderUsd: 50 },
  parameters: {
    baseline: { policy: 'external-line', probability: 0.7, knownAt: '2024-10-26T00:00Z' },
    entry: {
      phase: 'any',
      unknownClock: 'allow',
      unknownSize: 'allow',
      confidenceMissing: 'renormalise',
      confidenceMin: 0,
      baselineMin: 0.6,
    },
  },
};

let store: Store;
beforeAll(async () => {
  store = await openStore(':memory:');
  const path = join(testFolder(), 'fetch_events.csv');
  writeFileSync(path, `${HEADER}\n${LINE}\n`);
  await importDataset(store, { format: 'polymarket-closing-lines', path, name: 'lines' });
});
afterAll(() => store.close());

describe('a backtest on closing lines', () => {
  it('buys at the line made executable, holds it to the outcome, and says how the outcome was dated', async () => {
    const run = prepareRun(SETTINGS, 'lines.toml');
    const { result } = await backtestDataset({ store, run, version: '0', startedAtMs: Date.now() });
    // Bought at 0.51, a cent above the line; the Celtics won.
    expect(result.fills.map(({ price }) => price)).toEqual([5_100]);
    expect(result.counts).toMatchObject({ fills: 1, settled: 1 });
    const size = result.fills[0]?.size ?? 0;
    const fee = result.fills[0]?.fee ?? 0;
    expect(size).toBeGreaterThan(0);
    expect(result.cash).toBe(1_000_000_000 + size * 0.49 - fee);
    expect(result.assumptions).toContain(
      "When 1 of the dataset's outcomes were known is not recorded: each is told, and its cash freed, a day after the start of its game.",
    );
  });
});
