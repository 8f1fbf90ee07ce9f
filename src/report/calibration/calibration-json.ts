import type { CalibrationAssessment } from '../../research/calibration/assess.js';
import type { CalibrationGroup, CalibrationReport } from './calibration-report.js';

/** The figures that the whole and each group have in common. */
function figures(assessment: CalibrationAssessment) {
  const { corp, cox, spiegelhalter, meanError, floor, murphy } = assessment;
  return {
    n: assessment.rows,
    games: assessment.games,
    meanForecast: assessment.meanForecast,
    meanOutcome: assessment.meanOutcome,
    meanError: {
      value: meanError.value,
      low: meanError.interval?.low ?? null,
      high: meanError.interval?.high ?? null,
      p: meanError.test?.p ?? null,
      clusteredP: meanError.test?.clusteredP ?? null,
    },
    brier: assessment.brier,
    // JSON has no infinity: a certainty that missed without a clip.
    logLoss: Number.isFinite(assessment.logLoss.logLoss) ? assessment.logLoss.logLoss : null,
    clipped: assessment.logLoss.clipped,
    corp: corp.brier,
    corpLog: corp.log,
    murphy,
    ece: assessment.binned.ece,
    noiseFloor: floor,
    spiegelhalter:
      spiegelhalter === null
        ? null
        : {
            z: spiegelhalter.z,
            p: spiegelhalter.p,
            clusteredZ: spiegelhalter.clusteredZ,
            clusteredP: spiegelhalter.clusteredP,
          },
    cox:
      cox === null
        ? null
        : {
            intercept: cox.intercept,
            slope: cox.slope,
            interceptError: cox.clusteredErrors[0],
            slopeError: cox.clusteredErrors[1],
            jointP: cox.likelihoodRatio.p,
            clusteredJointP: cox.clusteredJointP,
            inTheLarge: cox.inTheLarge,
            excluded: cox.excluded,
          },
  };
}

const groupJson = ({ by, name, finding, assessment, spread, ageSeconds }: CalibrationGroup) => ({
  by,
  name,
  ...figures(assessment),
  finding: finding.kind,
  adjustedP: finding.p,
  medianSpread: spread,
  medianAgeSeconds: ageSeconds,
});

/** The report as `touchline calibrate --json` prints it; docs/calibration.md tells what each field means. */
export function calibrationToJson(report: CalibrationReport) {
  const { whole, finding } = report;
  return {
    schema: 'touchline/calibrate/1',
    generatedWith: report.generatedWith,
    source: report.source,
    ...figures(whole),
    ece10: { equalWidth: whole.binned, equalMass: whole.equalMass },
    smoothEce: whole.smooth,
    hosmerLemeshow: whole.hosmerLemeshow,
    reliability: { steps: whole.corp.steps, consistency: whole.consistency, confidence: whole.confidence },
    verdict: { kind: finding.kind, p: finding.p, headline: report.headline, conclusion: report.conclusion },
    groups: report.groups.map(groupJson),
    skill: report.skill,
    confidence: report.confidence,
    fractional: report.fractional,
    leftOut: report.leftOut,
    weighting: report.weighting,
    seed: report.seed,
    resamples: { whole: report.resamples, group: report.groupResamples },
    clip: report.clip,
    recalibration: report.recalibration,
    caveats: report.caveats,
  };
}
