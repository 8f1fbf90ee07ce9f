import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import type { z } from 'zod';
import { TouchlineError } from '../engine/errors.js';
import { describeIssue } from './describe-issue.js';

/** A table of a TOML file: keys in the order in which they stand. */
export type RawTable = Readonly<Record<string, unknown>>;

const isTable = (value: unknown): value is RawTable =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** Why a file could not be read, in words. */
const reasonOf = (cause: unknown): string => {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOENT') return 'there is no such file; paths count from the current folder';
  if (code === 'EISDIR') return 'this is a folder; wanted a TOML file';
  return code === '' ? String(cause) : code;
};

/** Reads a TOML file. @throws CONFIG_READ, CONFIG_SYNTAX with line and column. */
export function readConfigFile(path: string): RawTable {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new TouchlineError('CONFIG_READ', `the configuration cannot be read: ${path}`, {
      where: { file: path },
      hint: reasonOf(cause),
      cause,
    });
  }
  return parseConfigText(text, path);
}

/** Parses TOML text; `file` is what errors call it. @throws CONFIG_SYNTAX with line and column. */
export function parseConfigText(text: string, file: string): RawTable {
  try {
    return parse(text);
  } catch (cause) {
    const { line = 0, column = 0 } = cause as { line?: number; column?: number };
    const message = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new TouchlineError('CONFIG_SYNTAX', `not valid TOML: ${message}`, {
      where: { file, line, column },
      cause,
    });
  }
}

/** Keys that choose the variant of a table: the settings of another variant mean nothing beside them. */
const CHOOSERS = ['policy', 'mode'] as const;

const choosesAnother = (base: RawTable, over: RawTable): boolean =>
  CHOOSERS.some((chooser) => chooser in over && chooser in base && over[chooser] !== base[chooser]);

/**
 * Lays `over` onto `base`, table by table; `over` wins. A table that chooses another variant by its `policy` or
 * `mode` replaces the one below whole.
 */
export function mergeTables(base: RawTable, over: RawTable): RawTable {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    const joins = isTable(below) && isTable(value) && !choosesAnother(below, value);
    merged[key] = joins ? mergeTables(below, value) : value;
  }
  return merged;
}

/** One row a leaf: `['risk.perOrderUsd', 25]`. A list is one leaf. */
export function flattenTable(
  table: RawTable,
  prefix = '',
): readonly (readonly [key: string, value: unknown])[] {
  return Object.entries(table).flatMap(([key, value]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    return isTable(value) && Object.keys(value).length > 0
      ? flattenTable(value, path)
      : [[path, value] as const];
  });
}

/**
 * Checks `raw` against `schema`.
 *
 * @throws CONFIG_INVALID that names every key at fault, what was wanted, and what stood there.
 */
export function checkConfig<Output>(
  schema: z.ZodType<Output>,
  raw: unknown,
  where: { readonly file: string; readonly section?: string },
): Output {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const lead = where.section === undefined ? [] : [where.section];
  const rows = result.error.issues.map((issue) => describeIssue(issue, raw, lead));
  throw new TouchlineError('CONFIG_INVALID', rows.join('; '), {
    where: { file: where.file },
    hint: '`touchline config show` prints every key with its value, unit and origin',
  });
}
