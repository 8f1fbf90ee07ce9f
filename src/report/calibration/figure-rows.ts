import type { WholeAssessment } from '../../research/calibration/assess.js';
import type { Floor } from '../../research/calibration/noise-floor.js';
import { chanceText, pointsText, scoreText } from './calibration-words.js';

/** A figure, what it would be for calibrated forecasts of the same games, and what it means. */
export interface FigureRow {
  readonly name: string;
  readonly value: string;
  /** Mean of the redraws, and what 95 % of them stay below. */
  readonly mean: string;
  readonly q95: string;
  readonly meaning: string;
}

const NONE = { mean: '', q95: '' };
const floorOf = (floor: Floor | null): { mean: string; q95: string } =>
  floor === null ? NONE : { mean: scoreText(floor.mean), q95: scoreText(floor.q95) };
const plusMinus = (value: number, error: number): string =>
  `${value.toFixed(3)} ± ${(1.96 * error).toFixed(3)}`;

/** The scores and the calibration figures, each beside its noise floor. */
export function scoreRows(whole: WholeAssessment): readonly FigureRow[] {
  const { corp, floor } = whole;
  const row = (name: string, value: number, floorValue: Floor | null, meaning: string): FigureRow => ({
    name,
    value: scoreText(value),
    ...floorOf(floorValue),
    meaning,
  });
  return [
    row('Brier score', whole.brier, floor.brier, 'mean (p − y)², half form; a coin flip scores 0.25'),
    row(
      'Log loss',
      whole.logLoss.logLoss,
      floor.logLoss,
      'mean −ln of the chance given to what happened, nats',
    ),
    row(
      'Miscalibration (MCB)',
      corp.brier.mcb,
      floor.mcb,
      'what recalibration would have saved of the Brier score',
    ),
    row('Discrimination (DSC)', corp.brier.dsc, floor.dsc, 'what the forecasts know beyond the base rate'),
    row(
      'Uncertainty (UNC)',
      corp.brier.unc,
      floor.unc,
      'Brier score of the base rate; Brier = MCB − DSC + UNC',
    ),
    row('Log miscalibration', corp.log.mcb, floor.logMcb, 'the same of the log loss, nats'),
    row(
      'ECE, 10 equal widths',
      whole.binned.ece,
      floor.ece,
      'mean |forecast − outcome| over bins; depends on the bins',
    ),
    row(
      'smECE',
      whole.smooth.smoothEce,
      floor.smoothEce,
      `the same with a kernel of width ${whole.smooth.width.toFixed(3)} for bins`,
    ),
  ];
}

/** A test, once with games as the evidence and once as if rows were independent. */
export interface TestRow {
  readonly name: string;
  readonly value: string;
  readonly clustered: string;
  readonly naive: string;
  readonly meaning: string;
}

export function testRows(whole: WholeAssessment): readonly TestRow[] {
  const { meanError, spiegelhalter, cox, hosmerLemeshow, floor } = whole;
  const rows: TestRow[] = [
    {
      name: 'Mean error',
      value: `${pointsText(meanError.value)} points`,
      clustered: meanError.test === null ? 'N/A' : chanceText(meanError.test.clusteredP),
      naive: meanError.test === null ? 'N/A' : chanceText(meanError.test.p),
      meaning: 'above 0: YES came true more often than said',
    },
    {
      name: 'Spiegelhalter',
      value: spiegelhalter === null ? 'N/A' : `z ${spiegelhalter.clusteredZ.toFixed(2)}`,
      clustered: spiegelhalter === null ? 'N/A' : chanceText(spiegelhalter.clusteredP),
      naive: spiegelhalter === null ? 'N/A' : chanceText(spiegelhalter.p),
      meaning: 'above 0: the Brier score is worse than the forecasts expected',
    },
    {
      name: 'Miscalibration against redraws',
      value: scoreText(whole.corp.brier.mcb),
      clustered: chanceText(floor.miscalibrationP),
      naive: '',
      meaning: 'share of redraws of calibrated games that reach the MCB',
    },
  ];
  if (cox !== null) {
    rows.push(
      {
        name: 'Cox slope',
        value: plusMinus(cox.slope, cox.clusteredErrors[1]),
        clustered: chanceText(cox.clusteredJointP),
        naive: chanceText(cox.likelihoodRatio.p),
        meaning: 'below 1 overconfident, above 1 underconfident; p of slope 1 with intercept 0',
      },
      {
        name: 'Cox intercept',
        value: plusMinus(cox.intercept, cox.clusteredErrors[0]),
        clustered: '',
        naive: '',
        meaning: `in logits; ${cox.inTheLarge.toFixed(3)} where the slope is held at 1`,
      },
    );
  }
  if (hosmerLemeshow !== null) {
    rows.push({
      name: 'Hosmer-Lemeshow',
      value: hosmerLemeshow.statistic.toFixed(2),
      clustered: '',
      naive: chanceText(hosmerLemeshow.p),
      meaning: `${hosmerLemeshow.groups} groups; a legacy figure that knows no games`,
    });
  }
  return rows;
}
