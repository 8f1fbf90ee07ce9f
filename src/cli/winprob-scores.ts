import { Command, InvalidArgumentError, Option } from 'commander';
import { TouchlineError } from '../engine/errors.js';
import type { Prob } from '../engine/units.js';
import type { Bases } from '../strategies/winprob/base-out-chain.js';
import type { Score } from '../strategies/winprob/over-scores.js';
import { numberIn, numbersIn, probability, scorePair, wholeNumberIn } from './option-values.js';
import { printWin } from './print-win.js';
import { withExamples } from './with-examples.js';

/** `winprob baseball`, `tennis`, `series` and `cs2`. */
export const scoreCommands = (): readonly Command[] => [
  baseballCommand(),
  tennisCommand(),
  withExamples(new Command('series'), 'winprob series --game 0.6 --best-of 5 --score 2-1')
    .description('a series of games or maps, each won with one probability')
    .requiredOption('--game <p>', 'probability that the home side wins a game', probability)
    .option('--best-of <n>', 'an odd number of games', oddNumber, 3)
    .option('--score <home-away>', 'games won', scorePair, { home: 0, away: 0 })
    .option('--current <p>', 'probability of the home side in the game that is played', probability)
    .option('--json', 'print the result as JSON')
    .action(runSeries),
  withExamples(new Command('cs2'), 'winprob cs2 --round 0.52 --score 12-10 --json')
    .description('a map of Counter-Strike 2: MR12, overtimes MR3, rounds won with one probability')
    .requiredOption('--round <p>', 'probability that the home side wins a round', probability)
    .option('--score <home-away>', 'rounds won', scorePair, { home: 0, away: 0 })
    .option('--json', 'print the result as JSON')
    .action(runMap),
];

function oddNumber(text: string): number {
  const value = wholeNumberIn({ from: 1, to: 99 })(text);
  if (value % 2 === 1) return value;
  throw new InvalidArgumentError('Wanted an odd number.');
}

interface BaseballOptions {
  readonly inning: number;
  readonly half: 'top' | 'bottom';
  readonly lead: number;
  readonly bases?: Bases;
  readonly outs: 0 | 1 | 2;
  readonly innings: number;
  readonly extras: number;
  readonly ghostRunner?: boolean;
  readonly homeRuns?: readonly number[];
  readonly awayRuns?: readonly number[];
  readonly json?: boolean;
}

const baseballCommand = (): Command =>
  withExamples(
    new Command('baseball'),
    'winprob baseball --inning 9 --half bottom --lead -1 --bases 1-3 --outs 1',
    'winprob baseball --inning 10 --ghost-runner --extras 0.52',
  )
    .description('half-innings by their runs, the one that is played by bases and outs')
    .requiredOption('--inning <n>', 'the inning, from 1', wholeNumberIn({ from: 1, to: 99 }))
    .addOption(new Option('--half <half>', 'which half').choices(['top', 'bottom']).default('top'))
    .option('--lead <runs>', 'lead of the home side, below 0 where it trails', wholeNumberIn({}), 0)
    .option('--bases <runners>', 'who is on base, as ---, 1--, -2-, 1-3, 123 (default ---)', runners)
    .option('--outs <n>', 'outs of this half-inning', wholeNumberIn({ from: 0, to: 2 }), 0)
    .option('--innings <n>', 'innings of regulation', wholeNumberIn({ from: 1, to: 9 }), 9)
    .option(
      '--extras <p>',
      'probability of the home side when an inning from the last on ends level',
      probability,
      0.5,
    )
    .option('--ghost-runner', 'extra half-innings start with a runner on second')
    .option(
      '--home-runs <pmf>',
      'probability of 0, 1, 2 ... runs in a half-inning',
      numbersIn({ from: 0, to: 1 }),
    )
    .option('--away-runs <pmf>', 'the same of the away side', numbersIn({ from: 0, to: 1 }))
    .option('--json', 'print the result as JSON')
    .action(runBaseball);

function runners(text: string): Bases {
  const match = /^([1-])([2-])([3-])$/.exec(text.trim());
  if (!match) throw new InvalidArgumentError('Wanted three signs such as 1-3: a digit where a runner is.');
  const bit = (group: number): number => (match[group] === '-' ? 0 : 2 ** (group - 1));
  return (bit(1) + bit(2) + bit(3)) as Bases;
}

async function runBaseball(options: BaseballOptions): Promise<void> {
  const [{ LEAGUE_RUNS }, { runsFrom }] = await Promise.all([
    import('../strategies/winprob/baseball.js'),
    import('../strategies/winprob/base-out-chain.js'),
  ]);
  const { inning, half, lead, outs, innings, extras, ghostRunner = false } = options;
  const { homeRuns = LEAGUE_RUNS, awayRuns = LEAGUE_RUNS } = options;
  for (const [name, runs] of [
    ['--home-runs', homeRuns],
    ['--away-runs', awayRuns],
  ] as const) {
    const total = runs.reduce((sum, value) => sum + value, 0);
    if (Math.abs(total - 1) > 1e-9) {
      throw new TouchlineError('CLI_OPTIONS', `${name} adds up to ${total}`, {
        hint: 'to 1: every number of runs',
      });
    }
  }
  const ghost = ghostRunner && inning > innings && outs === 0 ? 2 : 0;
  const bases: Bases = options.bases ?? ghost;
  const model = {
    kind: 'baseball',
    homeRuns,
    awayRuns,
    innings,
    extrasHome: extras as Prob,
    ghostRunner,
  } as const;
  const expected = runsFrom({ bases, outs }).reduce((sum, p, runs) => sum + p * runs, 0);
  await printWin(
    {
      model,
      situation: { inning, half, lead, bases, outs },
      features: { 'runs to come by the chain': expected },
    },
    options,
  );
}

