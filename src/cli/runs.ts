import { Command } from 'commander';
import { DEFAULT_STORE_PATH } from '../data/default-store-path.js';

interface RunsOptions {
  readonly db: string;
  readonly json?: boolean;
}

/** `touchline runs`: what was kept. */
export function runsCommand(): Command {
  return new Command('runs')
    .description('list the runs of a store, newest first')
    .option('--db <file>', 'the store', DEFAULT_STORE_PATH)
    .option('--json', 'print the list as JSON')
    .addHelpText('after', '\nExamples:\n  $ touchline runs\n  $ touchline runs --json | jq ".[0].id"')
    .action(showRuns);
}

async function showRuns(options: RunsOptions): Promise<void> {
  const [{ openStore }, { listRuns }, { runRows, runTable }] = await Promise.all([
    import('../data/store.js'),
    import('../data/runs.js'),
    import('../report/run-list.js'),
  ]);
  const store = await openStore(options.db, { mode: 'read-only' });
  try {
    const rows = runRows(await listRuns(store));
    process.stdout.write(options.json ? `${JSON.stringify(rows, null, 2)}\n` : `${runTable(rows)}\n`);
  } finally {
    store.close();
  }
}
