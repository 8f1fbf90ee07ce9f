import type { CalibrationPoint } from '../../data/calibration-points.js';
import type { CalibrationAssessment, WholeAssessment } from '../../research/calibration/assess.js';
import type { ConfidenceDeciles } from '../../research/calibration/confidence-deciles.js';
import type { CalibrationFinding, FindingScope } from '../../research/calibration/finding.js';
import type { Weighting } from '../../research/calibration/forecast-sample.js';
import type { Skill } from '../../research/calibration/skill.js';
import type { RecalibrationMethod } from '../../strategies/calibration/recalibration.js';

/** Where the forecasts came from. */
export interface CalibrationSource {
  /** Name of the dataset or of the file. */
  readonly name: string;
  /** SHA-256 of what was read. */
  readonly hash: string;
  /** When the price was read, in words: `4h before the last quote`; `null` for a file. */
  readonly moment: string | null;
  /** A calibration that was applied before scoring, in words. */
  readonly recalibratedBy: string | null;
  /** What the forecasts are: the market's price, or a strategy's probability or confidence. Default price. */
  readonly input?: 'price' | 'probability' | 'confidence';
  /** The strategy that made them. */
  readonly madeBy?: { readonly name: string; readonly version: string };
}

/** What a report is made of. */
export interface CalibrationInput {
  readonly source: CalibrationSource;
  readonly points: readonly CalibrationPoint[];
  /** Markets that gave no forecast, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
  readonly weighting: Weighting;
  readonly seed: number;
  /** Redraws of the whole; `null` = as many as its size allows. */
  readonly resamples: number | null;
  readonly clip: number;
  readonly recalibration: RecalibrationTrial | null;
  /** Version of touchline. */
  readonly generatedWith: string;
}

/** A recalibration that was fitted on what was settled before the cut-off and tried on what came after. */
export interface RecalibrationTrial {
  readonly method: RecalibrationMethod;
  /** ISO 8601 in UTC. */
  readonly cutOff: string;
  readonly fittedRows: number;
  readonly fittedGames: number;
  readonly triedRows: number;
  readonly triedGames: number;
  readonly brierBefore: number;
  readonly brierAfter: number;
  /** Mean difference a game (after less before) by Diebold and Mariano; `null` where there is none to test. */
  readonly difference: { readonly mean: number; readonly p: number } | null;
  readonly file: string;
}

/** A part of the forecasts. */
export interface CalibrationGroup {
  /** `sport`, `price`, `spread`, `volume`, `moment`, `time left` or `liquidity`. */
  readonly by: string;
  readonly name: string;
  readonly scope: FindingScope;
  readonly assessment: CalibrationAssessment;
  readonly finding: CalibrationFinding;
  /** Medians, where they are known. */
  readonly spread: number | null;
  readonly ageSeconds: number | null;
}

/** Confidence against gain: of what was traded, and of every decision had its side been bought and held. */
export interface ConfidenceReport {
  readonly held: ConfidenceDeciles;
  /** `null` = nothing was traded. */
  readonly traded: ConfidenceDeciles | null;
}

export interface CalibrationReport extends Omit<CalibrationInput, 'points' | 'resamples'> {
  readonly resamples: number;
  readonly whole: WholeAssessment;
  readonly finding: CalibrationFinding;
  readonly groups: readonly CalibrationGroup[];
  /** Outcomes between 0 and 1, which no binary score can count. */
  readonly fractional: {
    readonly rows: number;
    readonly games: number;
    readonly meanForecast: number | null;
  };
  /** Against the market's mid at the same moments; `null` = of a price, or where a mid is missing. */
  readonly skill: Skill | null;
  /** Confidence against what followed; `null` = the forecasts have no confidence. */
  readonly confidence: ConfidenceReport | null;
  /** Redraws of each group. */
  readonly groupResamples: number;
  readonly headline: string;
  readonly conclusion: string;
  readonly caveats: readonly string[];
}
