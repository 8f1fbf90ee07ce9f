import { z } from 'zod';
import { checkConfig, type RawTable, readConfigFile } from '../../config/config-file.js';
import { TouchlineError } from '../../engine/errors.js';
import { type SweepFile, sweepFrom } from '../sweep/sweep-file.js';

const windowsSchema = z.strictObject({
  kind: z.enum(['rolling', 'anchored']).describe('the past that is learned from moves along, or grows'),
  trainDays: z.int().min(1).describe('days with games that are learned from; of anchored, at least'),
  testDays: z.int().min(1).describe('days with games that the choice is tried on'),
  embargoDays: z.int().min(0).default(1).describe('days between them that belong to neither'),
});

/** How the days are cut. */
export type WindowPlan = Readonly<z.infer<typeof windowsSchema>>;

/** A sweep, and the windows in which its trials are chosen and tried. */
export interface WalkForwardFile {
  readonly sweep: SweepFile;
  readonly windows: WindowPlan;
}

/** Reads a sweep file that has a table `[windows]` beside its axes. @throws CONFIG_READ, CONFIG_SYNTAX, CONFIG_INVALID. */
export function readWalkForwardFile(file: string): WalkForwardFile {
  const { windows, ...sweep } = readConfigFile(file) as RawTable & { readonly windows?: unknown };
  if (windows === undefined) {
    throw new TouchlineError('CONFIG_INVALID', 'windows: there is no table of that name', {
      where: { file },
      hint: '[windows] with kind, trainDays and testDays: docs/walk-forward.md',
    });
  }
  return {
    sweep: sweepFrom(sweep, file),
    windows: checkConfig(windowsSchema, windows, { file, section: 'windows' }),
  };
}
