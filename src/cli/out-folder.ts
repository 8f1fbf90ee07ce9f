import { accessSync, constants, mkdirSync } from 'node:fs';
import { TouchlineError } from '../engine/errors.js';

/**
 * Makes the folder that results are written to. Called before the work begins: a person who waits for a report hears
 * first that it has no place.
 *
 * @throws CLI_OUT when the folder cannot be made or not be written.
 */
export function makeOutFolder(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
    accessSync(directory, constants.W_OK);
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new TouchlineError('CLI_OUT', `nothing can be written there: ${reason}`, {
      where: { option: '--out', folder: directory },
      hint: 'give a folder that may be written, or one that can be made',
      cause,
    });
  }
}
