import { Command, Option } from 'commander';
import { MESSAGE_TOPICS } from '../live/store/rules/outbox-message.js';
import type { MessageOptions } from './live-messages.js';
import type { LiveOptions } from './live-options.js';
import { wholeNumberIn } from './option-values.js';

const withStore = (command: Command): Command =>
  command
    .addOption(
      new Option('--database-url <url>', 'Postgres; without it touchline starts one of its own')
        .env('DATABASE_URL')
        .hideHelp(false),
    )
    .option('--folder <dir>', 'where touchline keeps its own server and marks', '.touchline');

const withAccount = (command: Command): Command =>
  withStore(command).option('--account <name>', 'the account', 'paper');

const withVenue = (command: Command): Command =>
  command
    .option('--config <file>', 'the configuration, TOML: the same as of a backtest, with a table `live`')
    .option('--paper', 'trade on paper (the default)')
    .option('--live', 'trade with money: the account must be armed')
    .addOption(
      new Option(
        '--passphrase-file <file>',
        'with --live: its first line opens the keystore; mode 600 (default: asked for)',
      ).env('TOUCHLINE_PASSPHRASE_FILE'),
    )
    .option(
      '--passphrase-fd <n>',
      'with --live: open descriptor to read the passphrase from',
      wholeNumberIn({ from: 0 }),
    )
    .option('--url <url>', 'where the venue answers instead of its public hosts, for example a sandbox');

/** `touchline live`: sessions in real time. */
export function liveCommand(): Command {
  return new Command('live')
    .description('trade in real time, on paper unless told otherwise')
    .addCommand(startCommand())
    .addCommand(stopCommand())
    .addCommand(statusCommand())
    .addCommand(messagesCommand())
    .addCommand(haltCommand())
    .addCommand(resumeCommand())
    .addCommand(reconcileCommand())
    .addCommand(flattenCommand());
}

function startCommand(): Command {
  return withVenue(withStore(new Command('start')))
    .description('start a session: recover, reconcile, then trade until stopped')
    .option('--account <name>', 'the account')
    .option('--strategy <name>', 'the strategy: a name, or a file (.ts or .js) of your own')
    .option('--fresh', 'begin a new session even if one of the same settings is unfinished')
    .option('--for <seconds>', 'stop by itself after so long')
    .option('--json', 'print what happens as JSON lines')
    .addHelpText(
      'after',
      `
The session runs until SIGINT or SIGTERM; a second signal ends the process at once. SIGUSR2 halts trading.
Started again after a crash it takes up where the journal ends.

Examples:
  $ touchline live start --paper --strategy favourite-dip
  $ touchline live start --paper --config examples/live-paper.toml --url http://127.0.0.1:8787
  $ touchline live start --live --config my.toml --account main`,
    )
    .action(async (options: LiveOptions) => (await import('./live-start.js')).runLiveStart(options));
}

function stopCommand(): Command {
  return withAccount(new Command('stop'))
    .description('stop the session of an account: cancel, confirm, keep, release')
    .addHelpText('after', '\nExamples:\n  $ touchline live stop\n  $ touchline live stop --account main')
    .action(async (options: LiveOptions) => (await import('./live-control.js')).runLiveStop(options));
}

function statusCommand(): Command {
  return withAccount(new Command('status'))
    .description('sessions, halts, open orders, holdings and money of an account')
    .option('--json', 'print it as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ touchline live status\n  $ touchline live status --account main --json',
    )
    .action(async (options: LiveOptions) => (await import('./live-status.js')).runLiveStatus(options));
}

function messagesCommand(): Command {
  return withStore(new Command('messages'))
    .description('what happened to orders, fills and money: each reader is given each message once')
    .option('--consumer <name>', 'who reads: readers of other names are given the same messages', 'terminal')
    .addOption(
      new Option('--topics <names...>', 'what is wanted; the rest counts as read')
        .choices(MESSAGE_TOPICS)
        .default(MESSAGE_TOPICS.filter((topic) => topic !== 'intent')),
    )
    .option('--new', 'only what happens from now on: what is there already counts as read')
    .option('--follow', 'wait for more until stopped')
    .option(
      '--exec <command>',
      'give each to a command of the shell, as JSON on its input: taken when it ends with 0',
    )
    .option('--json', 'print JSON lines')
    .addHelpText(
      'after',
      `
What was not taken is offered again a minute later. In JSON money is in millionths of a dollar, prices in 1e-4 dollars, sizes
in millionths of a share.

Examples:
  $ touchline live messages
  $ touchline live messages --follow --topics fill settlement kill
  $ touchline live messages --new --follow --consumer phone --exec 'curl -fsS -d @- https://ntfy.example/my-topic'`,
    )
    .action(async (options: MessageOptions) => (await import('./live-messages.js')).runLiveMessages(options));
}

function haltCommand(): Command {
  return withStore(new Command('halt'))
    .description('stop every entry at once, in every process; exits may still leave')
    .option('--account <name>', 'only this account (default: all)')
    .requiredOption('--reason <text>', 'why, for the audit')
    .addHelpText('after', '\nExamples:\n  $ touchline live halt --reason "strange fills"')
    .action(async (options: LiveOptions) => (await import('./live-control.js')).runLiveHalt(options));
}

function resumeCommand(): Command {
  return withStore(new Command('resume'))
    .description('lift a halt')
    .option('--account <name>', 'only this account (default: what halts all)')
    .requiredOption('--reason <text>', 'why, for the audit')
    .addHelpText(
      'after',
      '\nExamples:\n  $ touchline live resume --account paper --reason "looked at the fills"',
    )
    .action(async (options: LiveOptions) => (await import('./live-control.js')).runLiveResume(options));
}

function reconcileCommand(): Command {
  return withVenue(withAccount(new Command('reconcile')))
    .description('end what a dead session left open, and compare the account with the venue')
    .option('--accept', 'book a difference in cash as a deposit or withdrawal, after you have looked at it')
    .option('--json', 'print it as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  $ touchline live reconcile\n  $ touchline live reconcile --account main --live --accept',
    )
    .action(async (options: LiveOptions) => (await import('./live-caretaker.js')).runLiveReconcile(options));
}

function flattenCommand(): Command {
  return withVenue(withAccount(new Command('flatten')))
    .description('sell everything that is held at the best price offered')
    .option('--for <seconds>', 'give up after so long', '120')
    .addHelpText(
      'after',
      '\nExamples:\n  $ touchline live flatten\n  $ touchline live flatten --account main --live',
    )
    .action(async (options: LiveOptions) => (await import('./live-caretaker.js')).runLiveFlatten(options));
}
