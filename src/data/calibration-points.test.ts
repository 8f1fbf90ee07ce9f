import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MICROS_PER_HOUR } from '../engine/units.js';
import { type CalibrationMoment, calibrationPoints } from './calibration-points.js';
import { datasetByName } from './datasets.js';
import { importDataset } from './import/import-dataset.js';
import { marketsSql, quotesSql, testFolder, writeParquet } from './source-files.testing.js';
import { openStore, type Store } from './store.js';

const day = (time: string): string => `2026-07-11 ${time}:00+00`;
const MLB = 'aec-mlb-nyy-bos-2026-07-11';
const leg = (name: string): string => `atc-fwc-eng-arg-2026-07-11-${name}`;
const HOUR_BEFORE: CalibrationMoment = { kind: 'last-quote', horizon: MICROS_PER_HOUR, name: '1h before' };

let store: Store;
beforeAll(async () => {
  const folder = testFolder();
  await writeParquet(folder, {
    'markets.parquet': marketsSql([
      [MLB, '1', "'api'"],
      ['aec-mlb-late-one-2026-07-11', '0', "'api'"],
      ['aec-mlb-one-sided-2026-07-11', '0', "'api'"],
      ['aec-mlb-old-quote-2026-07-11', '0', "'api'"],
      ['aec-mlb-not-settled-2026-07-11', 'NULL', 'NULL'],
      [leg('eng'), '0', "'api'"],
      [leg('draw'), '1', "'convergence'"],
      [leg('arg'), '0', "'api'"],
    ]),
    'quotes.parquet': quotesSql([
      [day('11:58'), MLB, '0.60', '0.64'],
      [day('11:58'), 'aec-mlb-one-sided-2026-07-11', 'NULL', '0.40'],
      [day('11:58'), leg('eng'), '0.30', '0.32'],
      [day('11:58'), leg('draw'), '0.30', '0.32'],
      [day('11:58'), leg('arg'), '0.36', '0.38'],
      [day('11:00'), 'aec-mlb-old-quote-2026-07-11', '0.50', '0.52'],
      [day('12:01'), MLB, '0.90', '0.92'],
      [day('12:30'), 'aec-mlb-late-one-2026-07-11', '0.20', '0.22'],
      ...[
        MLB,
        'aec-mlb-late-one-2026-07-11',
        'aec-mlb-one-sided-2026-07-11',
        'aec-mlb-old-quote-2026-07-11',
        leg('eng'),
        leg('draw'),
        leg('arg'),
      ].map((slug) => [day('13:00'), slug, '0.98', '0.99'] as const),
    ]),
  });
  store = await openStore(':memory:');
  await importDataset(store, { format: 'polymarket-us', path: folder, name: 'day' });
});
afterAll(() => store.close());

const pointsAt = async (moment: CalibrationMoment, includeInferred = false) =>
  calibrationPoints(store, await datasetByName(store, 'day'), { moment, includeInferred });

describe('prices at a fixed moment', () => {
  it('are mids of the last quote seen by then, never of a later one', async () => {
    const { points } = await pointsAt(HOUR_BEFORE);
    expect(points).toHaveLength(1);
    expect(points[0]).toMatchObject({
      market: MLB,
      sport: 'baseball',
      probability: 0.62,
      outcome: 1,
      ageSeconds: 120,
    });
    expect(points[0]?.spread).toBeCloseTo(0.04, 12);
    expect(points[0]?.time).toBe(Date.parse('2026-07-11T12:00:00Z') * 1000);
  });

  it('leave out what has no price or no outcome, and count it by reason', async () => {
    const { leftOut } = await pointsAt(HOUR_BEFORE);
    expect(leftOut).toEqual({
      'first quoted after the moment': 1,
      'without a quote on one side': 1,
      'last quoted more than ten minutes before': 1,
      'not settled': 1,
      'with an outcome inferred from prices': 1,
      'in a game with another outcome missing': 2,
    });
  });

  it('keep the legs of a game together, or leave them all out', async () => {
    const { points } = await pointsAt(HOUR_BEFORE, true);
    const legs = points.filter(({ market }) => market?.startsWith('atc-'));
    expect(legs.map(({ outcome }) => outcome).sort()).toEqual([0, 0, 1]);
    expect(new Set(legs.map(({ game }) => game)).size).toBe(1);
  });

  it('give nothing before a start that is not known', async () => {
    const { points, leftOut } = await pointsAt({ kind: 'start', horizon: 0, name: 'start' }, true);
    expect(points).toEqual([]);
    expect(leftOut['without a known start']).toBe(7);
  });
});
