import type { Micros } from '../../engine/units.js';
import type { CalibrationArtifact } from './artifact.js';
import { recalibrate } from './recalibrate.js';

/** What a calibration may be asked about one side of one market. All of the **side**: NO prices for NO. */
export interface CalibrationQuestion {
  readonly side: 'yes' | 'no';
  /** Mid of the side, 0..1; `null` = there is none. */
  readonly mid: number | null;
  /** The strategy's own probability of the side. */
  readonly probability: number | null;
  /** Its confidence score, 0..1. */
  readonly confidence: number | null;
  /** When the game begins; `null` = not known. */
  readonly gameStart: Micros | null;
}

/** Why a calibration says nothing. */
export type NoCalibration = 'no-mid' | 'no-confidence' | 'no-probability' | 'calibration-cut-off';

/**
 * The calibrated probability of a side. A calibration that was fitted after the game began, or when that is not
 * known, says nothing: it may have seen the outcome.
 */
export function calibratedBelief(
  artifact: CalibrationArtifact,
  question: CalibrationQuestion,
): number | NoCalibration {
  const { gameStart, side } = question;
  if (gameStart === null || artifact.cutOffMicros > gameStart) return 'calibration-cut-off';
  const map = artifact.recalibration;
  switch (artifact.input) {
    // Fitted on prices of YES: the other side is what is left of one.
    case 'price':
      if (question.mid === null) return 'no-mid';
      return side === 'yes' ? recalibrate(map, question.mid) : 1 - recalibrate(map, 1 - question.mid);
    case 'probability':
      return question.probability === null ? 'no-probability' : recalibrate(map, question.probability);
    case 'confidence':
      return question.confidence === null ? 'no-confidence' : recalibrate(map, question.confidence);
  }
}
