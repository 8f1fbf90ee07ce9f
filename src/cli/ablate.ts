import { Command } from 'commander';
import { DEFAULT_STORE_PATH } from '../data/default-store-path.js';
import type { AblationRow } from '../research/ablation.js';
import { withExamples } from './with-examples.js';

interface AblateOptions {
  readonly config: string;
  readonly db: string;
  readonly dataset?: string;
  readonly json?: boolean;
}

/** `touchline ablate`: what each factor of a confidence is worth. */
export const ablateCommand = (): Command =>
  withExamples(
    new Command('ablate'),
    'ablate --config examples/demo.toml --db reports/demo/demo.duckdb',
    "ablate --config examples/real-quotes.toml --json | jq '.rows[] | {without, entries, pnlUsd}'",
  )
    .description('replay without each factor of the confidence in turn: decisions, return and calibration')
    .requiredOption('--config <file>', 'the configuration, TOML')
    .option('--db <file>', 'the store', DEFAULT_STORE_PATH)
    .option('--dataset <name>', 'replay this dataset instead of the configured one')
    .option('--json', 'print the result as JSON')
    .action(runAblate);

async function runAblate(options: AblateOptions): Promise<void> {
  const [{ readConfigFile, mergeTables }, { openStore }, { ablate }, { stepPrinter }, { givenSettings }] =
    await Promise.all([
      import('../config/config-file.js'),
      import('../data/store.js'),
      import('../runs/ablate.js'),
      import('./step-printer.js'),
      import('./given-settings.js'),
    ]);
  const steps = stepPrinter();
  const raw = mergeTables(readConfigFile(options.config), givenSettings(options));
  const store = await openStore(options.db, { mustExist: true });
  try {
    const rows = await ablate({ store, raw, file: options.config, onStep: steps.show });
    steps.clear();
    if (options.json) {
      process.stdout.write(`${JSON.stringify({ schema: 'touchline/ablation/1', rows }, null, 2)}\n`);
    } else await printRows(rows);
  } finally {
    steps.clear();
    store.close();
  }
}

async function printRows(rows: readonly AblationRow[]): Promise<void> {
  const [{ table }, { painter }, { formatCount, formatRange, formatSigned }] = await Promise.all([
    import('../report/terminal-text.js'),
    import('../report/terminal-colour.js'),
    import('../report/format.js'),
  ]);
  const paint = painter(process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined);
  const head = [
    'without',
    'entries',
    'shared',
    'net P&L, USD',
    'a game, less the whole',
    '95 % interval',
    'MCB',
    'DSC',
  ];
  const fixed = (value: number | null): string => (value === null ? 'N/A' : Math.max(0, value).toFixed(4));
  const lines = rows.map((row) => {
    const { differenceUsd, differenceInterval: interval, without } = row;
    const hasDifference = without !== null && differenceUsd !== null;
    return [
      without ?? '(nothing)',
      formatCount(row.entries),
      formatCount(row.shared),
      formatSigned(row.pnlUsd),
      hasDifference ? formatSigned(differenceUsd) : '',
      hasDifference && interval !== null ? formatRange(interval.low, interval.high) : '',
      fixed(row.miscalibration),
      fixed(row.discrimination),
    ];
  });
  process.stdout.write(`${table(head, lines, { paint, text: 1 })}\n`);
  process.stdout.write(
    '\nMCB, DSC: of the score against trades won; less miscalibration and more discrimination is better.\n',
  );
}
