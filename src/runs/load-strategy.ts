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
const isPath = (name: string): boolean => LOADABLE.includes(extname(name)) || /[\\/]/.test(name);

/**
 * The strategy that a configuration names: one that comes with touchline, or a file that exports `strategy`,
 * made by `defineStrategy` of `touchline/strategies`. A path is relative to the configuration's folder.
 *
 * @param file of the configuration, as errors call it.
 * @throws CONFIG_STRATEGY when there is none of the name, the file cannot be loaded or exports no strategy.
 */
export async function loadStrategy(name: string, file: string): Promise<LoadedStrategy> {
  if (!isPath(name)) return { module: strategyNamed(name, file), sha256: null };
  const path = resolve(dirname(file), name);
  if (!existsSync(path)) throw fault(`there is no file ${name}`, { file, path });
  const exported = await importFile(path, file);
  const module = (exported as { strategy?: unknown }).strategy;
  if (!isModule(module)) {
    throw fault(
      `${name} exports no strategy`,
      { file, path },
      'wanted: export const strategy = defineStrategy({ ... })',
    );
  }
  return { module, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') };
}

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

function isModule(value: unknown): value is StrategyModule {
  if (typeof value !== 'object' || value === null) return false;
  const { name, version, parameters, instantiate } = value as Partial<Record<keyof StrategyModule, unknown>>;
  const isSchema = typeof (parameters as { safeParse?: unknown } | undefined)?.safeParse === 'function';
  return (
    typeof name === 'string' && typeof version === 'string' && isSchema && typeof instantiate === 'function'
  );
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
