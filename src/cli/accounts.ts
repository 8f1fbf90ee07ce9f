import { Command, Option } from 'commander';
import { countOrNone, dollarsOrNone, wholeNumberIn } from './option-values.js';
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
    .addCommand(armCommand('disarm'))
    .addCommand(limitCommand());
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

const CAPS_HELP = `
A cap is a number, or \`none\`. Those that are not given stay as they are; without any, the caps are printed. The stricter of
cap and session setting counts, from the next order on, in whatever process it is made. What only reduces risk passes.`;

const limitCommand = (): Command =>
  withExamples(
    withStore(new Command('limit'))
      .description('what the account may do at most, whatever a session is set to')
      .argument('<name>', 'the account')
      .option('--per-order <dollars>', 'an order', dollarsOrNone)
      .option('--per-market <dollars>', 'at risk in a market, open orders and what is held', dollarsOrNone)
      .option('--per-game <dollars>', 'at risk in a game', dollarsOrNone)
      .option('--gross <dollars>', 'at risk in all', dollarsOrNone)
      .option('--daily-traded <dollars>', 'bought and sold in a day', dollarsOrNone)
      .option('--orders-per-minute <n>', 'orders a minute', countOrNone)
      .option('--orders-per-hour <n>', 'orders an hour', countOrNone)
      .option('--cash-floor <dollars>', 'cash that must be left', dollarsOrNone)
      .option('--reason <text>', 'why, for the audit; needed to set a cap')
      .option('--json', 'print the caps as JSON: 1e-6 dollars and counts')
      .addHelpText('after', CAPS_HELP),
    'accounts limit main --per-order 10 --gross 100 --reason "first week"',
    'accounts limit main --per-order none --reason "as configured"',
    'accounts limit main',
  ).action(async (name, options) => (await import('./accounts-limit.js')).runAccountsLimit(name, options));
