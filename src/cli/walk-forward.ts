import { Command } from 'commander';
import { DEFAULT_STORE_PATH } from '../data/default-store-path.js';
import type { WalkForwardInput } from '../report/walk-forward/walk-forward-input.js';
import { wholeNumberIn } from './option-values.js';
import { makeOutFolder } from './out-folder.js';
import type { PrintOptions } from './print-report.js';

interface WalkForwardOptions extends PrintOptions {
  readonly config: string;
  readonly db: string;
  readonly workers?: number;
}

const WORKERS_MAX = 256;

/** `touchline walk-forward`: settings chosen on the past, tried on what came next. */
export function walkForwardCommand(): Command {
  return new Command('walk-forward')
    .description('choose settings on each stretch of days and try them on the days that follow')
    .requiredOption('--config <file>', 'a sweep with a table [windows], TOML (docs/walk-forward.md)')
    .option('--db <file>', 'the store', DEFAULT_STORE_PATH)
    .option(
      '--workers <n>',
      'threads that replay (default: one a core)',
      wholeNumberIn({ from: 1, to: WORKERS_MAX }),
    )
    .option('--json', 'print the result as JSON')
    .option('--out <dir>', 'write the HTML report there')
    .addHelpText(
      'after',
      `
Examples:
  $ touchline walk-forward --config examples/walk-forward.toml --db reports/demo/demo.duckdb --out reports
  $ touchline walk-forward --config walk.toml --json | jq .outOfSample

A walk that was stopped goes on where it stood: every trial is in the trial ledger as soon as it is finished.`,
    )
    .action(runWalkForwardCommand);
}

async function runWalkForwardCommand(options: WalkForwardOptions): Promise<void> {
  const { packageVersion } = await import('../config/package-version.js');
  const { openStore } = await import('../data/store.js');
  const { runWalkForward } = await import('../runs/walk-forward/run-walk-forward.js');
  const { readWalkForwardFile } = await import('../runs/walk-forward/walk-forward-file.js');
  const { stepPrinter } = await import('./step-printer.js');
  const { availableParallelism } = await import('node:os');
  const walk = readWalkForwardFile(options.config);
  if (options.out !== undefined) makeOutFolder(options.out);
  const steps = stepPrinter();
  const store = await openStore(options.db, { mustExist: true });
  try {
    const input = await runWalkForward({
      store,
      walk,
      workers: options.workers ?? availableParallelism(),
      version: packageVersion(),
      onStep: steps.show,
    });
    steps.clear();
    await print(input, options);
  } finally {
    steps.clear();
    store.close();
  }
}

async function print(input: WalkForwardInput, { json, out }: WalkForwardOptions): Promise<void> {
  const { buildWalkForwardReport } = await import('../report/walk-forward/build-walk-forward-report.js');
  const { walkForwardToJson } = await import('../report/walk-forward/walk-forward-json.js');
  const { walkForwardToText } = await import('../report/walk-forward/walk-forward-text.js');
  const { wantsColour } = await import('../report/terminal-colour.js');
  const report = buildWalkForwardReport(input);
  const written = out === undefined ? null : await writePage(report, out);
  if (json === true) {
    process.stdout.write(`${JSON.stringify(walkForwardToJson(report), null, 2)}\n`);
    return;
  }
  const colour = wantsColour(process.env, process.stdout.isTTY);
  process.stdout.write(`${walkForwardToText(report, { colour, width: process.stdout.columns ?? 100 })}\n`);
  if (written !== null) process.stdout.write(`\nReport: ${written}\n`);
}

async function writePage(
  report: import('../report/walk-forward/build-walk-forward-report.js').WalkForwardReport,
  directory: string,
): Promise<string> {
  const { walkForwardToHtml } = await import('../report/walk-forward/walk-forward-html.js');
  const { writeFile } = await import('node:fs/promises');
  const { basename, join } = await import('node:path');
  makeOutFolder(directory);
  const path = join(directory, `walk-forward-${basename(report.file, '.toml')}-${report.dataset.name}.html`);
  await writeFile(path, await walkForwardToHtml(report));
  return path;
}
