import { Command } from 'commander';
import { TouchlineError } from '../engine/errors.js';
import { numberIn } from './option-values.js';

interface WorkerOptions {
  readonly databaseUrl?: string;
  readonly store: string;
  readonly idle?: number;
}

/** `touchline worker`: does trials that sweeps on other machines ask for. */
export function workerCommand(): Command {
  return new Command('worker')
    .description('do the trials that sweeps have put into a queue, on this machine')
    .option('--database-url <url>', 'the Postgres of the queue (default: DATABASE_URL)')
    .requiredOption('--store <dir>', 'the shared folder with the tapes, a path or a file: URL')
    .option('--idle <seconds>', 'end after so long without a trial', numberIn({ from: 0 }))
    .addHelpText(
      'after',
      `
Stops after the trial that runs on Ctrl-C. A worker that is killed loses nothing: its trial is done by another.

Examples:
  $ touchline worker --database-url postgresql://user@host/touchline --store /mnt/tapes
  $ touchline sweep --config sweep.toml --queue postgresql://user@host/touchline --store /mnt/tapes`,
    )
    .action(runWorkerCommand);
}

async function runWorkerCommand({ databaseUrl, store, idle }: WorkerOptions): Promise<void> {
  const { packageVersion } = await import('../config/package-version.js');
  const { runWorker } = await import('../runs/queue/run-worker.js');
  const { stepPrinter } = await import('./step-printer.js');
  const url = databaseUrl ?? process.env['DATABASE_URL'] ?? '';
  if (url === '') {
    throw new TouchlineError('CLI_OPTIONS', 'the queue has no address', {
      hint: 'add --database-url <url>, or set DATABASE_URL',
    });
  }
  const steps = stepPrinter();
  const stop = new AbortController();
  const end = (): void => stop.abort();
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    steps.show('waiting for trials');
    const done = await runWorker({
      url,
      store,
      version: packageVersion(),
      stop: stop.signal,
      idleMs: idle === undefined ? null : idle * 1_000,
      onTrial: (count) => steps.show(`${count} trials done`),
    });
    steps.clear();
    process.stdout.write(`${done} trials done\n`);
  } finally {
    steps.clear();
    process.off('SIGINT', end).off('SIGTERM', end);
  }
}
