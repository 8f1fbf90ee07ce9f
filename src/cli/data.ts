import { Command } from 'commander';
import type { DatasetCheck } from '../data/check-dataset.js';
import type { DatasetSummary } from '../data/datasets.js';
import { DEFAULT_STORE_PATH } from '../data/default-store-path.js';
import type { ImportSummary } from '../data/import/import-dataset.js';
import type { Store, StoreMode } from '../data/store.js';
import { synthCommand } from './data-synth.js';
import { EXIT } from './print-error.js';

interface DataOptions {
  readonly db: string;
  readonly json?: boolean;
}

/** `touchline data`: import recorded prices, list what is there, verify it. */
export function dataCommand(): Command {
  const data = new Command('data').description('import recorded prices, list and verify them');
  data.addCommand(importCommand());
  data.addCommand(listCommand());
  data.addCommand(checkCommand());
  data.addCommand(synthCommand());
  return data;
}

function importCommand(): Command {
  return new Command('import')
    .description('import a dataset; what is there already is not imported again')
    .argument('<format>', 'one of the formats below')
    .argument('<path>', 'folder or file of the source')
    .option('--db <file>', 'the store', DEFAULT_STORE_PATH)
    .option('--name <name>', 'name of the dataset (default: last part of the path)')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Formats:
  polymarket-us             prepared quotes: markets.parquet and quotes.parquet, times in UTC
  polymarket-us-raw         quotes as published: local times of America/New_York
  polymarket-closing-lines  games with closing price and winner, CSV
  betfair-stream            Betfair exchange stream: order books, trades, rules, scores
  pmxt-v2                   PMXT archive of Polymarket's order books: hourly parquet, tokens.csv where known
  kalshi-trades             answers of GET /markets/trades
  kalshi-candles            answers of GET .../candlesticks, as the quote at the end of each
  polymarket-trades         answers of GET /v2/trades with taker_only=true
  polymarket-prices         answers of GET /v2/prices-history, one file <token id>.json a token
  game-states               recordings of game-state feeds, added to the dataset --name (docs/game-states.md)

Examples:
  $ touchline data import polymarket-us ./polymarket-us-2026-07
  $ touchline data import betfair-stream ./betfair-cricket
  $ touchline data import game-states ./recordings --name polymarket-us-2026-07
  $ touchline data import polymarket-us-raw ./raw --db quotes.duckdb --name july --json`,
    )
    .action(runImport);
}

function listCommand(): Command {
  return new Command('ls')
    .description('list the datasets of a store')
    .option('--db <file>', 'the store', DEFAULT_STORE_PATH)
    .option('--json', 'print the list as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ touchline data ls\n  $ touchline data ls --db quotes.duckdb --json',
    )
    .action(runList);
}

function checkCommand(): Command {
  return new Command('check')
    .description('verify the stored rows again; exits with 3 when a rule is broken')
    .argument('[dataset]', 'name of a dataset (default: all)')
    .option('--db <file>', 'the store', DEFAULT_STORE_PATH)
    .option('--json', 'print the findings as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ touchline data check\n  $ touchline data check polymarket-us-2026-07 --json',
    )
    .action(runCheck);
}

async function withStore<Result>(
  path: string,
  mode: StoreMode,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const { openStore } = await import('../data/store.js');
  const store = await openStore(path, { mode });
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));
const count = (value: number): string => value.toLocaleString('en-US');

async function runImport(
  format: string,
  path: string,
  options: DataOptions & { name?: string },
): Promise<void> {
  const { importDataset } = await import('../data/import/import-dataset.js');
  const { importBar } = await import('./import-bar.js');
  const { name } = options;
  const bar = await importBar();
  const summary = await withStore(options.db, 'read-write', (store) =>
    importDataset(store, { format, path, onProgress: bar.update, ...(name === undefined ? {} : { name }) }),
  ).finally(bar.stop);
  if (options.json === true) printJson(summary);
  else printImport(summary);
}

function printImport(summary: ImportSummary): void {
  for (const file of summary.files) {
    print(`${file.name}: ${count(file.rows)} rows${file.imported ? '' : ', imported before'}`);
    for (const [note, rows] of Object.entries(file.notes)) print(`  ${note}: ${count(rows)}`);
  }
  print(`dataset ${summary.dataset.name} is complete, manifest ${summary.dataset.manifestHash.slice(0, 16)}`);
}

async function runList(options: DataOptions): Promise<void> {
  const { listDatasets, summariseDataset } = await import('../data/datasets.js');
  const datasets = await withStore(options.db, 'read-only', async (store) => {
    const summaries: DatasetSummary[] = [];
    for (const dataset of await listDatasets(store)) summaries.push(await summariseDataset(store, dataset));
    return summaries;
  });
  if (options.json === true) return printJson(datasets);
  if (datasets.length === 0)
    return print('the store holds no dataset: touchline data import <format> <path>');
  await printDatasets(datasets);
}

const day = (micros: number | null): string =>
  micros === null ? '' : new Date(micros / 1000).toISOString().slice(0, 10);

async function printDatasets(datasets: readonly DatasetSummary[]): Promise<void> {
  const { default: Table } = await import('cli-table3');
  const table = new Table({
    head: [
      'dataset',
      'format',
      'markets',
      'games',
      'quotes',
      'trades',
      'book events',
      'price points',
      'game states',
      'outcomes',
      'inferred',
      'gaps',
      'from',
      'to',
      'state',
    ],
    style: { head: [], border: [] },
  });
  for (const each of datasets) {
    const counts = [
      each.markets,
      each.games,
      each.quotes,
      each.trades,
      each.bookEvents,
      each.pricePoints,
      each.gameStates,
      each.authoritative,
      each.inferred,
      each.gaps,
    ];
    const state = each.manifestHash === null ? 'unfinished' : each.manifestHash.slice(0, 12);
    table.push([
      each.name,
      each.format,
      ...counts.map(count),
      day(each.firstTime),
      day(each.lastTime),
      state,
    ]);
  }
  print(table.toString());
}

async function runCheck(name: string | undefined, options: DataOptions): Promise<void> {
  const { listDatasets } = await import('../data/datasets.js');
  const { checkDataset } = await import('../data/check-dataset.js');
  const checks = await withStore(options.db, 'read-only', async (store) => {
    const datasets = await listDatasets(store);
    const chosen = datasets.filter((dataset) => name === undefined || dataset.name === name);
    if (name !== undefined && chosen.length === 0) {
      const { datasetByName } = await import('../data/datasets.js');
      await datasetByName(store, name);
    }
    const results: DatasetCheck[] = [];
    for (const dataset of chosen) results.push(await checkDataset(store, dataset));
    return results;
  });
  if (checks.some((check) => check.findings.length > 0 || !check.complete)) process.exitCode = EXIT.findings;
  if (options.json === true) return printJson(checks);
  for (const check of checks) printCheck(check);
}

function printCheck(check: DatasetCheck): void {
  const state = check.complete ? '' : ', import not finished';
  print(`${check.dataset}: ${check.rules} rules, ${check.findings.length} broken${state}`);
  for (const finding of check.findings) print(`  broken in ${count(finding.rows)} rows: ${finding.rule}`);
}
