import { appendFileSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { coverageOfDataset, datasetByName, listDatasets, summariseDataset } from '../datasets.js';
import {
  DRAW,
  faultOf,
  GAME,
  MARKETS,
  marketsSql,
  quotesSql,
  rowsSql,
  smallSet,
  testFolder,
  writeParquet,
} from '../source-files.testing.js';
import { openStore, type Store } from '../store.js';
import { importDataset } from './import-dataset.js';
import type { Progress } from './progress.js';

let store: Store;
beforeEach(async () => {
  store = await openStore(':memory:');
});
afterEach(() => store.close());

const format = 'polymarket-us';
const prepared = async (): Promise<string> => {
  const folder = testFolder();
  await smallSet(folder);
  return folder;
};

describe('the import of a dataset', () => {
  it('stores prices in 1e-4 dollars and an empty side as nothing', async () => {
    const path = await prepared();
    await importDataset(store, { format, path, name: 'small' });
    const rows = await store.rows(
      'SELECT row, slug, bid, ask FROM quotes JOIN markets USING (market_id) ORDER BY row',
    );
    expect(rows.map((row) => [row.text('slug'), row.integerOrNull('bid'), row.integerOrNull('ask')])).toEqual(
      [
        [GAME, 5500, 5650],
        [DRAW, null, 3000],
        [GAME, 5600, 5600],
        [DRAW, null, null],
        [GAME, 6000, 5900],
        [GAME, 9995, 10000],
      ],
    );
  });

  it('counts coverage: polls missed while listed, one-sided, empty, crossed and locked books, and gaps', async () => {
    await importDataset(store, { format, path: await prepared(), name: 'small' });
    const dataset = await datasetByName(store, 'small');
    expect(await coverageOfDataset(store, dataset)).toEqual({
      markets: 2,
      quotes: 6,
      pollsExpected: 6,
      oneSided: 1,
      empty: 1,
      crossed: 1,
      locked: 1,
      gaps: [
        {
          market: null,
          from: Date.UTC(2026, 6, 11, 12, 2, 3) * 1000,
          until: Date.UTC(2026, 6, 11, 12, 30, 0) * 1000,
        },
      ],
    });
    expect(await summariseDataset(store, dataset)).toMatchObject({ authoritative: 1, inferred: 1, games: 2 });
  });

  it('calls a silence of more than ten minutes a gap, and one of ten minutes not', async () => {
    const path = testFolder();
    const at = (time: string) => [`2026-07-11 ${time}+00`, GAME, '0.5', '0.6'] as const;
    await writeParquet(path, {
      'markets.parquet': marketsSql(MARKETS),
      'quotes.parquet': quotesSql([at('12:00:00'), at('12:10:00'), at('12:20:00.000001')]),
    });
    const { dataset } = await importDataset(store, { format, path, name: 'gaps' });
    expect((await coverageOfDataset(store, dataset)).gaps).toHaveLength(1);
  });

  it('dates an outcome at the later of last listing and last quote', async () => {
    await importDataset(store, { format, path: await prepared(), name: 'small' });
    const rows = await store.rows('SELECT * FROM resolutions ORDER BY market_id');
    expect(rows.map((row) => [row.integer('payout'), row.text('label'), row.integer('local_time')])).toEqual([
      [1_000_000, 'authoritative', Date.UTC(2026, 6, 11, 13) * 1000],
      [0, 'inferred', Date.UTC(2026, 6, 11, 13) * 1000],
    ]);
  });

  it('changes nothing when it is run again', async () => {
    const path = await prepared();
    const first = await importDataset(store, { format, path, name: 'small' });
    const dump = () =>
      store.connection.runAndReadAll('SELECT * FROM quotes ORDER BY ALL').then((all) => all.getRowsJson());
    const before = await dump();
    const second = await importDataset(store, { format, path, name: 'small' });
    expect(second.dataset).toEqual(first.dataset);
    expect(second.files.map((file) => file.imported)).toEqual([false, false]);
    expect(await dump()).toEqual(before);
  });

  it('has a manifest hash that depends on content and not on place, name or order', async () => {
    const path = await prepared();
    const copy = testFolder();
    for (const file of ['markets.parquet', 'quotes.parquet'])
      copyFileSync(join(path, file), join(copy, file));
    const one = await importDataset(store, { format, path, name: 'one' });
    const two = await importDataset(store, { format, path: copy, name: 'two' });
    expect(two.dataset.manifestHash).toBe(one.dataset.manifestHash);
    const other = testFolder();
    await smallSet(other);
    await writeParquet(other, {
      'quotes.parquet': quotesSql([['2026-07-11 12:00:00+00', GAME, '0.5', '0.6']]),
    });
    const three = await importDataset(store, { format, path: other, name: 'three' });
    expect(three.dataset.manifestHash).not.toBe(one.dataset.manifestHash);
  });

  it('refuses a file that differs from what was imported under its name', async () => {
    const path = await prepared();
    await importDataset(store, { format, path, name: 'small' });
    appendFileSync(join(path, 'quotes.parquet'), ' ');
    expect(await faultOf(importDataset(store, { format, path, name: 'small' }))).toMatchObject({
      code: 'DATA_CHANGED',
      where: { file: 'quotes.parquet' },
    });
  });

  it('refuses a name that is taken by another format, and a format that there is not', async () => {
    await importDataset(store, { format, path: await prepared(), name: 'small' });
    const raw = testFolder();
    await writeParquet(raw, {
      'markets.parquet': 'SELECT 1',
      'labels.parquet': 'SELECT 1',
      'quotes/dt=a/data_0.parquet': 'SELECT 1',
    });
    const taken = importDataset(store, { format: 'polymarket-us-raw', path: raw, name: 'small' });
    expect(await faultOf(taken)).toMatchObject({ code: 'DATA_DATASET' });
    expect(await faultOf(importDataset(store, { format: 'csv', path: raw }))).toMatchObject({
      code: 'DATA_FORMAT',
    });
  });

  it('says which file a folder lacks', async () => {
    const fault = await faultOf(importDataset(store, { format, path: testFolder() }));
    expect(fault).toMatchObject({ code: 'DATA_FILES', message: 'the folder has no markets.parquet' });
  });

  it('refuses a file that is no parquet, and leaves the dataset unfinished and unusable', async () => {
    const path = await prepared();
    await writeParquet(path, { 'markets.parquet': marketsSql(MARKETS) });
    copyFileSync(new URL(import.meta.url).pathname, join(path, 'quotes.parquet'));
    expect(await faultOf(importDataset(store, { format, path, name: 'half' }))).toMatchObject({
      code: 'DATA_UNREADABLE',
      where: { file: 'quotes.parquet' },
    });
    expect((await listDatasets(store)).map((each) => each.manifestHash)).toEqual([null]);
    expect(await faultOf(datasetByName(store, 'half'))).toMatchObject({ code: 'DATA_INCOMPLETE' });
  });

  it('refuses a file whose footer is whole and whose page is damaged', async () => {
    const path = await prepared();
    const rows = "SELECT TIMESTAMPTZ '2026-07-11 12:00:00+00' + i * INTERVAL 1 SECOND AS ts_utc, ";
    const quotes = `${rows} '${GAME}' AS slug, random() AS bid, random() AS ask FROM range(5000) AS r(i)`;
    await writeParquet(path, { 'markets.parquet': marketsSql(MARKETS), 'quotes.parquet': quotes });
    const file = join(path, 'quotes.parquet');
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0xff, 4, 2_000));
    expect(await faultOf(importDataset(store, { format, path, name: 'damaged' }))).toMatchObject({
      code: 'DATA_UNREADABLE',
      where: { file: 'quotes.parquet' },
    });
  });

  it('takes another file later: unfinished until it is in, with a manifest of its own', async () => {
    const path = testFolder();
    const day = (date: string) =>
      rowsSql('ts, slug, bid, ask', [`TIMESTAMP '${date} 12:00:00', '${GAME}', 0.5::DOUBLE, 0.6::DOUBLE`]);
    await writeParquet(path, {
      'markets.parquet': rowsSql('slug, question, category, last_ts', [
        `'${GAME}', '', 'sports', TIMESTAMP '2026-07-11 12:00:00'`,
      ]),
      'labels.parquet': rowsSql('slug, y, source', [`'${GAME}', 1::INTEGER, 'api'`]),
      'quotes/dt=2026-07-12/data_0.parquet': day('2026-07-12'),
    });
    const first = await importDataset(store, { format: 'polymarket-us-raw', path, name: 'grows' });
    await writeParquet(path, { 'quotes/dt=2026-07-11/data_0.parquet': day('2026-07-11') });
    const second = await importDataset(store, { format: 'polymarket-us-raw', path, name: 'grows' });
    expect(second.files.map((file) => file.imported)).toEqual([false, true, false, false]);
    expect(second.dataset.manifestHash).not.toBe(first.dataset.manifestHash);
    expect(await summariseDataset(store, second.dataset)).toMatchObject({
      quotes: 2,
      authoritative: 1,
      gaps: 1,
    });
  });

  it('tells how far it has come, and counts a file only when it is committed', async () => {
    const told: Progress[] = [];
    const path = await prepared();
    await importDataset(store, {
      format,
      path,
      name: 'small',
      onProgress: (progress) => told.push(progress),
    });
    const ends = told.filter((progress) => progress.committed);
    expect(ends.map(({ file, rows, total }) => [file, rows, total])).toEqual([
      ['markets.parquet', 2, 2],
      ['quotes.parquet', 6, 6],
    ]);
  });
});
