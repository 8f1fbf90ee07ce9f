import { flattenTable, type RawTable } from './config-file.js';

/** One setting that is in force, and where it came from. */
export interface EffectiveSetting {
  readonly key: string;
  readonly value: string;
  readonly origin: 'default' | 'file' | 'command line';
}

/**
 * Every setting of `effective`, with where its value came from.
 *
 * @param written what the file said, and `given` what the command line said; a key in neither is a default.
 */
export function effectiveSettings(
  effective: RawTable,
  written: RawTable,
  given: RawTable = {},
): readonly EffectiveSetting[] {
  const fromFile = new Set(flattenTable(written).map(([key]) => key));
  const fromCommand = new Set(flattenTable(given).map(([key]) => key));
  return flattenTable(effective).map(([key, value]) => ({
    key,
    value: typeof value === 'string' ? value : JSON.stringify(value),
    origin: fromCommand.has(key) ? 'command line' : fromFile.has(key) ? 'file' : 'default',
  }));
}
