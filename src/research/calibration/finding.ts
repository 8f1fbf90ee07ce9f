import { holmAdjusted } from '../multiple-testing.js';
import type { CalibrationAssessment } from './assess.js';

/**
 * What the evidence says. `overconfident`: favourites and outsiders both priced too far out. `yes-too-dear`: YES
 * came true less often than its price. `miscalibrated`: off, but not in one of these ways.
 */
export type FindingKind =
  | 'too-few-games'
  | 'no-gross-bias'
  | 'overconfident'
  | 'underconfident'
  | 'yes-too-dear'
  | 'yes-too-cheap'
  | 'miscalibrated';

export interface CalibrationFinding {
  readonly kind: FindingKind;
  /** The chance of a deviation like this from calibrated forecasts; adjusted for all that were looked at. */
  readonly p: number | null;
}

/** Fewer games than this say nothing either way: a coin of 30 tosses is known to 18 points. */
export const FEWEST_GAMES = 30;
export const SIGNIFICANCE = 0.05;
/** Standard errors from which a direction is named. */
const CLEAR = 2;

/** Forecasts of one narrow range of prices have a mean error and no slope. */
export type FindingScope = 'all' | 'level-only';

/**
 * The p-value of three looks at once (mean error and Cox's regression, both by game, and the miscalibration
 * against its redraws), the least of them times three. Of a test by game and the same by row the larger p-value
 * counts: ticks deceive the one by row, and a few longshots that all lost deceive the one by game. `null` with
 * too few games.
 */
export function calibrationP(assessment: CalibrationAssessment, scope: FindingScope): number | null {
  if (assessment.games < FEWEST_GAMES) return null;
  const { cox, floor } = assessment;
  const { test } = assessment.meanError;
  const level = test === null ? 1 : Math.max(test.p, test.clusteredP);
  if (scope === 'level-only') return level;
  const slope = cox === null ? 1 : Math.max(cox.likelihoodRatio.p, cox.clusteredJointP);
  const looks = [level, slope, floor.miscalibrationP];
  return Math.min(1, looks.length * Math.min(...looks));
}

/** One finding, with the p-value as it is. */
export const findingOf = (assessment: CalibrationAssessment, scope: FindingScope): CalibrationFinding =>
  named(assessment, scope, calibrationP(assessment, scope));

/** Findings of several groups, their p-values adjusted by Holm: looking at many finds one by chance. */
export function findingsOf(
  groups: readonly { readonly assessment: CalibrationAssessment; readonly scope: FindingScope }[],
): readonly CalibrationFinding[] {
  const raw = groups.map(({ assessment, scope }) => calibrationP(assessment, scope));
  const adjusted = holmAdjusted(raw.filter((p) => p !== null));
  let next = 0;
  return groups.map(({ assessment, scope }, i) => {
    const p = raw[i] === null ? null : (adjusted[next] ?? null);
    if (p !== null) next += 1;
    return named(assessment, scope, p);
  });
}

function named(assessment: CalibrationAssessment, scope: FindingScope, p: number | null): CalibrationFinding {
  if (p === null) return { kind: 'too-few-games', p };
  if (p >= SIGNIFICANCE) return { kind: 'no-gross-bias', p };
  return { kind: direction(assessment, scope), p };
}

function direction({ cox, meanError }: CalibrationAssessment, scope: FindingScope): FindingKind {
  const slope = cox === null || scope === 'level-only' ? 0 : (cox.slope - 1) / cox.clusteredErrors[1];
  const level = meanError.test?.clusteredZ ?? 0;
  if (Math.abs(slope) >= CLEAR && Math.abs(slope) >= Math.abs(level)) {
    return slope < 0 ? 'overconfident' : 'underconfident';
  }
  if (Math.abs(level) < CLEAR && scope === 'all') return 'miscalibrated';
  return level < 0 ? 'yes-too-dear' : 'yes-too-cheap';
}
