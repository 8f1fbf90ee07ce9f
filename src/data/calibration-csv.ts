import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { TouchlineError } from '../engine/errors.js';
import type { CalibrationPoint } from './calibration-points.js';
import { parseUtcTime } from './import/utc-time.js';

const REQUIRED = ['p', 'y', 'game'] as const;
const OPTIONAL = ['market', 'sport', 'time'] as const;
type Column = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

/** Forecasts of a file, with the SHA-256 of its bytes. */
export interface ForecastFile {
  readonly points: readonly CalibrationPoint[];
  readonly hash: string;
}

/**
 * Reads forecasts from comma-separated text with a header: `p` (0..1), `y` (0..1, 0.5 = a 50-50 resolution),
 * `game`; and where there are, `market` (rows of one market share their outcome), `sport` and `time` (start of the
 * game, `YYYY-MM-DD HH:MM:SS` in UTC). Other columns are left alone.
 *
 * @throws DATA_UNREADABLE, DATA_COLUMNS, DATA_PROBABILITY, DATA_OUTCOME, DATA_GAME, DATA_TIME with file, row, field.
 */
export function readForecastCsv(path: string): ForecastFile {
  const bytes = readBytes(path);
  const [header, ...lines] = recordsOf(bytes.toString('utf8').replace(/^\ufeff/, ''));
  const columns = new Map((header?.fields ?? []).map((name, i) => [name.trim().toLowerCase(), i]));
  for (const name of REQUIRED) {
    if (columns.has(name)) continue;
    throw new TouchlineError('DATA_COLUMNS', `column ${name} is missing`, {
      where: { file: path, field: name },
      hint: `wanted a header with ${REQUIRED.join(', ')}, and if need be ${OPTIONAL.join(', ')}`,
    });
  }
  const points = lines.map(({ fields, row }) =>
    pointOf((name) => fields[columns.get(name) ?? -1]?.trim() ?? '', { file: path, row }),
  );
  if (points.length === 0) {
    throw new TouchlineError('DATA_NO_ROWS', 'the file has a header and no row', { where: { file: path } });
  }
  return { points, hash: createHash('sha256').update(bytes).digest('hex') };
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new TouchlineError('DATA_UNREADABLE', 'the file cannot be read', { where: { file: path }, cause });
  }
}

interface Place {
  readonly file: string;
  readonly row: number;
}

function pointOf(field: (name: Column) => string, at: Place): CalibrationPoint {
  const game = field('game');
  if (game === '') throw fault('DATA_GAME', 'a row names no game', { ...at, field: 'game', value: '' });
  const time = field('time');
  const micros = time === '' ? null : parseUtcTime(time);
  if (time !== '' && micros === null) {
    throw fault('DATA_TIME', 'a time is unreadable', { ...at, field: 'time', value: time });
  }
  return {
    market: field('market') || null,
    game,
    sport: field('sport') || null,
    probability: share(field('p'), 'DATA_PROBABILITY', { ...at, field: 'p' }),
    outcome: share(field('y'), 'DATA_OUTCOME', { ...at, field: 'y' }),
    moment: null,
    time: micros,
    resolvedAt: micros,
    spread: null,
    ageSeconds: null,
    volume: null,
  };
}

const WANTED = {
  DATA_PROBABILITY: 'wanted a number from 0 to 1',
  DATA_OUTCOME: 'wanted 1, 0, or a fraction between them for a split resolution',
  DATA_GAME: 'wanted the name of the game: rows of one game are one piece of evidence',
  DATA_TIME: 'wanted YYYY-MM-DD HH:MM:SS in UTC',
} as const;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function share(
  text: string,
  code: 'DATA_PROBABILITY' | 'DATA_OUTCOME',
  at: Place & { field: string },
): number {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  if (value >= 0 && value <= 1) return value;
  throw fault(code, `${at.field} is no number from 0 to 1`, { ...at, value: text });
}

const fault = (
  code: keyof typeof WANTED,
  message: string,
  where: Readonly<Record<string, string | number>>,
): TouchlineError => new TouchlineError(code, message, { where, hint: WANTED[code] });

/** Lines as fields, by RFC 4180: quotes keep commas and line breaks. Rows count from 1 without the header. */
function recordsOf(text: string): readonly { readonly fields: readonly string[]; readonly row: number }[] {
  const records: { fields: string[]; row: number }[] = [];
  const pattern = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|\r|$)/y;
  let fields: string[] = [];
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null) {
      throw new TouchlineError('DATA_UNREADABLE', 'a quotation mark stands where none can', {
        where: { row: records.length },
        hint: 'wanted comma-separated text by RFC 4180',
      });
    }
    const [, field = '', end = ''] = match;
    fields.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (end === ',' && pattern.lastIndex < text.length) continue;
    if (end === ',') fields.push('');
    if (fields.length > 1 || fields[0] !== '') records.push({ fields, row: records.length });
    fields = [];
  }
  return records;
}
