import { Command, Option } from 'commander';
import { TouchlineError } from '../engine/errors.js';
import type { Prob } from '../engine/units.js';
import type { Drive } from '../strategies/winprob/drive-points.js';
import { numberIn, probability, wholeNumberIn } from './option-values.js';
import { printWin } from './print-win.js';
import { withExamples } from './with-examples.js';

interface MarginOptions {
  readonly lead: number;
  readonly seconds?: number;
  readonly remaining?: number;
  readonly regulation?: number;
  readonly league?: string;
  readonly margin?: number;
  readonly deviation?: number;
  readonly overtime: number;
  readonly price?: number;
  readonly possession?: 'home' | 'away';
  readonly yards?: number;
  readonly down?: number;
  readonly json?: boolean;
}

/** `winprob basketball` and `winprob football`. */
export const marginCommands = (): readonly Command[] => [
  withMarginOptions(
    withExamples(
      new Command('basketball'),
      'winprob basketball --league nba --lead 8 --seconds 360 --margin 3 --price 0.95',
    ),
    'Brownian margin with the spread (Stern 1994)',
  ).action((options: MarginOptions) => runMargin('brownian', options)),
  withDriveOptions(
    withMarginOptions(
      withExamples(
        new Command('football'),
        'winprob football --league nfl --lead 7 --seconds 1800 --margin -3',
        'winprob football --league nfl --lead -3 --seconds 95 --possession home --yards 40 --down 2',
      ),
      'gridiron, the margin in whole points, with the ball where it is known',
    ),
  ).action((options: MarginOptions) => runMargin('discrete-margin', options)),
  withExamples(new Command('safe-lead'), 'winprob safe-lead --lead 18 --seconds 1440')
    .description('a lead without a spread: the chance never to be caught (Clauset, Kogan, Redner 2015)')
    .requiredOption('--lead <points>', 'lead of the home side', numberIn({}))
    .requiredOption('--seconds <n>', 'seconds left', numberIn({ from: 0 }))
    .option('--diffusion <d>', 'points² a second', numberIn({ above: 0 }), 0.0363)
    .option('--json', 'print the result as JSON')
    .action(runSafeLead),
];

const withMarginOptions = (command: Command, description: string): Command =>
  command
    .description(description)
    .requiredOption('--lead <points>', 'lead of the home side, below 0 where it trails', numberIn({}))
    .option('--seconds <n>', 'seconds left in regulation, or in this overtime', numberIn({ from: 0 }))
    .option('--remaining <part>', 'part of regulation that is left, in place of --seconds', probability)
    .option('--league <code>', 'length and deviation of this league, as nba or nfl')
    .option('--regulation <seconds>', 'length of regulation, in place of --league', numberIn({ above: 0 }))
    .option(
      '--margin <points>',
      'expected margin of the whole game: the spread, sign turned (default: not known, even)',
      numberIn({}),
    )
    .option('--deviation <points>', 'deviation of the final margin', numberIn({ above: 0 }))
    .option('--overtime <p>', 'probability of the home side after a level game', probability, 0.5)
    .option('--price <usd>', 'price of the home side: prints the deviation that it implies', probability)
    .option('--json', 'print the result as JSON');

const withDriveOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--possession <side>', 'who has the ball, where it is known').choices(['home', 'away']),
    )
    .option('--yards <n>', 'yards to the goal that this side attacks', wholeNumberIn({ from: 0, to: 100 }))
    .option('--down <n>', 'the down', wholeNumberIn({ from: 1, to: 4 }));

