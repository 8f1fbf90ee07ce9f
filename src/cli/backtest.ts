import { Command } from 'commander';
import { DEFAULT_STORE_PATH } from '../data/default-store-path.js';
import { givenSettings } from './given-settings.js';
import { wholeNumberIn } from './option-values.js';
import { makeOutFolder } from './out-folder.js';
import type { PrintOptions } from './print-report.js';

interface BacktestOptions extends PrintOptions {
  readonly config: string;
  readonly db: string;
  readonly dataset?: string;
  readonly strategy?: string;
  readonly eventsInMemory?: number;
}

/** `touchline backtest`: replay a dataset, keep the run, report it. */
export function backtestCommand(): Command {
  return new Command('backtest')
    .description('replay recorded prices through a strategy and report what came of it')
    .requiredOption('--config <file>', 'the configuration, TOML')
    .option('--db <file>', 'the store', DEFAULT_STORE_PATH)
    .option('--dataset <name>', 'replay this dataset instead of the configured one')
    .option('--strategy <name>', 'run this strategy instead: a name, or a file (.ts or .js) of your own')
    .option(
      '--events-in-memory <n>',
      'replay a selection with more events in parts, from files beside the store (default: 16000000)',
      wholeNumberIn({ from: 1, to: 1e9 }),
    )
    .option('--json', 'print the result as JSON (docs/json-contract.md)')
    .option('--out <dir>', 'write the HTML report there')
    .addHelpText(
      'after',
      `
Examples:
  $ touchline backtest --config examples/real-quotes.toml
  $ touchline backtest --config examples/real-quotes.toml --out reports
  $ touchline backtest --config examples/real-quotes.toml --json | jq .pnlUsd
  $ touchline backtest --config examples/fade-jump.toml --strategy ./my-strategy.ts`,
    )
    .action(runBacktestCommand);
}

async function runBacktestCommand(options: BacktestOptions): Promise<void> {
  const startedAtMs = Date.now();
  const [
    { readConfigFile, mergeTables },
    { prepareOwnRun },
    { openStore },
    { backtestDataset },
    { printReport },
  ] = await Promise.all([
    import('../config/config-file.js'),
    import('../runs/prepare-run.js'),
    import('../data/store.js'),
    import('../runs/backtest-dataset.js'),
    import('./print-report.js'),
  ]);
  const { packageVersion } = await import('../config/package-version.js');
  const { stepPrinter } = await import('./step-printer.js');
  const given = givenSettings(options);
  const run = await prepareOwnRun(mergeTables(readConfigFile(options.config), given), options.config, given);
  const steps = stepPrinter();
  const store = await openStore(options.db, { mustExist: true });
  try {
    if (options.out !== undefined) makeOutFolder(options.out);
    const input = await backtestDataset({
      store,
      run,
      version: packageVersion(),
      startedAtMs,
      ...(options.eventsInMemory !== undefined && { mostInMemory: options.eventsInMemory }),
      onStep: steps.show,
    });
    steps.clear();
    await printReport(input, options);
  } finally {
    steps.clear();
    store.close();
  }
}
