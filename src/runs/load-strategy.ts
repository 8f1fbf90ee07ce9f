import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TouchlineError } from '../engine/errors.js';
import { strategyNamed } from '../strategies/registry.js';
import type { StrategyModule } from '../strategies/strategy-module.js';

const LOADABLE = ['.ts', '.mts', '.js', '.mjs'];

/** A strategy and, where it is a file, what the file holds: part of the run's certificate. */
export interface LoadedStrategy {
  readonly module: StrategyModule;
  /** SHA-256 of the file, 64 hex digits; `null` = it comes with touchline. */
  readonly sha256: string | null;
}

/** A name with an extension or a folder in it is a path; a bare word is a strategy that comes with touchline. */
export const isStrategyPath = (name: string): boolean =>
  LOADABLE.includes(extname(name)) || /[\\/]/.test(name);

/**
 * The strategy that a configuration names: one that comes with touchline, or a file that exports `strategy`,
 * made by `defineStrategy` of `touchline/strategies`. A path is relative to the configuration's folder.
 *
 * @param file of the configuration, as errors call it.
 * @throws CONFIG_STRATEGY when there is none of the name, the file cannot be loaded or exports no strategy.
 */
export async function loadStrategy(name: string, file: string): Promise<LoadedStrategy> {
  if (!isStrategyPath(name)) return { module: strategyNamed(name, file), sha256: null };
  const path = resolve(dirname(file), name);
  if (!existsSync(path)) throw fault(`there is no file ${name}`, { file, path });
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
  const known = LOADED.get(path);
  if (known?.sha256 === sha256) return known;
  const exported = await importFile(path, file);
  const module = (exported as { strategy?: unknown }).strategy;
  const missing = missingOf(module);
  if (missing !== null) {
    throw fault(
      missing.length === SEAM.length
        ? `${name} exports no strategy`
        : `the strategy of ${name} lacks ${missing.join(', ')}`,
      { file, path },
      'wanted: export const strategy = defineStrategy({ ... })',
    );
  }
  const loaded = { module: module as StrategyModule, sha256 };
  LOADED.set(path, loaded);
  return loaded;
}

/** Strategies that were loaded, by path: a file is compiled once, and again when it has changed. */
const LOADED = new Map<string, LoadedStrategy>();

async function importFile(path: string, file: string): Promise<unknown> {
  const url = pathToFileURL(path).href;
  try {
    if (extname(path).endsWith('ts')) {
      const { tsImport } = await import('tsx/esm/api');
      return await tsImport(url, import.meta.url);
    }
    return await import(url);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw fault(`the strategy cannot be loaded: ${message}`, { file, path }, undefined, cause);
  }
}

/** What `defineStrategy` makes of a definition, and how each part is told. */
const SEAM: readonly (readonly [string, (value: unknown) => boolean])[] = [
  ['name', (value) => typeof value === 'string' && value !== ''],
  ['version', (value) => typeof value === 'string' && value !== ''],
  ['summary', (value) => typeof value === 'string'],
  [
    'parameters (a zod schema)',
    (value) => typeof (value as { safeParse?: unknown })?.safeParse === 'function',
  ],
  ['instantiate', (value) => typeof value === 'function'],
];

/** Parts of the seam that an export lacks; `null` = it is a strategy. */
function missingOf(value: unknown): readonly string[] | null {
  const parts = (typeof value === 'object' && value !== null ? value : {}) as Readonly<
    Record<string, unknown>
  >;
  const missing = SEAM.filter(([name, isRight]) => !isRight(parts[name.split(' ')[0] ?? '']));
  return missing.length === 0 ? null : missing.map(([name]) => name);
}

function fault(
  message: string,
  where: { readonly file: string; readonly path: string },
  hint?: string,
  cause?: unknown,
): TouchlineError {
  return new TouchlineError('CONFIG_STRATEGY', message, {
    where: { key: 'strategy', ...where },
    ...(hint !== undefined && { hint }),
    cause,
  });
}
