import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CalibrationMoment, calibrationPoints } from '../../data/calibration-points.js';
import { importDataset } from '../../data/import/import-dataset.js';
import { realData } from '../../data/real-data.testing.js';
import { openStore, type Store } from '../../data/store.js';
import { MICROS_PER_HOUR } from '../../engine/units.js';
import { buildCalibrationReport } from './build-calibration-report.js';
import type { CalibrationReport } from './calibration-report.js';

const quotes = realData('polymarket-us-2026-07');
const lines = realData('polymarket-closing-lines');
const here = (folder: string | null): string =>
  folder === null ? ' (skipped: the recorded data is not here, set TOUCHLINE_REAL_DATA)' : '';

let store: Store;
beforeAll(async () => {
  store = await openStore(':memory:', { memoryLimit: '2GB' });
});
afterAll(() => store.close());

async function reportOf(format: string, path: string, moment: CalibrationMoment): Promise<CalibrationReport> {
  const { dataset } = await importDataset(store, { format, path });
  const { points, leftOut } = await calibrationPoints(store, dataset, { moment, includeInferred: false });
  const hash = dataset.manifestHash ?? '';
  return buildCalibrationReport({
    source: { name: dataset.name, hash, moment: moment.name, recalibratedBy: null },
    points,
    leftOut,
    weighting: 'game',
    seed: 1,
    resamples: 300,
    clip: 1e-15,
    recalibration: null,
    generatedWith: 'test',
  });
}

describe('recorded prices', () => {
  it.skipIf(quotes === null)(
    `of Polymarket US four hours before the last quote show no gross bias${here(quotes)}`,
    async () => {
      const moment = { kind: 'last-quote', horizon: 4 * MICROS_PER_HOUR, name: '4h' } as const;
      const { whole, finding, fractional, groups } = await reportOf('polymarket-us', quotes ?? '', moment);
      expect(whole).toMatchObject({ rows: 986, games: 866 });
      expect(finding.kind).toBe('no-gross-bias');
      expect(whole.brier).toBeCloseTo(0.2014, 3);
      expect(Math.abs(whole.meanError.value)).toBeLessThan(0.03);
      expect(fractional.rows).toBe(0);
      // The legs of a game of soccer are one game.
      const soccer = groups.find(({ name }) => name === 'soccer');
      expect(soccer?.assessment).toMatchObject({ rows: 180, games: 60 });
    },
  );

  it.skipIf(lines === null)(
    `of Polymarket at the close score by sport and in all, 50-50 games apart${here(lines)}`,
    async () => {
      const moment = { kind: 'close', name: 'at the close' } as const;
      const { whole, fractional, groups, finding } = await reportOf(
        'polymarket-closing-lines',
        lines ?? '',
        moment,
      );
      expect(whole).toMatchObject({ rows: 9_965, games: 9_965 });
      expect(fractional).toMatchObject({ rows: 63, games: 63 });
      expect(finding.kind).toBe('no-gross-bias');
      expect(whole.brier).toBeCloseTo(0.2065, 3);
      const sports = groups.filter(({ by }) => by === 'sport').map(({ name }) => name);
      expect(sports.sort()).toEqual(['american-football', 'baseball', 'basketball', 'tennis']);
    },
  );
});
