import { Command } from 'commander';
import { DEFAULT_STORE_PATH } from '../data/default-store-path.js';
import { givenSettings } from './given-settings.js';
import { wholeNumberIn } from './option-values.js';
import { EXIT } from './print-error.js';

interface LeakCheckOptions {
  readonly config: string;
  readonly db: string;
  readonly dataset?: string;
  readonly strategy?: string;
  readonly cuts: number;
  readonly json?: boolean;
}

/** `touchline leak-check`: does a strategy use what it could not have known? */
export function leakCheckCommand(): Command {
  return new Command('leak-check')
    .description('look for decisions that use the future: outcomes turned round, cut off, renamed, shifted')
    .requiredOption('--config <file>', 'the configuration, TOML')
    .option('--db <file>', 'the store', DEFAULT_STORE_PATH)
    .option('--dataset <name>', 'replay this dataset instead of the configured one')
    .option('--strategy <name>', 'check this strategy instead: a name, or a file (.ts or .js) of your own')
    .option(
      '--cuts <n>',
      'instants at which outcomes are turned round and the data is cut',
      wholeNumberIn({ from: 1, to: 1000 }),
      5,
    )
    .option('--json', 'print the result as JSON (docs/leak-check.md)')
    .addHelpText(
      'after',
      `
Ends with 3 where a leak was found or nothing could be shown.

Examples:
  $ touchline leak-check --config examples/demo.toml --db reports/demo/demo.duckdb
  $ touchline leak-check --config run.toml --strategy ./my-strategy.ts --cuts 10`,
    )
    .action(runLeakCheck);
}

async function runLeakCheck(options: LeakCheckOptions): Promise<void> {
  const { readConfigFile, mergeTables } = await import('../config/config-file.js');
  const { packageVersion } = await import('../config/package-version.js');
  const { datasetByName } = await import('../data/datasets.js');
  const { loadTape } = await import('../data/load-tape.js');
  const { openStore } = await import('../data/store.js');
  const { leakCheck } = await import('../runs/leak/leak-check.js');
  const { prepareOwnRun } = await import('../runs/prepare-run.js');
  const { selectionOf } = await import('../runs/run-inputs.js');
  const { stepPrinter } = await import('./step-printer.js');
  const given = givenSettings(options);
  const run = await prepareOwnRun(mergeTables(readConfigFile(options.config), given), options.config, given);
  const steps = stepPrinter();
  const store = await openStore(options.db, { mode: 'read-only' });
  try {
    const dataset = await datasetByName(store, run.config.data.dataset);
    steps.show('loading the tape');
    const tape = await loadTape(store, selectionOf(run.config));
    const found = leakCheck(tape, { run, cuts: options.cuts, onStep: steps.show });
    steps.clear();
    const { name, version } = run.strategy();
    const report = {
      strategy: { name, version },
      dataset: dataset.name,
      ...found,
      generatedWith: packageVersion(),
    };
    await print(report, options);
    if (report.verdict !== 'no-leak-found') process.exitCode = EXIT.findings;
  } finally {
    steps.clear();
    store.close();
  }
}

async function print(
  report: import('../report/leak/leak-report.js').LeakReport,
  { json }: LeakCheckOptions,
): Promise<void> {
  const { leakToJson, leakToText } = await import('../report/leak/leak-text.js');
  const { wantsColour } = await import('../report/terminal-colour.js');
  if (json === true) {
    process.stdout.write(`${JSON.stringify(leakToJson(report), null, 2)}\n`);
    return;
  }
  const colour = wantsColour(process.env, process.stdout.isTTY);
  process.stdout.write(`${leakToText(report, { colour, width: process.stdout.columns ?? 100 })}\n`);
}
