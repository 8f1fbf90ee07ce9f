import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { TouchlineError } from '../engine/errors.js';

/** A folder of its own for a test. */
export const testFolder = (): string => mkdtempSync(join(tmpdir(), 'touchline-'));

/** Writes files of parquet from SELECT statements, by path below `folder`. */
export async function writeParquet(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  for (const [name, select] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
  }
  connection.closeSync();
  instance.closeSync();
}

/** Rows as a SELECT: one SQL tuple a row, in order. */
export const rowsSql = (columns: string, tuples: readonly string[]): string =>
  `SELECT * FROM (VALUES ${tuples.map((tuple) => `(${tuple})`).join(', ')}) AS t(${columns})`;

const MARKET_COLUMNS =
  'slug, question, kind, league, game_date, n_snaps, first_ts_utc, last_ts_utc, y, label_source';

/** Market list of the prepared format: `[slug, y, source]`, listed until `last`. */
export const marketsSql = (
  markets: readonly (readonly [slug: string, y: string, source: string])[],
  last = '2026-07-11 13:00:00+00',
): string =>
  rowsSql(
    MARKET_COLUMNS,
    markets.map(
      ([slug, y, source]) =>
        `'${slug}', 'Who wins?', '${slug.split('-')[0]}', 'mlb', DATE '2026-07-11', 9::BIGINT,
        TIMESTAMPTZ '2026-07-11 12:00:00+00', TIMESTAMPTZ '${last}', ${y}::INTEGER, ${source}::VARCHAR`,
    ),
  );

/** Quotes of the prepared format: `[time, slug, bid, ask]`. */
export const quotesSql = (
  quotes: readonly (readonly [time: string, slug: string, bid: string, ask: string])[],
): string =>
  rowsSql(
    'ts_utc, slug, bid, ask',
    quotes.map(
      ([time, slug, bid, ask]) => `TIMESTAMPTZ '${time}', '${slug}', ${bid}::DOUBLE, ${ask}::DOUBLE`,
    ),
  );

export const GAME = 'aec-mlb-nyy-bos-2026-07-11';
export const DRAW = 'atc-fwc-eng-arg-2026-07-11-draw';
export const MARKETS: readonly (readonly [string, string, string])[] = [
  [GAME, '1', "'api'"],
  [DRAW, '0', "'convergence'"],
];

/** A prepared set of two markets and four polls. */
export async function smallSet(folder: string): Promise<void> {
  await writeParquet(folder, {
    'markets.parquet': marketsSql(MARKETS),
    'quotes.parquet': quotesSql([
      ['2026-07-11 12:00:00+00', GAME, '0.55', '0.565'],
      ['2026-07-11 12:00:00+00', DRAW, 'NULL', '0.3'],
      ['2026-07-11 12:02:03+00', GAME, '0.56', '0.56'],
      ['2026-07-11 12:02:03+00', DRAW, 'NULL', 'NULL'],
      ['2026-07-11 12:30:00+00', GAME, '0.6', '0.59'],
      ['2026-07-11 12:32:03+00', GAME, '0.9995', '1'],
    ]),
  });
}

/** The fault that `work` ends in, in the parts that a person is shown. */
export async function faultOf(
  work: Promise<unknown>,
): Promise<{ readonly code: string; readonly where: TouchlineError['where']; readonly message: string }> {
  try {
    await work;
  } catch (fault) {
    if (fault instanceof TouchlineError)
      return { code: fault.code, where: fault.where, message: fault.message };
    throw fault;
  }
  return { code: 'none', where: {}, message: 'there was no fault' };
}
