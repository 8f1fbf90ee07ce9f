import { TouchlineError } from '../../../engine/errors.js';
import {
  type CalibrationArtifact,
  parseCalibrationArtifact,
} from '../../../strategies/calibration/artifact.js';

/**
 * Reads an artifact for games that begin at `gameStart` (microseconds; the earliest of several).
 *
 * @throws DATA_CALIBRATION when it is no artifact or was changed; DATA_CALIBRATION_CUTOFF when it was fitted on
 * outcomes after the game began: such a fit knows what it is asked.
 */
export function readCalibrationArtifact(
  text: string,
  use: { readonly gameStart: number; readonly file: string },
): CalibrationArtifact {
  const artifact = parseCalibrationArtifact(text, use.file);
  requireFittedBefore(artifact, use);
  return artifact;
}

function requireFittedBefore(
  { cutOffMicros }: CalibrationArtifact,
  { gameStart, file }: { readonly gameStart: number; readonly file: string },
): void {
  if (cutOffMicros <= gameStart) return;
  throw new TouchlineError(
    'DATA_CALIBRATION_CUTOFF',
    'the calibration was fitted on outcomes after the game began',
    {
      where: { file, cutOff: isoOf(cutOffMicros), gameStart: isoOf(gameStart) },
      hint: 'use one whose cut-off is not after the start of the game',
    },
  );
}

const isoOf = (micros: number): string => new Date(Math.floor(micros / 1000)).toISOString();
