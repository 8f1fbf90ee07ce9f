import { Command, Option } from 'commander';
import { wholeNumberIn } from './option-values.js';
import { withExamples } from './with-examples.js';

const withStore = (command: Command): Command =>
  command
    .addOption(
      new Option('--database-url <url>', 'Postgres; without it touchline starts one of its own').env(
        'DATABASE_URL',
      ),
    )
    .option('--folder <dir>', 'where touchline keeps its own server', '.touchline');

/** `touchline accounts`: who trades, and with what. */
export function accountsCommand(): Command {
  return new Command('accounts')
    .description('accounts that sessions trade: on paper, or with money once armed')
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(armCommand('arm'))
    .addCommand(armCommand('disarm'));
}

const addCommand = (): Command =>
  withExamples(
    withStore(new Command('add'))
      .description('add an account; one that trades with money starts disarmed')
      .argument('<name>', 'letters, digits, - and _')
      .option('--live', 'trades with money (default: on paper)')
      .option('--signer <address>', 'address of its key, as `touchline keys add` prints it')
      .option('--funder <address>', 'wallet that holds the money (default: the signer)')
      .option(
        '--signature-type <n>',
        '0 plain key, 1 proxy, 2 safe, 3 deposit wallet',
        wholeNumberIn({ from: 0, to: 3 }),
        0,
      )
      .option(
        '--deposit <dollars>',
        'cash that it begins with, on paper; of money, what the venue holds counts',
      )
      .option('--json', 'print the account as JSON'),
    'accounts add practice --deposit 1000',
    'accounts add main --live --signer 0x… --funder 0x… --signature-type 2',
  ).action(async (name, options) => (await import('./accounts-run.js')).runAccountsAdd(name, options));

const listCommand = (): Command =>
  withExamples(
    withStore(new Command('list'))
      .description('list the accounts with their cash')
      .option('--json', 'print the list as JSON'),
    'accounts list',
  ).action(async (options) => (await import('./accounts-run.js')).runAccountsList(options));

const armCommand = (what: 'arm' | 'disarm'): Command =>
  withExamples(
    withStore(new Command(what))
      .description(
        what === 'arm'
          ? 'let sessions send orders with money, until disarmed'
          : 'let no order of the account leave any more, exits included',
      )
      .argument('<name>', 'the account')
      .requiredOption('--reason <text>', 'why, for the audit'),
    `accounts ${what} main --reason "season opener"`,
  ).action(async (name, options) => (await import('./accounts-run.js')).runAccountsArm(name, what, options));
