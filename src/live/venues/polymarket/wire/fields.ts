import { type Micros, PRICE_ONE, type Price, type Shares } from '../../../../engine/units.js';
import { decimalUnits } from './decimal.js';
import { wireFault } from './wire-fault.js';

/** A JSON object as it came. Only its own fields are read. */
export type Fields = Readonly<Record<string, unknown>>;

/** @throws LIVE_WIRE unless JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wireFault('JSON', text, 'a complete JSON text');
  }
}

/** @throws LIVE_WIRE unless an object. */
export function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw wireFault(what, value, 'an object');
}

/** @throws LIVE_WIRE unless a list. */
export function readList(fields: Fields, field: string): readonly unknown[] {
  const value = fields[field];
  if (Array.isArray(value)) return value;
  throw wireFault(field, value, 'a list');
}

/** Nothing where it is missing or null. @throws LIVE_WIRE for anything else that is no list. */
export function readListOrEmpty(fields: Fields, field: string): readonly unknown[] {
  const value = fields[field];
  return value === undefined || value === null ? [] : readList(fields, field);
}

/** An object within an object; empty where it is missing or null. @throws LIVE_WIRE. */
export function readNestedOrEmpty(fields: Fields, field: string): Fields {
  const value = fields[field];
  return value === undefined || value === null ? {} : fieldsOf(value, field);
}

/** @throws LIVE_WIRE unless true or false. */
export function readFlag(fields: Fields, field: string): boolean {
  const value = readFlagOrNull(fields, field);
  if (value === null) throw wireFault(field, fields[field], 'true or false');
  return value;
}

/** A field as it came, of any type. */
export const readAny = (fields: Fields, field: string): unknown => fields[field];

/** @throws LIVE_WIRE unless a text that is not empty. */
export function readText(fields: Fields, field: string): string {
  const value = fields[field];
  if (typeof value === 'string' && value !== '') return value;
  throw wireFault(field, value, 'a text');
}

/** `null` = missing, empty or null. @throws LIVE_WIRE for what is there and no text. */
export function readTextOrNull(fields: Fields, field: string): string | null {
  const value = fields[field];
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string') return value;
  throw wireFault(field, value, 'a text');
}

/** `null` = missing or null. @throws LIVE_WIRE for anything but true and false. */
export function readFlagOrNull(fields: Fields, field: string): boolean | null {
  const value = fields[field];
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value;
  throw wireFault(field, value, 'true or false');
}

/** Digits of a number, however it is written: the venue sends texts on the socket and numbers elsewhere. */
const digitsOf = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;

/** An integer number of `10^-decimals`. @throws LIVE_WIRE unless exact, 0 or more. */
export function readUnits(fields: Fields, field: string, decimals: number): number {
  const value = fields[field];
  const digits = digitsOf(value);
  const result = digits === null ? Number.NaN : decimalUnits(digits, decimals);
  if (Number.isNaN(result))
    throw wireFault(field, value, `a decimal of at most ${decimals} places, 0 or more`);
  return result;
}

/** `null` = missing, null or empty. */
export function readUnitsOrNull(fields: Fields, field: string, decimals: number): number | null {
  const value = fields[field];
  return value === undefined || value === null || value === '' ? null : readUnits(fields, field, decimals);
}

/** A price per share, 0..1 dollars. @throws LIVE_WIRE for anything else and for prices finer than 1e-4. */
export function readPrice(fields: Fields, field: string): Price {
  const value = readUnits(fields, field, 4);
  if (value > PRICE_ONE) throw wireFault(field, fields[field], 'a price of 0 to 1 dollar');
  return value as Price;
}

/**
 * The best price of a side, `null` where nothing rests: missing, empty, 0 and 1 all say so. @throws LIVE_WIRE for
 * anything else.
 */
export function readTouch(fields: Fields, field: string): Price | null {
  const value = fields[field];
  if (value === undefined || value === null || value === '') return null;
  const touch = readPrice(fields, field);
  return touch === 0 || touch === PRICE_ONE ? null : touch;
}

/** @throws LIVE_WIRE unless a number of shares of at most 6 places. */
export const readShares = (fields: Fields, field: string): Shares => readUnits(fields, field, 6) as Shares;

/** A token or position id. @throws LIVE_WIRE unless 1 to 78 digits. */
export function readToken(fields: Fields, field: string): string {
  const value = fields[field];
  if (typeof value === 'string' && value.length <= 78 && /^\d+$/.test(value)) return value;
  throw wireFault(field, value, 'up to 78 decimal digits, as text');
}

/** @throws LIVE_WIRE unless BUY or SELL, in either case. */
export function readSide(fields: Fields, field: string): 'buy' | 'sell' {
  const value = fields[field];
  if (value === 'BUY' || value === 'buy') return 'buy';
  if (value === 'SELL' || value === 'sell') return 'sell';
  throw wireFault(field, value, 'BUY or SELL');
}

/** Factor to microseconds by the digits of a number of seconds, milli-, micro- or nanoseconds since 1970. */
const SCALES: ReadonlyMap<number, number> = new Map([
  [10, 1_000_000],
  [13, 1_000],
  [16, 1],
]);

/**
 * An instant: digits since 1970 whose count tells the unit (10 seconds, 13 milli-, 16 micro-, 19 nanoseconds: no two
 * can be mixed up between 2001 and 2286), or ISO text. @throws LIVE_WIRE for anything else.
 */
export function readInstant(fields: Fields, field: string): Micros {
  const value = fields[field];
  const digits = digitsOf(value);
  if (digits !== null) {
    const scale = SCALES.get(digits.length);
    if (scale !== undefined && /^\d+$/.test(digits)) return (Number(digits) * scale) as Micros;
    if (digits.length === 19 && /^\d+$/.test(digits)) return Number(digits.slice(0, 16)) as Micros;
    const iso = isoInstant(digits);
    if (iso !== null) return iso;
  }
  throw wireFault(field, value, 'an instant: seconds, milliseconds, or ISO text');
}

/** `null` = missing, null or empty. */
export function readInstantOrNull(fields: Fields, field: string): Micros | null {
  const value = fields[field];
  return value === undefined || value === null || value === '' ? null : readInstant(fields, field);
}

const ISO = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/;

/** ISO text, also as Gamma writes it (`2026-01-13 23:30:00+00`). Without a zone it is UTC. `null` = not an instant. */
export function isoInstant(value: string): Micros | null {
  const match = ISO.exec(value);
  if (match === null) return null;
  const zone = match[1] ?? 'Z';
  const start = value.slice(0, value.length - (match[1]?.length ?? 0)).replace(' ', 'T');
  const minutes = /^[+-]\d{2}$/.test(zone) ? `${zone}:00` : zone;
  const milliseconds = Date.parse(`${start}${minutes}`);
  return Number.isNaN(milliseconds) ? null : ((milliseconds * 1_000) as Micros);
}
