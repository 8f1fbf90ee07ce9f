import { TouchlineError } from '../../../../engine/errors.js';

/** What of a list could be read. */
export interface ReadEach<T> {
  readonly values: readonly T[];
  /** What could not, by its name. */
  readonly unread: readonly { readonly slug: string; readonly reason: string }[];
}

/** Reads every element by itself: one that cannot be read does not take the others with it. */
export function readEach<T>(list: readonly unknown[], read: (value: unknown) => T): ReadEach<T> {
  const values: T[] = [];
  const unread: { slug: string; reason: string }[] = [];
  for (const each of list) {
    try {
      values.push(read(each));
    } catch (cause) {
      if (!(cause instanceof TouchlineError)) throw cause;
      unread.push({ slug: slugOf(each), reason: `${cause.message}: ${cause.hint ?? ''}` });
    }
  }
  return { values, unread };
}

function slugOf(value: unknown): string {
  const slug = typeof value === 'object' && value !== null && 'slug' in value ? value.slug : null;
  return typeof slug === 'string' ? slug.slice(0, 100) : 'without a name';
}
