import { Command } from 'commander';
import { DEFAULT_STORE_PATH } from '../data/default-store-path.js';
import { TouchlineError } from '../engine/errors.js';
import { wholeNumberIn } from './option-values.js';
import { makeOutFolder } from './out-folder.js';
import type { SweepPrintOptions } from './print-sweep.js';

interface SweepOptions extends SweepPrintOptions {
  readonly config: string;
  readonly db: string;
  readonly workers?: number;
  readonly queue?: string;
  readonly store?: string;
}

const WORKERS_MAX = 256;

/** `touchline sweep`: many configurations on one dataset, and what the best of them is worth. */
export function sweepCommand(): Command {
  return new Command('sweep')
    .description('run a configuration with many settings and say what the best of them is worth')
    .requiredOption('--config <file>', 'the sweep, TOML (docs/sweeps.md)')
    .option('--db <file>', 'the store', DEFAULT_STORE_PATH)
    .option(
      '--workers <n>',
      'threads that replay (default: one a core)',
      wholeNumberIn({ from: 1, to: WORKERS_MAX }),
    )
    .option('--queue <url>', 'have the trials done by `touchline worker`, through this Postgres')
    .option('--store <dir>', 'with --queue: the shared folder for the tape, a path or a file: URL')
    .option('--json', 'print the result as JSON')
    .option('--csv', 'print the ranked trials as CSV')
    .option('--out <dir>', 'write the HTML report there')
    .addHelpText(
      'after',
      `
Examples:
  $ touchline sweep --config examples/sweep.toml --db reports/demo/demo.duckdb --out reports
  $ touchline sweep --config sweep.toml --workers 2 --json | jq .deflatedSharpe
  $ touchline sweep --config sweep.toml --csv > trials.csv

A sweep that was stopped goes on where it stood: every trial is in the trial ledger as soon as it is finished.`,
    )
    .action(runSweepCommand);
}

async function runSweepCommand(options: SweepOptions): Promise<void> {
  if (options.json && options.csv) {
    throw new TouchlineError('CLI_OPTIONS', 'one form at a time', { hint: 'give either --json or --csv' });
  }
  const [
    { readSweepFile },
    { runSweep },
    { openStore },
    { printSweep },
    { stepPrinter },
    { packageVersion },
  ] = await Promise.all([
    import('../runs/sweep/sweep-file.js'),
    import('../runs/sweep/run-sweep.js'),
    import('../data/store.js'),
    import('./print-sweep.js'),
    import('./step-printer.js'),
    import('../config/package-version.js'),
  ]);
  const { availableParallelism } = await import('node:os');
  const { queue, store: shared } = options;
  if ((queue === undefined) !== (shared === undefined)) {
    throw new TouchlineError('CLI_OPTIONS', 'a queue needs a place for the tape', {
      hint: 'give --queue <url> and --store <dir> together',
    });
  }
  const { queueRunner } = await import('../runs/queue/queue-runner.js');
  const sweep = readSweepFile(options.config);
  if (options.out !== undefined) makeOutFolder(options.out);
  const steps = stepPrinter();
  const store = await openStore(options.db, { mustExist: true });
  try {
    const input = await runSweep({
      store,
      sweep,
      workers: options.workers ?? availableParallelism(),
      version: packageVersion(),
      ...(queue !== undefined &&
        shared !== undefined && {
          openRunner: (tape) =>
            queueRunner(tape, {
              url: queue,
              store: shared,
              version: packageVersion(),
              onSilence: () => steps.show('no answer for a while: is a `touchline worker` running?'),
            }),
        }),
      onStep: steps.show,
      onTrial: ({ done, of, kept }) =>
        steps.show(`trial ${done} of ${of}${kept === 0 ? '' : `, ${kept} of them from the ledger`}`),
    });
    steps.clear();
    await printSweep(input, options);
  } finally {
    steps.clear();
    store.close();
  }
}
