import { TouchlineError } from '../../../../engine/errors.js';
import type { HttpResult } from '../../../ports/http.js';
import { type Fields, fieldsOf, parseJson, readList, readText } from '../wire/fields.js';
import { faultValue } from '../wire/wire-fault.js';

const FIRST = 'MA==';
const LAST = 'LTE=';
/** More pages than any account has open orders or recent trades. */
const MOST_PAGES = 500;

/** What was read, or why not. */
export type Read<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'failed'; readonly reason: string };

/** Reads an answer. Anything but 2xx, and a body that is not as it should be, is a failed reading. */
export function readBody<T>(result: HttpResult, read: (body: unknown) => T): Read<T> {
  if (result.kind === 'failed') return { kind: 'failed', reason: result.reason };
  if (result.status < 200 || result.status >= 300) {
    return { kind: 'failed', reason: `status ${result.status}: ${result.body.slice(0, 120)}` };
  }
  try {
    return { kind: 'read', value: read(parseJson(result.body)) };
  } catch (cause) {
    if (!(cause instanceof TouchlineError)) throw cause;
    return { kind: 'failed', reason: `${cause.message}: ${faultValue(cause)}` };
  }
}

/**
 * Every row of a list that comes in pages. One page that fails, one row that cannot be read, a cursor that comes twice: the
 * whole reading has failed, because a part of it proves nothing.
 */
export async function readPages<T>(
  page: (cursor: string) => Promise<HttpResult>,
  row: (fields: Fields) => T,
): Promise<Read<readonly T[]>> {
  const rows: T[] = [];
  const seen = new Set<string>();
  for (let cursor = FIRST; cursor !== LAST; ) {
    if (seen.has(cursor) || seen.size >= MOST_PAGES) {
      return {
        kind: 'failed',
        reason: `the pages do not end: cursor ${cursor.slice(0, 40)} after ${seen.size}`,
      };
    }
    seen.add(cursor);
    const read = readBody(await page(cursor), (body) => {
      const fields = fieldsOf(body, 'page');
      for (const each of readList(fields, 'data')) rows.push(row(fieldsOf(each, 'data')));
      return readText(fields, 'next_cursor');
    });
    if (read.kind === 'failed') return read;
    cursor = read.value;
  }
  return { kind: 'read', value: rows };
}
