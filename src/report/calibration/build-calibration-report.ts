import type { CalibrationPoint } from '../../data/calibration-points.js';
import { TouchlineError } from '../../engine/errors.js';
import { assessCalibration } from '../../research/calibration/assess.js';
import { confidenceDeciles } from '../../research/calibration/confidence-deciles.js';
import { findingOf } from '../../research/calibration/finding.js';
import { forecastSample, type Weighting } from '../../research/calibration/forecast-sample.js';
import { type Skill, skillAgainst } from '../../research/calibration/skill.js';
import { calibrationGroups, rowOf } from './calibration-groups.js';
import type { CalibrationInput, CalibrationReport, ConfidenceReport } from './calibration-report.js';
import { caveats, conclusion, headline } from './calibration-words.js';

/** Redraws where nobody says how many: 1,000, fewer of so many rows that the wait would be long. */
const DEFAULT_RESAMPLES = 1000;
const ROWS_REDRAWN = 20_000_000;

const resamplesFor = (rows: number): number =>
  Math.max(FEWEST_GROUP_RESAMPLES, Math.min(DEFAULT_RESAMPLES, Math.floor(ROWS_REDRAWN / rows)));

/** Groups are many and small: a quarter of the redraws does for each, but no fewer than this. */
const FEWEST_GROUP_RESAMPLES = 200;

/**
 * Scores forecasts against outcomes. Fractional outcomes are counted apart and scored nowhere.
 *
 * @throws DATA_NO_ROWS when nothing is left to score.
 */
export function buildCalibrationReport(input: CalibrationInput): CalibrationReport {
  const binary = input.points.filter(({ outcome }) => outcome === 0 || outcome === 1);
  const split = input.points.filter(({ outcome }) => outcome !== 0 && outcome !== 1);
  if (binary.length === 0) throw nothingToScore(input);
  const { points: _, ...given } = input;
  const { seed, clip, weighting } = input;
  const resamples = input.resamples ?? resamplesFor(binary.length);
  const sample = forecastSample(binary.map(rowOf), weighting);
  const whole = assessCalibration(sample, {
    seed,
    clip,
    resamples,
    name: 'all',
  });
  const groupResamples = Math.min(resamples, Math.max(FEWEST_GROUP_RESAMPLES, Math.ceil(resamples / 4)));
  const groups = calibrationGroups(binary, { seed, clip, weighting, resamples: groupResamples });
  const forecasts = split.reduce((sum, { probability }) => sum + probability, 0);
  const report = {
    ...given,
    resamples,
    whole,
    finding: findingOf(whole, 'all'),
    groups,
    skill: skillOf(binary, weighting),
    confidence: confidenceOf(binary, seed),
    groupResamples,
    fractional: {
      rows: split.length,
      games: new Set(split.map(({ game }) => game)).size,
      meanForecast: split.length === 0 ? null : forecasts / split.length,
    },
  };
  return { ...report, headline: headline(report), conclusion: conclusion(report), caveats: caveats(report) };
}

/** Of the forecasts that have a mid beside them. A sample is in the order of its forecasts, so the mids are put in the same. */
function skillOf(points: readonly CalibrationPoint[], weighting: Weighting): Skill | null {
  const priced = points
    .filter(({ decision }) => (decision?.mid ?? null) !== null)
    .sort((a, b) => a.probability - b.probability);
  if (priced.length === 0) return null;
  const mids = priced.map(({ decision }) => decision?.mid ?? Number.NaN);
  return skillAgainst(forecastSample(priced.map(rowOf), weighting), mids);
}

function confidenceOf(points: readonly CalibrationPoint[], seed: number): ConfidenceReport | null {
  const rows = points.flatMap(({ decision, game, outcome }) => {
    if (decision === undefined) return [];
    const { confidence, cost, tradeGain } = decision;
    if (confidence === null || cost === null || cost <= 0) return [];
    return [{ confidence, game, outcome, gain: outcome / cost - 1, tradeGain }];
  });
  if (rows.length === 0) return null;
  const traded = rows.flatMap(({ tradeGain, ...row }) =>
    tradeGain === null ? [] : [{ ...row, gain: tradeGain }],
  );
  return {
    held: confidenceDeciles(rows, seed),
    traded: traded.length === 0 ? null : confidenceDeciles(traded, seed),
  };
}

function nothingToScore({ source, leftOut, points }: CalibrationInput): TouchlineError {
  const reasons = Object.entries(leftOut).map(([reason, count]) => `${count} ${reason}`);
  const split = points.length > 0 ? [`${points.length} with a fractional outcome`] : [];
  return new TouchlineError('DATA_NO_ROWS', 'there is no forecast with an outcome of 0 or 1 to score', {
    where: { source: source.name, ...(source.moment === null ? {} : { moment: source.moment }) },
    hint: `of all markets: ${[...reasons, ...split].join(', ') || 'none'}`,
  });
}
