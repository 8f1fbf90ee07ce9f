import { Command } from 'commander';
import { DEFAULT_STORE_PATH } from '../data/default-store-path.js';
import type { PrintOptions } from './print-report.js';

interface ReportOptions extends PrintOptions {
  readonly db: string;
}

const DEFAULT_FOLDER = 'reports';

/** `touchline report`: a kept run, reported again. */
export function reportCommand(): Command {
  return new Command('report')
    .description('report a kept run again')
    .argument('<run>', 'id of the run, or the beginning of it (touchline runs)')
    .option('--db <file>', 'the store', DEFAULT_STORE_PATH)
    .option('--json', 'print the result as JSON (docs/json-contract.md)')
    .option('--out <dir>', `write the HTML report there (default: "${DEFAULT_FOLDER}", none with --json)`)
    .addHelpText(
      'after',
      '\nExamples:\n  $ touchline report 3f9c --out reports\n  $ touchline report 3f9c --json',
    )
    .action(showReport);
}

async function showReport(id: string, options: ReportOptions): Promise<void> {
  const [{ openStore }, { storedReport }, { printReport }] = await Promise.all([
    import('../data/store.js'),
    import('../runs/stored-report.js'),
    import('./print-report.js'),
  ]);
  const store = await openStore(options.db, { mode: 'read-only' });
  try {
    const out = options.out ?? (options.json ? undefined : DEFAULT_FOLDER);
    await printReport(await storedReport(store, id), out === undefined ? options : { ...options, out });
  } finally {
    store.close();
  }
}
