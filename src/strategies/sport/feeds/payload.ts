import type { FaultReading, FeedReading, UnknownWord } from './feed-reading.js';

/** Longest text that is kept of a payload. */
const TEXT_MAX = 60;

/** A value as a person can find it again. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'missing');
  return text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}...` : text;
}

/**
 * Reads each object of a list by itself, with notes of its own. Anything else in the list, or in its place, is a fault.
 */
export function eachOf(
  fields: Payload,
  key: string,
  read: (item: Payload) => readonly FeedReading[],
): readonly FeedReading[] {
  const list = fields.raw(key);
  if (!Array.isArray(list)) return [faultAt(fields.pathOf(key), list, 'a list')];
  return list.flatMap((value: unknown, index) => {
    const path = `${fields.pathOf(key)}.${index}`;
    const item = Payload.of(value, path);
    return item === null ? [faultAt(path, value, 'an object')] : read(item);
  });
}

/** That a payload is not what the feed sends. */
export const faultAt = (field: string, value: unknown, wanted: string): FaultReading => ({
  kind: 'fault',
  field: field === '' ? 'payload' : field,
  value: shown(value),
  wanted,
});

/**
 * One object of a payload, read field by field. Only own fields count. What a field holds beside its type is noted
 * and read as absent; a field that is left out, null or empty is absent without a note.
 */
export class Payload {
  readonly #fields: object;
  readonly #path: string;
  readonly #unknown: UnknownWord[];

  private constructor(fields: object, path: string, unknown: UnknownWord[]) {
    this.#fields = fields;
    this.#path = path;
    this.#unknown = unknown;
  }

  /** `null` = the value is no object. */
  static of(value: unknown, path = ''): Payload | null {
    return isObject(value) ? new Payload(value, path, []) : null;
  }

  /** What was noted so far, here and in the parts of this object, each once. */
  get unknown(): readonly UnknownWord[] {
    return [...new Map(this.#unknown.map((word) => [`${word.field} ${word.value}`, word])).values()];
  }

  /** Path of a field, for messages. */
  pathOf(key: string): string {
    return this.#path === '' ? key : `${this.#path}.${key}`;
  }

  /** The field as it is. */
  raw(key: string): unknown {
    return Object.hasOwn(this.#fields, key) ? Reflect.get(this.#fields, key) : undefined;
  }

  /** Notes that a field means nothing here. */
  note(key: string, value: unknown = this.raw(key)): null {
    this.#unknown.push({ field: this.pathOf(key), value: shown(value) });
    return null;
  }

  /** Text, or a number as its text. */
  text(key: string): string | null {
    const value = this.#present(key);
    if (value === null) return null;
    if (typeof value === 'string') return value.trim();
    return typeof value === 'number' && Number.isFinite(value) ? String(value) : this.note(key);
  }

  /** A whole number of 0 or more, or its decimal digits. */
  count(key: string): number | null {
    const value = this.#present(key);
    if (value === null) return null;
    const number = typeof value === 'string' && /^\d{1,15}$/.test(value.trim()) ? Number(value) : value;
    const isCount = typeof number === 'number' && Number.isSafeInteger(number) && number >= 0;
    return isCount ? number : this.note(key);
  }

  /** Seconds of 0 or more. */
  seconds(key: string): number | null {
    const value = this.#present(key);
    if (value === null) return null;
    return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : this.note(key);
  }

  flag(key: string): boolean | null {
    const value = this.#present(key);
    if (value === null || typeof value === 'boolean') return value;
    return this.note(key);
  }

  /** The object in a field. */
  part(key: string): Payload | null {
    const value = this.#present(key);
    if (value === null) return null;
    return isObject(value) ? new Payload(value, this.pathOf(key), this.#unknown) : this.note(key);
  }

  /** The objects of the list in a field; `null` = there is no list. */
  list(key: string): readonly Payload[] | null {
    const value = this.#present(key);
    if (value === null) return null;
    if (!Array.isArray(value)) return this.note(key);
    return value.flatMap((each: unknown, index) => {
      if (isObject(each)) return [new Payload(each, `${this.pathOf(key)}.${index}`, this.#unknown)];
      this.note(`${key}.${index}`, each);
      return [];
    });
  }

  #present(key: string): unknown {
    const value = this.raw(key);
    return value === undefined || value === '' ? null : value;
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