async function runMargin(kind: 'brownian' | 'discrete-margin', options: MarginOptions): Promise<void> {
  const [{ leadScore }, { impliedDeviation }, { drivePoints }] = await Promise.all([
    import('../strategies/winprob/brownian.js'),
    import('../strategies/winprob/implied-deviation.js'),
    import('../strategies/winprob/drive-points.js'),
  ]);
  const { lead, margin: expectedMargin = 0, overtime, price } = options;
  const remaining = await remainingPart(kind, options);
  const drive = driveIn(options);
  const marginDeviation = options.deviation ?? (await deviationOf(options, drive));
  const model = { kind, expectedMargin, marginDeviation, overtimeHome: overtime as Prob };
  const points = drivePoints(drive);
  const standing = { lead: lead + points, remaining };
  const features = {
    'lead in deviations': remaining === 0 ? null : leadScore(model, standing),
    ...(drive === null ? {} : { 'points of the drive': points }),
    ...(price === undefined
      ? {}
      : { 'implied deviation': impliedDeviation(price as Prob, expectedMargin, standing) }),
  };
  await printWin(
    { model, situation: { lead, remaining, ...(drive === null ? {} : { drive }) }, features },
    options,
  );
}

function driveIn({ possession, yards, down }: MarginOptions): Drive | null {
  if (possession !== undefined) return { possession, yardsToGoal: yards ?? null, down: down ?? null };
  if (yards === undefined && down === undefined) return null;
  return refuse('a place of the ball belongs to a side', 'add --possession home or away');
}

const refuse = (message: string, hint: string): never => {
  throw new TouchlineError('CLI_OPTIONS', message, { hint });
};

/** Against the spread the league's; without one the wider one that was fitted for what is known of the game. */
async function deviationOf({ league, margin }: MarginOptions, drive: Drive | null): Promise<number> {
  const [{ MARGIN_LEAGUES, marginDeviationOf }, { deviationWithoutSpread }] = await Promise.all([
    import('../strategies/winprob/margin-deviations.js'),
    import('../strategies/winprob/drive-points.js'),
  ]);
  const unspread =
    league === undefined || margin !== undefined ? null : deviationWithoutSpread(league, drive);
  const deviation = unspread ?? (league === undefined ? null : marginDeviationOf(league));
  return (
    deviation ??
    refuse(
      'the deviation of the margin is not known',
      `add --deviation, or --league of ${MARGIN_LEAGUES.join(', ')}`,
    )
  );
}

const DEFAULT_REGULATION = { brownian: 2880, 'discrete-margin': 3600 } as const;

/** What is left as a part of regulation, which is 48 or 60 minutes where neither option says otherwise. */
async function remainingPart(kind: keyof typeof DEFAULT_REGULATION, options: MarginOptions): Promise<number> {
  const { seconds, remaining, league, regulation } = options;
  if ((seconds === undefined) === (remaining === undefined)) {
    return refuse('the time that is left comes from one place', 'give either --seconds or --remaining');
  }
  if (remaining !== undefined || seconds === undefined) return remaining ?? 0;
  const length = regulation ?? (league === undefined ? DEFAULT_REGULATION[kind] : await regulationOf(league));
  if (seconds <= length) return seconds / length;
  return refuse(`${seconds} s are longer than regulation`, `regulation is ${length} s; --regulation sets it`);
}

async function regulationOf(league: string): Promise<number> {
  const { requireSpec } = await import('../strategies/sport/sport-spec.js');
  const spec = requireSpec(league);
  if (spec.kind === 'clock') return spec.periods * spec.periodSeconds;
  return refuse(`the league ${league} is not played by a clock`, 'add --regulation, or --remaining');
}

interface SafeLeadOptions {
  readonly lead: number;
  readonly seconds: number;
  readonly diffusion: number;
  readonly json?: boolean;
}

async function runSafeLead(options: SafeLeadOptions): Promise<void> {
  const { safeLeadProbability } = await import('../strategies/winprob/safe-lead.js');
  const model = { kind: 'safe-lead', diffusion: options.diffusion } as const;
  const situation = { lead: options.lead, secondsRemaining: options.seconds };
  await printWin(
    { model, situation, features: { 'never caught': safeLeadProbability(model, situation) } },
    options,
  );
}
