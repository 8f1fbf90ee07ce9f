import { z } from 'zod';
import { TouchlineError } from '../../engine/errors.js';
import { type OutsideLine, parseLines } from './outside-line.js';

/**
 * A setting that names a file of lines. By the time it is checked the file was read: here stands its text, so that a
 * configuration is whole wherever it runs.
 */
export const linesSetting = z
  .string()
  .transform((text, context): readonly OutsideLine[] => {
    try {
      return parseLines(text);
    } catch (fault) {
      if (!(fault instanceof TouchlineError)) throw fault;
      const where = Object.entries(fault.where).map(([name, value]) => `${name} ${value}`);
      context.addIssue({ code: 'custom', message: [fault.message, ...where].join(', ') });
      return z.NEVER;
    }
  })
  .describe(
    'CSV file, relative to this one: market, known_at, and either probability (of YES) or outcome and odds',
  );
