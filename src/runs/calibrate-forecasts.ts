import type { CalibrationPoint } from '../data/calibration-points.js';
import { TouchlineError } from '../engine/errors.js';
import { MICROS_PER_MILLISECOND } from '../engine/units.js';
import { rowOf } from '../report/calibration/calibration-groups.js';
import type { CalibrationInput, RecalibrationTrial } from '../report/calibration/calibration-report.js';
import { forecastSample, type Weighting } from '../research/calibration/forecast-sample.js';
import { fitRecalibration } from '../research/calibration/recalibration/fit-recalibration.js';
import { readCalibrationArtifact } from '../research/calibration/recalibration/read-calibration.js';
import { skillAgainst } from '../research/calibration/skill.js';
import { writeCalibrationArtifact } from '../strategies/calibration/artifact.js';
import { recalibrate } from '../strategies/calibration/recalibrate.js';
import type { Recalibration, RecalibrationMethod } from '../strategies/calibration/recalibration.js';

const isBinary = ({ outcome }: CalibrationPoint): boolean => outcome === 0 || outcome === 1;
const isoOf = (micros: number): string => new Date(micros / MICROS_PER_MILLISECOND).toISOString();

/** A fit of past forecasts and how it did on later ones. */
export interface FittedCalibration {
  /** The artifact, as the text of its file. */
  readonly text: string;
  readonly trial: Omit<RecalibrationTrial, 'file'>;
}

interface FitRequest {
  readonly method: RecalibrationMethod;
  /** Microseconds. */
  readonly cutOff: number;
  readonly source: CalibrationInput['source'];
  readonly weighting: Weighting;
  readonly version: string;
}

/**
 * Fits a recalibration on what was settled before the cut-off and tries it on forecasts made at or after it.
 *
 * @throws DATA_NO_TIME when a forecast has no time; DATA_CALIBRATION_FIT when one of the two parts is empty or
 * there is no finite fit.
 */
export function fitCalibration(points: readonly CalibrationPoint[], request: FitRequest): FittedCalibration {
  const { method, cutOff, source, weighting } = request;
  const timed = points.filter(isBinary).map((point) => ({ point, ...timesOf(point, source.name) }));
  const past = timed.filter(({ resolvedAt }) => resolvedAt < cutOff).map(({ point }) => point);
  const later = timed.filter(({ time }) => time >= cutOff).map(({ point }) => point);
  if (past.length === 0 || later.length === 0) {
    throw new TouchlineError(
      'DATA_CALIBRATION_FIT',
      'the cut-off leaves nothing to fit on, or nothing to try it on',
      {
        where: { cutOff: isoOf(cutOff), before: past.length, after: later.length },
        hint: 'choose a cut-off inside the time of the data',
      },
    );
  }
  const sample = forecastSample(past.map(rowOf), weighting);
  const recalibration = fitRecalibration(method, sample);
  const text = writeCalibrationArtifact({
    source: {
      name:
        source.madeBy?.name ?? `${source.name}${source.moment === null ? '' : `, price ${source.moment}`}`,
      version: source.madeBy?.version ?? request.version,
    },
    input: source.input ?? 'price',
    dataHash: source.hash,
    cutOffMicros: cutOff,
    rows: sample.rows,
    games: sample.games,
    weighting,
    recalibration,
  });
  const fitted = { fittedRows: sample.rows, fittedGames: sample.games };
  return {
    text,
    trial: { method, cutOff: isoOf(cutOff), ...fitted, ...tried(later, recalibration, weighting) },
  };
}

/** Brier scores with and without the map, and the test of their difference by game. */
function tried(points: readonly CalibrationPoint[], map: Recalibration, weighting: Weighting) {
  const sample = forecastSample(points.map(rowOf), weighting);
  const after = sample.probability.map((p) => recalibrate(map, p));
  const { brier, brierMarket: brierAfter, difference } = skillAgainst(sample, after);
  return {
    triedRows: sample.rows,
    triedGames: sample.games,
    brierBefore: brier,
    brierAfter,
    difference: difference === null ? null : { ...difference, mean: -difference.mean },
  };
}

function timesOf(
  { time, resolvedAt, game }: CalibrationPoint,
  source: string,
): { time: number; resolvedAt: number } {
  if (time !== null && resolvedAt !== null) return { time, resolvedAt };
  throw new TouchlineError(
    'DATA_NO_TIME',
    'a forecast has no time, so past and future cannot be told apart',
    {
      where: { source, game },
      hint: 'a file needs the column time: YYYY-MM-DD HH:MM:SS in UTC',
    },
  );
}

/**
 * The forecasts as a kept calibration would have changed them.
 *
 * @throws DATA_CALIBRATION when the text is no artifact or was changed; DATA_CALIBRATION_CUTOFF when it was fitted on
 * outcomes after the first of these forecasts; DATA_NO_TIME.
 */
export function applyCalibration(
  points: readonly CalibrationPoint[],
  artifact: { readonly text: string; readonly file: string; readonly source: string },
): { readonly points: readonly CalibrationPoint[]; readonly described: string } {
  const first = points.reduce(
    (least, point) => Math.min(least, timesOf(point, artifact.source).time),
    Infinity,
  );
  const read = readCalibrationArtifact(artifact.text, { gameStart: first, file: artifact.file });
  const changed = points.map((point) => ({
    ...point,
    probability: recalibrate(read.recalibration, point.probability),
  }));
  return {
    points: changed,
    described: `${read.recalibration.kind}, ${read.hash.slice(0, 16)}, fitted before ${isoOf(read.cutOffMicros)}`,
  };
}
