/** Last cursor of the CLOB's lists: -1 in base64. The first is 0, `MA==`. */
export const END_CURSOR = 'LTE=';

const encode = (offset: number): string => Buffer.from(String(offset)).toString('base64');

/** Offset that a cursor stands for; 0 for none and for one that is not of ours. */
export function offsetOf(cursor: string | null): number {
  const text = Buffer.from(cursor ?? '', 'base64').toString('utf8');
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}

/** Rows of one page and the cursor of the next; `null` = there is none. */
export function slicePage<T>(
  rows: readonly T[],
  cursor: string | null,
  size: number,
): { readonly rows: readonly T[]; readonly next: string | null } {
  const from = offsetOf(cursor);
  const to = from + size;
  return { rows: rows.slice(from, to), next: to < rows.length ? encode(to) : null };
}
