import { resolve } from 'node:path';
import type { RawTable } from '../config/config-file.js';

/** Settings that a command line gives: they go before the file's. A path is relative to where the command runs. */
export function givenSettings(options: { readonly dataset?: string; readonly strategy?: string }): RawTable {
  const { dataset, strategy } = options;
  const isPath = strategy !== undefined && /[\\/.]/.test(strategy);
  return {
    ...(dataset !== undefined && { data: { dataset } }),
    ...(strategy !== undefined && { strategy: isPath ? resolve(strategy) : strategy }),
  };
}
