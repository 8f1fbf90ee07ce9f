import { IMPORT_SQL } from '../sql/import-sql.js';
import type { ImportedFile, ImportFormat, ImportTask } from './import-format.js';
import { insertMarkets } from './market-list.js';
import { openParquet } from './parquet-source.js';
import { listedUsMarket } from './polymarket-us-market.js';
import { importQuoteFile, refuseUnfitTime } from './quote-file.js';
import { insertResolutions, type ListedResolution, labelOfRow } from './resolutions.js';
import { sourceFault } from './source-fault.js';
import { partitionedFiles, requiredFile } from './wanted-files.js';

/** The files carry naive local time of the US east coast, which their publisher nowhere says. */
const QUOTES = {
  columns: { ts: 'TIMESTAMP', slug: 'VARCHAR', bid: 'DOUBLE', ask: 'DOUBLE' },
  timeField: 'ts',
  incoming: IMPORT_SQL.incomingLocalQuotes,
  polls: IMPORT_SQL.pollsEastern,
} as const;
const MARKETS = { slug: 'VARCHAR', question: 'VARCHAR', category: 'VARCHAR', last_ts: 'TIMESTAMP' } as const;
const LABELS = { slug: 'VARCHAR', y: 'INTEGER', source: 'VARCHAR' } as const;

async function importMarkets(task: ImportTask): Promise<ImportedFile> {
  const total = await openParquet(task, MARKETS);
  task.report(0, total);
  await task.store.run(IMPORT_SQL.incomingLocalMarkets);
  await task.store.run(IMPORT_SQL.pollsEastern);
  await refuseUnfitTime(task, 'last_ts');
  const rows = await task.store.rows(IMPORT_SQL.localMarkets);
  await insertMarkets(
    task,
    rows.map((row) => listedUsMarket(task, row, 'last_ts')),
  );
  task.report(total, total);
  return { rows: total, notes: {} };
}

async function importLabels(task: ImportTask): Promise<ImportedFile> {
  const total = await openParquet(task, LABELS);
  task.report(0, total);
  const known = await task.store.rows(IMPORT_SQL.marketIds, [task.datasetId]);
  const markets = new Map(known.map((row) => [row.text('slug'), row]));
  const resolutions: ListedResolution[] = [];
  const seen = new Set<number>();
  for (const row of await task.store.rows(IMPORT_SQL.labels)) {
    const slug = row.textOrNull('slug');
    const market = markets.get(slug ?? '');
    const at = { file: task.file, row: row.integer('row'), field: 'slug', value: slug };
    if (market === undefined) {
      const hint = 'wanted a slug of the market list';
      throw sourceFault('DATA_MARKET', 'a label is of an unknown market', { ...at, hint });
    }
    const marketId = market.integer('market_id');
    if (seen.has(marketId)) {
      throw sourceFault('DATA_LABEL', 'a market has two labels', { ...at, hint: 'wanted one a market' });
    }
    seen.add(marketId);
    const label = labelOfRow(task, row);
    if (label !== null) resolutions.push({ marketId, localTime: market.integer('last_listed'), ...label });
  }
  await insertResolutions(task, resolutions);
  task.report(total, total);
  return { rows: total, notes: {} };
}

const IMPORTERS = {
  markets: importMarkets,
  quotes: (task: ImportTask) => importQuoteFile(task, QUOTES),
  labels: importLabels,
} as const;

/** Polymarket US quotes as published: one partition a local day, times of the US east coast. */
export const polymarketUsRaw: ImportFormat = {
  name: 'polymarket-us-raw',
  description:
    'Polymarket US quotes as published: markets, labels and quotes/dt=*/, local times of America/New_York',
  venue: 'polymarket-us',
  version: 1,
  wantedFiles: (path) => [
    requiredFile(path, 'markets.parquet', 'markets'),
    ...partitionedFiles(path, 'quotes', 'quotes'),
    requiredFile(path, 'labels.parquet', 'labels'),
  ],
  importFile: (task) => IMPORTERS[task.file.role](task),
};
