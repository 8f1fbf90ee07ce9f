import { packageVersion } from '../config/package-version.js';
import { type CalibrationPoint, calibrationPoints } from '../data/calibration-points.js';
import { datasetByName } from '../data/datasets.js';
import type { Store } from '../data/store.js';
import { MICROS_PER_MINUTE } from '../engine/units.js';
import { buildCalibrationReport } from '../report/calibration/build-calibration-report.js';
import type { CalibrationReport } from '../report/calibration/calibration-report.js';
import { DEFAULT_CLIP } from '../research/scores/log-loss.js';

/**
 * What `touchline calibrate --dataset` does: every market's mid at one moment against its outcome, one weight a
 * game.
 *
 * @throws DATA_DATASET, DATA_INCOMPLETE; DATA_NO_ROWS when no market has a price at that moment and an outcome.
 */
export async function calibrateDataset(
  store: Store,
  name: string,
  at: {
    readonly before: 'start' | 'last-quote';
    readonly minutes: number;
    /** The first so many games alone. */
    readonly games?: number;
  },
): Promise<CalibrationReport> {
  const dataset = await datasetByName(store, name);
  const words = at.before === 'start' ? 'the start' : 'the last quote';
  const moment = {
    kind: at.before,
    horizon: at.minutes * MICROS_PER_MINUTE,
    name: `${at.minutes} min before ${words}`,
  };
  const found = await calibrationPoints(store, dataset, { moment, includeInferred: false });
  const points = ofFirstGames(found.points, at.games ?? Number.POSITIVE_INFINITY);
  return buildCalibrationReport({
    source: { name, hash: dataset.manifestHash, moment: moment.name, recalibratedBy: null },
    points,
    leftOut: found.leftOut,
    weighting: 'game',
    seed: 1,
    resamples: null,
    clip: DEFAULT_CLIP,
    recalibration: null,
    generatedWith: packageVersion(),
  });
}

function ofFirstGames(points: readonly CalibrationPoint[], count: number): readonly CalibrationPoint[] {
  const games = new Set([...new Set(points.map(({ game }) => game))].slice(0, count));
  return points.filter(({ game }) => games.has(game));
}
