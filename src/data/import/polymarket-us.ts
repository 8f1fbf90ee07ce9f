import { IMPORT_SQL } from '../sql/import-sql.js';
import type { ImportedFile, ImportFormat, ImportTask } from './import-format.js';
import { insertMarkets, type ListedMarket } from './market-list.js';
import { openParquet } from './parquet-source.js';
import { listedUsMarket } from './polymarket-us-market.js';
import { importQuoteFile } from './quote-file.js';
import { insertResolutions, type ListedResolution, labelOfRow } from './resolutions.js';
import { requiredFile } from './wanted-files.js';

const QUOTES = {
  columns: { ts_utc: 'TIMESTAMP WITH TIME ZONE', slug: 'VARCHAR', bid: 'DOUBLE', ask: 'DOUBLE' },
  timeField: 'ts_utc',
  incoming: IMPORT_SQL.incomingUtcQuotes,
  polls: IMPORT_SQL.pollsUtc,
} as const;

const MARKETS = {
  slug: 'VARCHAR',
  question: 'VARCHAR',
  kind: 'VARCHAR',
  last_ts_utc: 'TIMESTAMP WITH TIME ZONE',
  y: 'INTEGER',
  label_source: 'VARCHAR',
} as const;

/**
 * The market list with its outcomes. There is no resolution time in it: an outcome is dated at the last instant
 * at which the source lists or quotes the market.
 */
async function importMarkets(task: ImportTask): Promise<ImportedFile> {
  const total = await openParquet(task, MARKETS);
  task.report(0, total);
  const rows = await task.store.rows(IMPORT_SQL.utcMarkets);
  const listed = rows.map((row): ListedMarket => listedUsMarket(task, row, 'last_ts_utc'));
  const ids = await insertMarkets(task, listed);
  const resolutions = rows.flatMap((row): ListedResolution[] => {
    const marketId = ids.get(row.text('slug'));
    const label = labelOfRow(task, row);
    if (label === null || marketId === undefined) return [];
    return [{ marketId, localTime: row.integer('last_listed'), ...label }];
  });
  await insertResolutions(task, resolutions);
  task.report(total, total);
  return { rows: total, notes: {} };
}

/** Polymarket US quotes as a prepared set: one file of markets, one of quotes, times in UTC. */
export const polymarketUs: ImportFormat = {
  name: 'polymarket-us',
  description: 'Polymarket US quotes, prepared: folder with markets.parquet and quotes.parquet, times in UTC',
  venue: 'polymarket-us',
  version: 1,
  wantedFiles: (path) => [
    requiredFile(path, 'markets.parquet', 'markets'),
    requiredFile(path, 'quotes.parquet', 'quotes'),
  ],
  importFile: (task) => (task.file.role === 'markets' ? importMarkets(task) : importQuoteFile(task, QUOTES)),
};
