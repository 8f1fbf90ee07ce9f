import { Command } from 'commander';
import { EXIT } from './print-error.js';

interface ReplayOptions {
  readonly databaseUrl?: string;
  readonly folder: string;
  readonly json?: boolean;
}

/** `touchline replay`: does the backtest's kernel decide what the session decided? */
export function replayCommand(): Command {
  return new Command('replay')
    .description('run what a live session consumed through the kernel, and compare every decision')
    .argument('[session]', 'id of the session (default: the newest)')
    .option('--database-url <url>', 'Postgres; without it the server of touchline')
    .option('--folder <dir>', 'where touchline keeps its own server', '.touchline')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Exit code 3 when a decision is not the same, byte for byte.

Examples:
  $ touchline replay
  $ touchline replay 6a2f0c1b8e400-1f2e3d4c --json`,
    )
    .action(runReplay);
}

async function runReplay(session: string | undefined, options: ReplayOptions): Promise<void> {
  const [{ withLiveStore }, { replayStored }, { stepPrinter }] = await Promise.all([
    import('../runs/live/open-live-store.js'),
    import('../runs/live/replay-stored.js'),
    import('./step-printer.js'),
  ]);
  const steps = stepPrinter();
  await withLiveStore(options, async (store) => {
    const report = await replayStored(store, session ?? null, (inputs) => {
      if (inputs % 10_000 === 0) steps.show(`replayed ${inputs.toLocaleString('en-US')} inputs`);
    });
    steps.clear();
    if (report.difference !== null) process.exitCode = EXIT.findings;
    process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : `${replayText(report)}\n`);
  });
}

type Report = Awaited<ReturnType<typeof import('../runs/live/replay-stored.js').replayStored>>;

function replayText({ session, inputs, kept, replayed, difference, outputHash }: Report): string {
  const count = (value: number): string => value.toLocaleString('en-US');
  const head = `session ${session}: ${count(inputs)} inputs, ${count(kept)} decisions kept, ${count(replayed)} replayed`;
  if (difference === null) return `${head}\nevery decision is the same, byte for byte; output ${outputHash}`;
  return [
    head,
    `decision ${difference.sequence} is NOT the same:`,
    `  session ${difference.kept ?? 'has none'}`,
    `  replay  ${difference.replayed ?? 'has none'}`,
  ].join('\n');
}