interface TennisOptions {
  readonly homeServe?: number;
  readonly awayServe?: number;
  readonly price?: number;
  readonly serveSum: number;
  readonly bestOf: '3' | '5';
  readonly finalTiebreak: '7' | '10';
  readonly sets: Score;
  readonly games: Score;
  readonly points: string;
  readonly server: 'home' | 'away';
  readonly json?: boolean;
}

const tennisCommand = (): Command =>
  withExamples(
    new Command('tennis'),
    'winprob tennis --home-serve 0.65 --away-serve 0.62 --sets 1-0 --games 3-4 --points 30-15',
    'winprob tennis --price 0.6466 --serve-sum 1.27 --sets 0-1',
  )
    .description('points won independently, with one probability a server')
    .option('--home-serve <p>', 'probability that the home player wins a point on serve', probability)
    .option('--away-serve <p>', 'the same of the away player', probability)
    .option(
      '--price <usd>',
      'price of the home player before the match, in place of the serves',
      numberIn({ above: 0, below: 1 }),
    )
    .option(
      '--serve-sum <p>',
      'sum of both serve probabilities, with --price',
      numberIn({ above: 0, below: 2 }),
      1.28,
    )
    .addOption(new Option('--best-of <n>', 'sets').choices(['3', '5']).default('3'))
    .addOption(
      new Option('--final-tiebreak <n>', 'points of the last tiebreak').choices(['7', '10']).default('7'),
    )
    .option('--sets <home-away>', 'sets won', scorePair, { home: 0, away: 0 })
    .option('--games <home-away>', 'games of this set', games, { home: 0, away: 0 })
    .option('--points <home-away>', 'points of this game as 40-15 or AD-40, of a tiebreak as 5-3', '0-0')
    .addOption(
      new Option('--server <player>', 'who serves this point').choices(['home', 'away']).default('home'),
    )
    .option('--json', 'print the result as JSON')
    .action(runTennis);

function games(text: string): Score {
  const read = scorePair(text);
  if (read.home <= 7 && read.away <= 7) return read;
  throw new InvalidArgumentError('Wanted games of the current set, at most 7 a player.');
}

const CALLED = new Map([
  ['0', 0],
  ['15', 1],
  ['30', 2],
  ['40', 3],
  ['AD', 4],
]);

/** Points of a tiebreak are numbers, those of a game are called 15, 30, 40 and AD. */
function points(text: string, { home: ownGames, away: otherGames }: Score): Score {
  if (ownGames === 6 && otherGames === 6) return scorePair(text);
  const [home = '', away = '', ...more] = text.trim().toUpperCase().split('-');
  const called = { home: CALLED.get(home), away: CALLED.get(away) };
  if (more.length === 0 && called.home !== undefined && called.away !== undefined) {
    const read = { home: called.home, away: called.away };
    if (Math.max(read.home, read.away) <= 3 || read.home + read.away === 7) return read;
  }
  throw new TouchlineError('CLI_OPTIONS', 'these are no points of a game', {
    where: { points: text },
    hint: 'as 0-0, 40-15 or AD-40; numbers such as 5-3 in the tiebreak of --games 6-6',
  });
}

async function runTennis(options: TennisOptions): Promise<void> {
  const { homeServe, awayServe, price, serveSum, sets, games: won, points: called, server } = options;
  const rules = {
    bestOf: options.bestOf === '5' ? 5 : 3,
    finalTiebreakPoints: options.finalTiebreak === '10' ? 10 : 7,
  } as const;
  const given = homeServe !== undefined && awayServe !== undefined;
  if (given === (price !== undefined)) {
    throw new TouchlineError('CLI_OPTIONS', 'the strength of the players comes from one place', {
      hint: 'give either --home-serve and --away-serve, or --price',
    });
  }
  const { servesFromPrice } = await import('../strategies/winprob/tennis-serves.js');
  const serves = given
    ? { homeServe: homeServe as Prob, awayServe: awayServe as Prob }
    : servesFromPrice((price ?? 0.5) as Prob, serveSum, rules);
  const features = { 'home serve': serves.homeServe, 'away serve': serves.awayServe };
  const model = { kind: 'tennis', ...serves, ...rules } as const;
  await printWin(
    { model, situation: { sets, games: won, points: points(called, won), server }, features },
    options,
  );
}

interface SeriesOptions {
  readonly game: number;
  readonly bestOf: number;
  readonly score: Score;
  readonly current?: number;
  readonly json?: boolean;
}

async function runSeries(options: SeriesOptions): Promise<void> {
  const model = { kind: 'series', gameWin: options.game as Prob, bestOf: options.bestOf } as const;
  const currentGame = options.current === undefined ? null : (options.current as Prob);
  await printWin({ model, situation: { wins: options.score, currentGame } }, options);
}

interface MapOptions {
  readonly round: number;
  readonly score: Score;
  readonly json?: boolean;
}

async function runMap(options: MapOptions): Promise<void> {
  const model = {
    kind: 'rounds',
    roundWin: options.round as Prob,
    halfRounds: 12,
    overtimeHalfRounds: 3,
  } as const;
  await printWin({ model, situation: { rounds: options.score } }, options);
}
