import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { bundledFile } from '../config/bundled-file.js';
import type { Store } from '../data/store.js';
import { makeOutFolder } from './out-folder.js';

interface DemoOptions {
  readonly out: string;
  readonly json?: boolean;
}

/** `touchline demo`: the whole way from data to report, on a season made up for it. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('backtest a synthetic season and write its report: the whole way, offline')
    .option('--out <dir>', 'where the store and the report are written', 'reports/demo')
    .option('--json', 'print the result as JSON (docs/json-contract.md)')
    .addHelpText('after', '\nExamples:\n  $ touchline demo\n  $ touchline demo --out /tmp/demo')
    .action(runDemo);
}

async function runDemo(options: DemoOptions): Promise<void> {
  const startedAtMs = Date.now();
  const { readConfigFile } = await import('../config/config-file.js');
  const { prepareRun } = await import('../runs/prepare-run.js');
  const { openStore } = await import('../data/store.js');
  const { backtestDataset } = await import('../runs/backtest-dataset.js');
  const { packageVersion } = await import('../config/package-version.js');
  const { stepPrinter } = await import('./step-printer.js');
  const config = bundledFile('examples/demo.toml');
  const run = prepareRun(readConfigFile(config), 'examples/demo.toml');
  const steps = stepPrinter();
  makeOutFolder(options.out);
  const store = await openStore(join(options.out, 'demo.duckdb'));
  try {
    steps.show('generating the season');
    await importDemoSeason(store);
    const input = await backtestDataset({
      store,
      run,
      version: packageVersion(),
      startedAtMs,
      onStep: steps.show,
    });
    steps.clear();
    const { printReport } = await import('./print-report.js');
    await printReport(input, options);
  } finally {
    steps.clear();
    store.close();
  }
}

async function importDemoSeason(store: Store): Promise<void> {
  const { parseSeasonFile } = await import('../data/synthetic/parse-season-file.js');
  const { importSeason } = await import('../data/synthetic/import-season.js');
  const file = 'datasets/demo-season.toml';
  const parameters = parseSeasonFile(readFileSync(bundledFile(file), 'utf8'), file);
  await importSeason(store, { parameters, name: 'demo-season', fileName: file });
}
