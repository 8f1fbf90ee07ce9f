import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventKind } from '../../engine/events.js';
import { checkDataset } from '../check-dataset.js';
import { summariseDataset } from '../datasets.js';
import { loadTape } from '../load-tape.js';
import { realData } from '../real-data.testing.js';
import { openStore, type Store } from '../store.js';
import { importDataset } from './import-dataset.js';

const prepared = realData('polymarket-us-2026-07');
const raw = realData('polymarket-us-raw');
const lines = realData('polymarket-closing-lines');
const here = (folder: string | null): string =>
  folder === null ? ' (skipped: the recorded data is not here, set TOUCHLINE_REAL_DATA)' : '';

let store: Store;
beforeAll(async () => {
  store = await openStore(':memory:', { memoryLimit: '2GB' });
});
afterAll(() => store.close());

/** Every quote of the prepared set until the end of the raw set, and how many of them the raw set lacks. */
const FOUND_AGAIN = `
  WITH prepared AS (
    SELECT slug, local_time, bid, ask FROM quotes JOIN markets USING (dataset_id, market_id)
    WHERE dataset_id = 1 AND local_time <= (SELECT max(local_time) FROM quotes WHERE dataset_id = 2)),
  raw AS (SELECT slug, local_time, bid, ask FROM quotes JOIN markets USING (dataset_id, market_id) WHERE dataset_id = 2)
  SELECT (SELECT count(*) FROM prepared) AS quotes, (SELECT count(*) FROM prepared ANTI JOIN raw
    ON prepared.slug = raw.slug AND prepared.local_time = raw.local_time
      AND prepared.bid IS NOT DISTINCT FROM raw.bid AND prepared.ask IS NOT DISTINCT FROM raw.ask) AS missing`;

describe('recorded quotes of Polymarket US', () => {
  it.skipIf(prepared === null)(`come in whole from the prepared set${here(prepared)}`, async () => {
    const { dataset } = await importDataset(store, { format: 'polymarket-us', path: prepared ?? '' });
    expect(await summariseDataset(store, dataset)).toMatchObject({
      quotes: 1_690_405,
      markets: 1_261,
      authoritative: 1_066,
      inferred: 147,
      gaps: 4,
    });
    expect((await checkDataset(store, dataset)).findings).toEqual([]);
  });

  it.skipIf(prepared === null)(
    `make a tape of every quote and every stated outcome${here(prepared)}`,
    async () => {
      const tape = await loadTape(store, { dataset: 'polymarket-us-2026-07', includeInferredLabels: false });
      const kinds = new Map<number, number>();
      for (const kind of tape.kind) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      expect(Object.fromEntries(kinds)).toEqual({
        [EventKind.quote]: 1_690_405,
        [EventKind.resolution]: 1_066,
        [EventKind.feedGap]: 4,
      });
      expect(tape.catalog.markets).toHaveLength(1_261);
    },
  );

  it.skipIf(prepared === null || raw === null)(
    `stand in the published set at the same instant of UTC${here(raw)}`,
    async () => {
      const { dataset } = await importDataset(store, { format: 'polymarket-us-raw', path: raw ?? '' });
      expect(await summariseDataset(store, dataset)).toMatchObject({
        quotes: 12_208_394,
        markets: 22_227,
        authoritative: 15_115,
        inferred: 1_573,
      });
      const found = await store.row(FOUND_AGAIN);
      expect(found.integer('quotes')).toBeGreaterThan(100_000);
      expect(found.integer('missing')).toBe(0);
    },
  );
});

describe('recorded closing lines of Polymarket', () => {
  it.skipIf(lines === null)(`come in whole, each contract once${here(lines)}`, async () => {
    const { dataset, files } = await importDataset(store, {
      format: 'polymarket-closing-lines',
      path: lines ?? '',
    });
    expect(files.map((file) => file.rows)).toEqual([10_223]);
    expect(await summariseDataset(store, dataset)).toMatchObject({ markets: 10_175, games: 10_175 });
    expect((await checkDataset(store, dataset)).findings).toEqual([]);
  });
});
