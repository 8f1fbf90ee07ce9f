import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultOf, GAME, rowsSql, testFolder, writeParquet } from '../source-files.testing.js';
import { openStore, type Store } from '../store.js';
import { importDataset } from './import-dataset.js';

let store: Store;
beforeAll(async () => {
  store = await openStore(':memory:');
});
afterAll(() => store.close());
let names = 0;

const quotes = (times: readonly string[]): string =>
  rowsSql(
    'ts, slug, category, bid, ask',
    times.map((time) => `TIMESTAMP '${time}', '${GAME}', 'sports', 0.5::DOUBLE, 0.51::DOUBLE`),
  );

const importTimes = async (times: readonly string[], last = times[times.length - 1] ?? '') => {
  const path = testFolder();
  await writeParquet(path, {
    'markets.parquet': rowsSql('slug, question, category, last_ts', [
      `'${GAME}', 'Who?', 'sports', TIMESTAMP '${last}'`,
    ]),
    'quotes/dt=one/data_0.parquet': quotes(times),
    'labels.parquet': rowsSql('slug, y, source', [`'${GAME}', 1::INTEGER, 'api'`]),
  });
  names += 1;
  return importDataset(store, { format: 'polymarket-us-raw', path, name: `raw-${names}` });
};

const storedTimes = async (datasetId: number): Promise<string[]> => {
  const rows = await store.rows('SELECT local_time FROM quotes WHERE dataset_id = ? ORDER BY row', [
    datasetId,
  ]);
  return rows.map((row) => new Date(row.integer('local_time') / 1000).toISOString());
};

describe('naive times of the published layout', () => {
  // Offsets: US daylight time is UTC-4, standard time UTC-5; the clocks of 2026 change on 8 March and 1 November.
  it('are times of New York, four hours behind UTC in summer and five in winter', async () => {
    const { dataset } = await importTimes([
      '2026-01-15 12:00:00',
      '2026-07-11 12:00:00',
      '2026-12-01 00:00:00',
    ]);
    expect(await storedTimes(dataset.id)).toEqual([
      '2026-01-15T17:00:00.000Z',
      '2026-07-11T16:00:00.000Z',
      '2026-12-01T05:00:00.000Z',
    ]);
  });

  it('keep their fraction of a second', async () => {
    const { dataset } = await importTimes(['2026-07-11 12:00:00.123456']);
    const row = await store.row('SELECT local_time FROM quotes WHERE dataset_id = ?', [dataset.id]);
    expect(row.integer('local_time')).toBe(Date.UTC(2026, 6, 11, 16) * 1000 + 123_456);
  });

  it('are taken up to both edges of a change of clocks', async () => {
    const { dataset } = await importTimes([
      '2026-03-08 01:59:59',
      '2026-03-08 03:00:00',
      '2026-11-01 00:59:59',
      '2026-11-01 02:00:00',
    ]);
    expect(await storedTimes(dataset.id)).toEqual([
      '2026-03-08T06:59:59.000Z',
      '2026-03-08T07:00:00.000Z',
      '2026-11-01T04:59:59.000Z',
      '2026-11-01T07:00:00.000Z',
    ]);
  });

  it('that the clocks jumped over are refused with file and row', async () => {
    const fault = await faultOf(
      importTimes(['2026-03-08 01:59:59', '2026-03-08 02:30:00', '2026-03-08 03:00:00']),
    );
    expect(fault).toMatchObject({
      code: 'DATA_TIME',
      where: { file: 'quotes/dt=one/data_0.parquet', row: 2, field: 'ts', value: '2026-03-08 02:30:00' },
    });
  });

  it('that the clocks ran through twice are refused with file and row', async () => {
    const fault = await faultOf(
      importTimes(
        ['2026-11-01 00:30:00', '2026-11-01 01:00:00', '2026-11-01 01:59:59'],
        '2026-11-02 00:00:00',
      ),
    );
    expect(fault).toMatchObject({ code: 'DATA_TIME', where: { row: 2, value: '2026-11-01 01:00:00' } });
  });

  it('of the market list are read in the same zone, and date its outcome', async () => {
    const { dataset } = await importTimes(['2026-07-11 12:00:00'], '2026-07-11 20:00:00');
    const row = await store.row('SELECT * FROM resolutions WHERE dataset_id = ?', [dataset.id]);
    expect(row.integer('local_time')).toBe(Date.UTC(2026, 6, 12) * 1000);
    expect(row.text('time_basis')).toBe('last_quote');
    const fault = await faultOf(importTimes(['2026-07-11 12:00:00'], '2026-11-01 01:30:00'));
    expect(fault).toMatchObject({
      code: 'DATA_TIME',
      where: { file: 'markets.parquet', row: 1, field: 'last_ts' },
    });
  });

  it('never date an outcome before the last quote', async () => {
    const { dataset } = await importTimes(['2026-07-11 12:00:00'], '2026-07-11 11:00:00');
    const row = await store.row('SELECT local_time FROM resolutions WHERE dataset_id = ?', [dataset.id]);
    expect(row.integer('local_time')).toBe(Date.UTC(2026, 6, 11, 16) * 1000);
  });
});
