import { Command } from 'commander';
import { TouchlineError } from '../engine/errors.js';
import type { Prob } from '../engine/units.js';
import { numberIn, probability } from './option-values.js';
import { printWin } from './print-win.js';
import { withExamples } from './with-examples.js';

interface MarginOptions {
  readonly lead: number;
  readonly seconds?: number;
  readonly remaining?: number;
  readonly regulation?: number;
  readonly league?: string;
  readonly margin: number;
  readonly deviation?: number;
  readonly overtime: number;
  readonly price?: number;
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
  withMarginOptions(
    withExamples(
      new Command('football'),
      'winprob football --league nfl --lead 7 --seconds 1800 --margin -3',
    ),
    'gridiron, the margin in whole points',
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
      'expected margin of the whole game: the spread, sign turned',
      numberIn({}),
      0,
    )
    .option('--deviation <points>', 'deviation of the final margin', numberIn({ above: 0 }))
    .option('--overtime <p>', 'probability of the home side after a level game', probability, 0.5)
    .option('--price <usd>', 'price of the home side: prints the deviation that it implies', probability)
    .option('--json', 'print the result as JSON');

async function runMargin(kind: 'brownian' | 'discrete-margin', options: MarginOptions): Promise<void> {
  const [{ leadScore }, { impliedDeviation }] = await Promise.all([
    import('../strategies/winprob/brownian.js'),
    import('../strategies/winprob/implied-deviation.js'),
  ]);
  const { lead, margin: expectedMargin, overtime, price } = options;
  const remaining = await remainingPart(kind, options);
  const marginDeviation = options.deviation ?? (await deviationOf(options.league));
  const model = { kind, expectedMargin, marginDeviation, overtimeHome: overtime as Prob };
  const situation = { lead, remaining };
  const implied =
    price === undefined
      ? {}
      : { 'implied deviation': impliedDeviation(price as Prob, expectedMargin, situation) };
  const features = { 'lead in deviations': remaining === 0 ? null : leadScore(model, situation), ...implied };
  await printWin({ model, situation, features }, options);
}

const refuse = (message: string, hint: string): never => {
  throw new TouchlineError('CLI_OPTIONS', message, { hint });
};

async function deviationOf(league: string | undefined): Promise<number> {
  const { MARGIN_LEAGUES, marginDeviationOf } = await import('../strategies/winprob/margin-deviations.js');
  const deviation = league === undefined ? null : marginDeviationOf(league);
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
