import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What stands at `path`; undefined when nothing does. */
function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return value;
}

/** Characters of a text that are shown: a setting may hold a whole file. */
const SHOWN_MAX = 80;

/** A number, word or truth value as a person wrote it, long ones cut; '' for tables and for nothing. */
function spelled(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > SHOWN_MAX ? `${value.slice(0, SHOWN_MAX)}...` : value);
  }
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : '';
}

const bare = (message: string): string => message.replace(/^Invalid input: /, '');

/** Of a setting that takes one thing or another, what each of them wanted. */
function wanted(issue: Issue): string {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return bare(issue.message);
  const reasons = issue.errors.map((errors) => errors.map((error) => bare(error.message)).join(', '));
  return [...new Set(reasons)].join('; or ');
}

/**
 * One line for one fault of a configuration: where it is, what was wanted, and what stood there.
 *
 * @param lead the sections that `raw` stands in.
 */
export function describeIssue(issue: Issue, raw: unknown, lead: readonly string[] = []): string {
  const place = [...lead, ...issue.path].map(String).join('.') || 'the file';
  const found = spelled(valueAt(raw, issue.path));
  return `${place}: ${wanted(issue)}${found === '' ? '' : `, was ${found}`}`;
}
