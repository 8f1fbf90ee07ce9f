import { z } from 'zod';
import { TouchlineError } from '../../engine/errors.js';
import { type CalibrationArtifact, parseCalibrationArtifact } from './artifact.js';

/**
 * A setting that names a kept calibration. By the time it is checked the file was read: here stands its text, so that
 * a configuration is whole wherever it runs.
 */
export const calibrationSetting = z
  .string()
  .transform((text, context): CalibrationArtifact => {
    try {
      return usable(parseCalibrationArtifact(text, 'calibration'));
    } catch (fault) {
      if (!(fault instanceof TouchlineError)) throw fault;
      context.addIssue({ code: 'custom', message: fault.message });
      return z.NEVER;
    }
  })
  .describe(
    'file kept by `touchline calibrate --fit`, relative to this one; it may not be fitted after a game it sizes',
  );

/** An isotonic curve ends in 0 and 1: as a belief that is a stake of everything. */
function usable(artifact: CalibrationArtifact): CalibrationArtifact {
  if (artifact.recalibration.kind !== 'isotonic') return artifact;
  throw new TouchlineError(
    'DATA_CALIBRATION',
    'an isotonic calibration gives 0 and 1, which no stake can be sized by',
  );
}
