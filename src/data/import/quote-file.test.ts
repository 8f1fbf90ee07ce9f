import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listDatasets } from '../datasets.js';
import {
  DRAW,
  faultOf,
  GAME,
  MARKETS,
  marketsSql,
  quotesSql,
  testFolder,
  writeParquet,
} from '../source-files.testing.js';
import { openStore, type Store } from '../store.js';
import { importDataset } from './import-dataset.js';

let store: Store;
beforeAll(async () => {
  store = await openStore(':memory:');
});
afterAll(() => store.close());

const T0 = '2026-07-11 12:00:00+00';
const T1 = '2026-07-11 12:02:03+00';
let names = 0;

const refusal = async (quotes: string, markets: string = marketsSql(MARKETS)) => {
  const path = testFolder();
  await writeParquet(path, { 'markets.parquet': markets, 'quotes.parquet': quotes });
  names += 1;
  const name = `refused-${names}`;
  const fault = await faultOf(importDataset(store, { format: 'polymarket-us', path, name }));
  const quotesIn = await store.row('SELECT count(*) AS n FROM quotes');
  expect(quotesIn.integer('n')).toBe(0);
  const dataset = (await listDatasets(store)).find((each) => each.name === name);
  expect(dataset?.manifestHash ?? null).toBeNull();
  return fault;
};

const good = [T0, GAME, '0.5', '0.51'] as const;

describe('a quote file is refused, naming file, row, field and value, for', () => {
  it.each([
    ['NaN', "'nan'", 'nan'],
    ['an infinite price', "'inf'", 'inf'],
    ['a price above 1', '1.0001', '1.0001'],
    ['a price below 0', '-0.01', '-0.01'],
    ['a price off the grid of 1e-4', '0.50001', '0.50001'],
  ])('%s', async (_, price, value) => {
    const fault = await refusal(quotesSql([good, [T1, GAME, '0.5', price], good]));
    expect(fault).toMatchObject({
      code: 'DATA_PRICE',
      where: { file: 'quotes.parquet', row: 2, field: 'ask', value },
    });
  });

  it('the first of several faults', async () => {
    const fault = await refusal(quotesSql([good, good, [T0, GAME, '7', '0.5'], [T0, GAME, '0.5', '8']]));
    expect(fault.where).toMatchObject({ row: 3, field: 'bid', value: '7.0' });
  });

  it('an unknown market', async () => {
    const fault = await refusal(quotesSql([good, [T0, 'aec-nba-a-b-2026-07-11', '0.5', '0.6']]));
    expect(fault).toMatchObject({
      code: 'DATA_MARKET',
      where: { file: 'quotes.parquet', row: 2, field: 'slug', value: 'aec-nba-a-b-2026-07-11' },
    });
  });

  it('time running backwards in a market', async () => {
    const fault = await refusal(quotesSql([[T1, DRAW, '0.5', '0.6'], [T1, GAME, '0.5', '0.6'], good]));
    expect(fault).toMatchObject({
      code: 'DATA_TIME',
      where: { file: 'quotes.parquet', row: 3, field: 'ts_utc' },
    });
    expect(fault.message).toContain('123 s');
  });

  it('a missing time', async () => {
    const nothing = `SELECT NULL::TIMESTAMPTZ AS ts_utc, '${GAME}' AS slug, 0.5::DOUBLE AS bid, 0.6::DOUBLE AS ask`;
    const fault = await refusal(`${quotesSql([good])} UNION ALL ${nothing}`);
    expect(fault).toMatchObject({ code: 'DATA_TIME', where: { row: 2, field: 'ts_utc', value: 'NULL' } });
  });

  it('a missing slug', async () => {
    const nothing = `SELECT TIMESTAMPTZ '${T0}', NULL::VARCHAR, 0.5::DOUBLE, 0.6::DOUBLE`;
    const fault = await refusal(`${quotesSql([good])} UNION ALL ${nothing}`);
    expect(fault).toMatchObject({ code: 'DATA_MARKET', where: { row: 2, field: 'slug', value: 'NULL' } });
  });

  it('a missing column', async () => {
    const fault = await refusal(`SELECT ts_utc, slug, bid FROM (${quotesSql([good])})`);
    expect(fault).toMatchObject({ code: 'DATA_COLUMNS', where: { file: 'quotes.parquet', field: 'ask' } });
  });

  it('a column of another type', async () => {
    const fault = await refusal(
      `SELECT ts_utc::TIMESTAMP AS ts_utc, slug, bid, ask FROM (${quotesSql([good])})`,
    );
    expect(fault).toMatchObject({
      code: 'DATA_COLUMNS',
      where: { file: 'quotes.parquet', field: 'ts_utc', value: 'TIMESTAMP' },
    });
  });

  it('an outcome that is neither 0 nor 1', async () => {
    const fault = await refusal(
      quotesSql([good]),
      marketsSql([MARKETS[0] ?? [GAME, '1', "'api'"], [DRAW, '2', "'api'"]]),
    );
    expect(fault).toMatchObject({
      code: 'DATA_LABEL',
      where: { file: 'markets.parquet', row: 2, field: 'y', value: '2' },
    });
  });

  it('an outcome of an unknown source', async () => {
    const fault = await refusal(quotesSql([good]), marketsSql([[GAME, '1', "'hearsay'"]]));
    expect(fault).toMatchObject({ code: 'DATA_LABEL', where: { row: 1, value: 'hearsay' } });
  });

  it('a market that stands twice', async () => {
    const fault = await refusal(quotesSql([good]), marketsSql([...MARKETS, [GAME, '1', "'api'"]]));
    expect(fault).toMatchObject({
      code: 'DATA_MARKET',
      where: { file: 'markets.parquet', row: 3, value: GAME },
    });
  });
});

describe('a quote file is taken', () => {
  it('with markets of equal time in any order, and equal quotes twice', async () => {
    const path = testFolder();
    const quotes = quotesSql([
      [T0, GAME, '0.5', '0.51'],
      [T1, GAME, '0', '1'],
      [T0, DRAW, '0.5', '0.51'],
      [T1, GAME, '0', '1'],
    ]);
    await writeParquet(path, { 'markets.parquet': marketsSql(MARKETS), 'quotes.parquet': quotes });
    const summary = await importDataset(store, { format: 'polymarket-us', path, name: 'taken' });
    expect(summary.files.map((file) => file.rows)).toEqual([2, 4]);
  });
});
