import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importDataset } from '../data/import/import-dataset.js';
import { openStore } from '../data/store.js';
import { scaled } from './quote-workloads.js';
import type { Workload } from './workload.js';

const QUOTES = 1_000_000;
const MARKETS = 200;

/** Markets of one evening, named as the venue names them. */
const slugSql = (index: string): string =>
  `'aec-nba-aaa-b' || lpad(CAST(${index} AS VARCHAR), 3, '0') || '-2026-07-15'`;

const marketsSql = (file: string): string =>
  `COPY (SELECT ${slugSql('i')} AS slug, 'Who wins?' AS question, 'game' AS kind,
     TIMESTAMPTZ '2026-07-16 12:00:00+00' AS last_ts_utc, (i % 2)::INTEGER AS y, 'api' AS label_source
   FROM range(${MARKETS}) t(i)) TO '${file}' (FORMAT parquet)`;

/** A poll of every market every ten seconds; prices from a hash, so that they are the same everywhere. */
const quotesSql = (file: string, quotes: number): string =>
  `COPY (SELECT TIMESTAMPTZ '2026-07-15 00:00:00+00' + to_seconds(10 * (i // ${MARKETS})) AS ts_utc,
     ${slugSql(`i % ${MARKETS}`)} AS slug, (10 + i * 7919 % 80) / 100 AS bid, (11 + i * 7919 % 80) / 100 AS ask
   FROM range(${quotes}) t(i) ORDER BY i) TO '${file}' (FORMAT parquet)`;

export const importQuotes: Workload = {
  name: 'import',
  summary: 'a Parquet file of quotes into a new store, every row checked',
  prepare: async (scale) => {
    const folder = mkdtempSync(join(tmpdir(), 'touchline-bench-'));
    const source = join(folder, 'source');
    mkdirSync(source);
    const events = scaled(QUOTES, scale);
    const maker = await openStore(':memory:');
    await maker.run(marketsSql(join(source, 'markets.parquet')));
    await maker.run(quotesSql(join(source, 'quotes.parquet'), events));
    maker.close();
    let run = 0;
    return {
      events,
      run: async () => {
        run += 1;
        const store = await openStore(join(folder, `store-${run}.duckdb`));
        await importDataset(store, { format: 'polymarket-us', path: source, name: 'bench' });
        store.close();
      },
      close: () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};
