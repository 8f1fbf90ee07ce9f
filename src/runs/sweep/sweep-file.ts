import { dirname, isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { checkConfig, type RawTable, readConfigFile } from '../../config/config-file.js';
import { TouchlineError } from '../../engine/errors.js';
import { embedFiles } from '../embed-files.js';
import { isStrategyPath } from '../load-strategy.js';
import { readAxes, type SweepAxis } from './sweep-axes.js';

/** Trials that one sweep may have. */
export const TRIALS_MAX = 10_000;

const shared = {
  base: z.string().min(1).describe('the run configuration that is varied; relative to this file'),
  axes: z.record(z.string(), z.unknown()),
};
const sweepSchema = z.discriminatedUnion('method', [
  z.strictObject({ ...shared, method: z.literal('grid') }),
  z.strictObject({
    ...shared,
    method: z.literal('random'),
    trials: z.int().min(1).max(TRIALS_MAX).describe('how many are drawn'),
    seed: z.union([z.int(), z.string()]).default(1).describe('seed of the draws'),
  }),
  z.strictObject({
    ...shared,
    method: z.literal('tpe'),
    trials: z.int().min(1).max(TRIALS_MAX).describe('how many are made in all'),
    startup: z.int().min(2).default(20).describe('how many of them are drawn at random first'),
    batch: z.int().min(1).max(1_000).default(8).describe('how many are proposed before the next look'),
    seed: z.union([z.int(), z.string()]).default(1).describe('seed of the draws'),
  }),
]);

/** A sweep file that was read and checked, with the configuration it varies. */
export interface SweepFile {
  /** What errors and reports call it. */
  readonly file: string;
  readonly base: RawTable;
  readonly baseFile: string;
  readonly axes: readonly SweepAxis[];
  readonly search:
    | { readonly method: 'grid' }
    | { readonly method: 'random'; readonly trials: number; readonly seed: number | string }
    | {
        readonly method: 'tpe';
        readonly trials: number;
        readonly startup: number;
        readonly batch: number;
        readonly seed: number | string;
      };
}

/** A strategy that is a file, by its whole path: the threads that run it stand in no folder. */
function withStrategyPath(base: RawTable, file: string): RawTable {
  const { strategy } = base;
  if (typeof strategy !== 'string' || !isStrategyPath(strategy)) return base;
  return { ...base, strategy: resolve(dirname(file), strategy) };
}

/** Reads a sweep file and its base. @throws CONFIG_READ, CONFIG_SYNTAX, CONFIG_INVALID. */
export const readSweepFile = (file: string): SweepFile => sweepFrom(readConfigFile(file), file);

/** A sweep from the table of its file, `file`. @throws CONFIG_READ, CONFIG_SYNTAX, CONFIG_INVALID. */
export function sweepFrom(table: RawTable, file: string): SweepFile {
  if ('strategy' in table && !('base' in table)) {
    throw new TouchlineError(
      'CONFIG_INVALID',
      'this configures one run; a sweep names such a file as its `base`',
      {
        where: { file },
        hint: 'base, method and [axes]: docs/sweeps.md',
      },
    );
  }
  const { base, axes, ...search } = checkConfig(sweepSchema, table, { file });
  const path = isAbsolute(base) ? base : join(dirname(file), base);
  return {
    file,
    base: withStrategyPath(embedFiles(readConfigFile(path), path), path),
    baseFile: path,
    axes: readAxes(axes, file),
    search,
  };
}
