import type { Micros } from '../engine/units.js';

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** A whole number with thousands separators: `1,690,405`. */
export const formatCount = (value: number): string =>
  `${value < 0 ? '-' : ''}${grouped(String(Math.abs(value)))}`;

/** Dollars with two digits, four below a cent: `-1,234.50`, `0.0012`. */
export function formatDollars(value: number): string {
  const size = Math.abs(value);
  const text = size.toFixed(size > 0 && size < 0.01 ? 4 : 2);
  const [whole = '0', fraction = ''] = text.split('.');
  return `${value < 0 && Number(text) !== 0 ? '-' : ''}${grouped(whole)}.${fraction}`;
}

/** Dollars that always carry their sign, but for zero: `+12.40`. */
export const formatSigned = (value: number): string => `${value > 0 ? '+' : ''}${formatDollars(value)}`;

/** `-31.20 to +6.50`. */
export const formatRange = (low: number, high: number): string =>
  `${formatSigned(low)} to ${formatSigned(high)}`;

/** A share in [0, 1] as `12.3 %`; two significant digits below one per cent. `null` = `N/A`. */
export function formatPercent(share: number | null): string {
  if (share === null) return 'N/A';
  const percent = share * 100;
  const size = Math.abs(percent);
  const digits =
    size === 0 || size >= 100 ? 0 : size >= 1 ? 1 : Math.min(4, 1 - Math.floor(Math.log10(size)));
  return `${percent.toFixed(digits)} %`;
}

/** A plain number with up to `digits` significant digits; NaN = `unknown`, `null` = `N/A`. */
export function formatNumber(value: number | null, digits = 4): string {
  if (value === null) return 'N/A';
  if (Number.isNaN(value)) return 'unknown';
  if (!Number.isFinite(value)) return value > 0 ? 'no limit' : '-no limit';
  if (Number.isInteger(value)) return formatCount(value);
  return Math.abs(value) >= 1000 ? formatDollars(value) : String(Number(value.toPrecision(digits)));
}

/** An instant in UTC to the second: `2026-07-11 19:04:05`. */
export const formatTime = (time: Micros): string =>
  new Date(Math.floor(time / 1000)).toISOString().slice(0, 19).replace('T', ' ');

/** A day in UTC: `2026-07-11`. */
export const formatDay = (time: Micros): string => formatTime(time).slice(0, 10);

/** An instant as ISO 8601 in UTC with milliseconds; `null` stays `null`. */
export const isoTime = (time: Micros | null): string | null =>
  time === null ? null : new Date(Math.floor(time / 1000)).toISOString();

/** A stretch of microseconds in its two largest units: `2 h 05 min`. */
export function formatDuration(value: number | null): string {
  if (value === null) return 'N/A';
  const seconds = Math.round(value / 1_000_000);
  if (seconds < 60) return `${seconds} s`;
  const pad = (part: number): string => String(part).padStart(2, '0');
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${pad(seconds % 60)} s`;
  const hours = Math.floor(seconds / 3600);
  if (hours < 48) return `${hours} h ${pad(Math.floor((seconds % 3600) / 60))} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** `1 game`, `12 games`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
