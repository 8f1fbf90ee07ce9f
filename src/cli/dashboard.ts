import { Command, Option } from 'commander';
import { DEFAULT_STORE_PATH } from '../data/default-store-path.js';
import { wholeNumberIn } from './option-values.js';

interface DashboardOptions {
  readonly db: string;
  readonly folder: string;
  readonly databaseUrl?: string;
  readonly port: number;
  readonly json?: boolean;
}

/** `touchline dashboard`: accounts and runs in a browser. */
export function dashboardCommand(): Command {
  return new Command('dashboard')
    .description('accounts that trade and kept runs, in a browser on this machine')
    .option('--db <file>', 'the store of the runs', DEFAULT_STORE_PATH)
    .addOption(
      new Option('--database-url <url>', 'Postgres; without it the server of touchline').env('DATABASE_URL'),
    )
    .option('--folder <dir>', 'where touchline keeps its own server and marks', '.touchline')
    .option(
      '--port <n>',
      'port on 127.0.0.1; 0 = any that is free',
      wholeNumberIn({ from: 0, to: 65_535 }),
      8140,
    )
    .option('--json', 'print the address as JSON when it listens')
    .addHelpText(
      'after',
      `
It only reads, and answers this machine alone; from another, use a tunnel. Pages of accounts are new every two
seconds and say so when nobody answers. Ctrl-C stops it.

Examples:
  $ touchline dashboard
  $ touchline dashboard --db touchline.duckdb --port 0 --json
  $ ssh -N -L 8140:127.0.0.1:8140 trader@host`,
    )
    .action(runDashboard);
}

async function runDashboard(options: DashboardOptions): Promise<void> {
  const [{ serveDashboard }, { DashboardPages }, { nodePorts }, { stopSignal }] = await Promise.all([
    import('../runs/dashboard/dashboard-server.js'),
    import('../runs/dashboard/dashboard-pages.js'),
    import('../live/adapters/node-ports.js'),
    import('./stop-signal.js'),
  ]);
  const ports = nodePorts();
  const pages = new DashboardPages(options, ports);
  try {
    const server = await serveDashboard(pages, options.port);
    const { url } = server;
    process.stdout.write(options.json ? `${JSON.stringify({ url })}\n` : `${url}  (Ctrl-C stops it)\n`);
    await stopSignal();
    await server.close();
  } finally {
    await pages.close();
    ports.close();
  }
}
