import { Command } from 'commander';
import { DEFAULT_STORE_PATH } from '../data/default-store-path.js';
import { TouchlineError } from '../engine/errors.js';

interface CompareOptions {
  readonly db: string;
  readonly json?: boolean;
}

/** `touchline compare`: kept runs side by side. */
export function compareCommand(): Command {
  return new Command('compare')
    .description('set kept runs side by side: settings that differ, totals, funnel')
    .argument('<run...>', 'ids of two runs or more, or the beginnings of them (touchline runs)')
    .option('--db <file>', 'the store', DEFAULT_STORE_PATH)
    .option('--json', 'print the comparison as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ touchline compare 3f9c 81d0\n  $ touchline compare 3f9c 81d0 a77b --json | jq .settings',
    )
    .action(compare);
}

async function compare(ids: readonly string[], options: CompareOptions): Promise<void> {
  if (ids.length < 2) {
    throw new TouchlineError('CLI_OPTIONS', 'one run has nothing to be compared with', {
      hint: 'give two runs or more: touchline runs lists them',
    });
  }
  const [
    { openStore },
    { storedReport },
    { buildBacktestReport },
    { compareRuns },
    { comparisonToText },
    { wantsColour },
  ] = await Promise.all([
    import('../data/store.js'),
    import('../runs/stored-report.js'),
    import('../report/build-backtest-report.js'),
    import('../report/compare-runs.js'),
    import('../report/compare-terminal.js'),
    import('../report/terminal-colour.js'),
  ]);
  const store = await openStore(options.db, { mode: 'read-only' });
  try {
    const reports = [];
    for (const id of ids) reports.push(buildBacktestReport(await storedReport(store, id)));
    const comparison = compareRuns(reports);
    const colour = wantsColour(process.env, process.stdout.isTTY);
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ schema: 'touchline/compare/1', ...comparison }, null, 2)}\n`
        : `${comparisonToText(comparison, { colour })}\n`,
    );
  } finally {
    store.close();
  }
}
