import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import type { Tape } from '../engine/tape.js';
import type { Sandbox } from '../runs/sandbox/start-sandbox.js';
import { numberIn } from './option-values.js';
import { stepPrinter } from './step-printer.js';
import { stopSignal } from './stop-signal.js';

interface SandboxCommandOptions {
  readonly db?: string;
  readonly dataset?: string;
  readonly speed: number;
  readonly port: number;
  readonly games?: number;
  readonly quiet: number;
  readonly cash: number;
  readonly seed: string;
  readonly faults: string;
  readonly json?: boolean;
}

/** `touchline sandbox`: a recording, served as a venue. */
export function sandboxCommand(): Command {
  return new Command('sandbox')
    .description('serve a recorded dataset as a live venue on this machine, to rehearse live trading offline')
    .option('--db <file>', 'the store; without it the bundled synthetic season is served')
    .option('--dataset <name>', 'the dataset of the store (needs --db)')
    .option('--speed <x>', 'recorded seconds in a second', numberIn({ above: 0, to: 10_000 }), 20)
    .option('--port <n>', 'port on 127.0.0.1; 0 = any that is free', numberIn({ from: 0, to: 65_535 }), 8137)
    .option(
      '--games <n>',
      'serve the first n games of the dataset, or a season of n games',
      numberIn({ from: 1 }),
    )
    .option('--quiet <seconds>', 'cut stretches without an event to this', numberIn({ from: 1 }), 60)
    .option(
      '--cash <dollars>',
      'money of whoever asks for API credentials',
      numberIn({ from: 0, to: 1e9 }),
      1_000,
    )
    .option('--seed <text>', "the venue's chance: ids, strangers", 'sandbox')
    .option(
      '--faults <seed>',
      'what goes wrong, drawn from a seed (docs/simulation.md); none = nothing',
      'none',
    )
    .option('--json', 'print the hosts as JSON when it listens, and the counts at its end')
    .addHelpText(
      'after',
      `
It speaks Polymarket's REST and WebSocket forms on one port, checks signatures, and asks for no real money.
docs/sandbox.md tells how to trade against it. Ctrl-C stops it.

Examples:
  $ touchline sandbox
  $ touchline sandbox --games 10 --speed 60
  $ touchline sandbox --faults 7
  $ touchline sandbox --db touchline.duckdb --dataset polymarket-us-2026-07 --port 0 --json`,
    )
    .action(runSandbox);
}

async function runSandbox(options: SandboxCommandOptions): Promise<void> {
  const { TouchlineError } = await import('../engine/errors.js');
  if ((options.db === undefined) !== (options.dataset === undefined)) {
    throw new TouchlineError('CLI_OPTION', '--db and --dataset go together', {
      hint: 'give both, or neither for the bundled synthetic season',
    });
  }
  const steps = stepPrinter();
  steps.show('reading the recording');
  const { startSandbox } = await import('../runs/sandbox/start-sandbox.js');
  const tape = await recording(options);
  const sandbox = await startSandbox({
    tape,
    speed: options.speed,
    port: options.port,
    seed: options.seed,
    openingCash: Math.round(options.cash * 1e6),
    quietMostSeconds: options.quiet,
    faults: options.faults === 'none' ? null : options.faults,
  });
  steps.clear();
  process.stdout.write(opening(sandbox, options));
  await servedOrInterrupted(sandbox, () => steps.show(progressOf(sandbox, tape)));
  steps.clear();
  await sandbox.close();
  process.stdout.write(closing(sandbox, options));
}

async function recording({ db, dataset, games }: SandboxCommandOptions): Promise<Tape> {
  if (db === undefined || dataset === undefined) return bundledSeason(games);
  const { openStore } = await import('../data/store.js');
  const { loadTape } = await import('../data/load-tape.js');
  const { firstGames } = await import('../runs/sandbox/first-games.js');
  const selection = { dataset, includeInferredLabels: false };
  const store = await openStore(db, { mode: 'read-only' });
  try {
    const whole = await loadTape(store, selection);
    return games === undefined
      ? whole
      : await loadTape(store, { ...selection, games: firstGames(whole, games) });
  } finally {
    store.close();
  }
}

/** Games of the bundled season a day, so that some of them are played side by side. */
const GAMES_A_DAY = 8;

/** The whole season, or one of `games` games by the same settings: half basketball, half soccer. */
async function bundledSeason(games: number | undefined): Promise<Tape> {
  const { parseSeasonFile } = await import('../data/synthetic/parse-season-file.js');
  const { generateSeason } = await import('../data/synthetic/generate-season.js');
  const file = 'datasets/demo-season.toml';
  const text = readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8');
  const parameters = parseSeasonFile(text, file);
  if (games === undefined) return generateSeason(parameters);
  const split = { nba: Math.ceil(games / 2), epl: Math.floor(games / 2) };
  return generateSeason({ ...parameters, games: split, days: Math.ceil(games / GAMES_A_DAY) });
}

/** Waits for the last client after the end of the recording, or for Ctrl-C; tells how it goes twice a second. */
async function servedOrInterrupted(sandbox: Sandbox, tell: () => void): Promise<void> {
  const ticker = setInterval(tell, 500);
  const stopping = stopSignal();
  try {
    await Promise.race([sandbox.served.then(() => sandbox.deserted()), stopping]);
  } finally {
    clearInterval(ticker);
  }
}

let told = { at: 0, messages: 0 };

function progressOf({ venue, replay }: Sandbox, tape: Tape): string {
  const counts = venue.counts();
  const now = Date.now();
  const perSecond = Math.round(((counts.messages - told.messages) * 1_000) / Math.max(1, now - told.at));
  told = { at: now, messages: counts.messages };
  const games = [...venue.broadcast.gameStates.values()];
  const live = games.filter(({ phase }) => phase === 'live' || phase === 'break').length;
  const share = Math.floor((100 * replay.row) / tape.length);
  return `${share}% | ${live} games in play | ${counts.connections} connections | ${perSecond} messages/s | ${counts.orders} orders | ${counts.trades} trades`;
}

function opening({ server, venue }: Sandbox, options: SandboxCommandOptions): string {
  if (options.json === true) {
    return `${JSON.stringify({ hosts: server.hosts, markets: venue.markets.length, speed: options.speed })}\n`;
  }
  const { hosts } = server;
  return `the sandbox venue listens: ${venue.markets.length} markets at ${options.speed}x
  CLOB         ${hosts.clob}
  Gamma        ${hosts.gamma}
  channels     ${hosts.sockets}/ws/market and /ws/user
  scores       ${hosts.sports}/ws
`;
}

function closing({ venue }: Sandbox, options: SandboxCommandOptions): string {
  const counts = venue.counts();
  if (options.json === true) return `${JSON.stringify(counts)}\n`;
  const { requests, messages, orders, trades } = counts;
  return `served ${messages} messages and ${requests} requests; ${orders} orders, ${trades} trades\n`;
}
