import { Command } from 'commander';
import { TouchlineError } from '../engine/errors.js';
import type { Prob } from '../engine/units.js';
import { numberIn, numbersIn, probability, wholeNumberIn } from './option-values.js';
import { printWin } from './print-win.js';
import { withExamples } from './with-examples.js';

interface GoalsOptions {
  readonly homeGoals: number;
  readonly awayGoals: number;
  readonly lead: number;
  readonly minute?: number;
  readonly remaining?: number;
  readonly profile?: readonly number[];
  readonly overtime?: number;
  readonly json?: boolean;
}

/** `winprob soccer` and `winprob hockey`. */
export const goalsCommands = (): readonly Command[] => [
  withExamples(
    withGoalsOptions(new Command('soccer'), 90),
    'winprob soccer --home-goals 1.5 --away-goals 1.2 --lead 1 --minute 60 --profile 45,55',
  )
    .description('goals of both sides as Poisson processes; a draw stands')
    .action((options: GoalsOptions) => runGoals(options, { minutes: 90, overtimeHome: null })),
  withExamples(
    withGoalsOptions(new Command('hockey'), 60),
    'winprob hockey --home-goals 3.1 --away-goals 2.9 --lead 1 --minute 40',
  )
    .description('goals of both sides as Poisson processes; level games go to overtime')
    .option('--overtime <p>', 'probability of the home side after a level game', probability, 0.5)
    .action((options: GoalsOptions) =>
      runGoals(options, { minutes: 60, overtimeHome: (options.overtime ?? 0.5) as Prob }),
    ),
];

const withGoalsOptions = (command: Command, minutes: number): Command =>
  command
    .requiredOption(
      '--home-goals <n>',
      'expected goals of the home side in a whole game',
      numberIn({ from: 0, to: 15 }),
    )
    .requiredOption(
      '--away-goals <n>',
      'expected goals of the away side in a whole game',
      numberIn({ from: 0, to: 15 }),
    )
    .option('--lead <goals>', 'lead of the home side, below 0 where it trails', wholeNumberIn({}), 0)
    .option('--minute <n>', `minutes played, 0 to ${minutes}`, numberIn({ from: 0, to: minutes }))
    .option('--remaining <part>', 'part of the game that is left, in place of --minute', probability)
    .option(
      '--profile <shares>',
      'share of the goals by equal slices of the game, as 45,55',
      numbersIn({ from: 0 }),
    )
    .option('--json', 'print the result as JSON');

async function runGoals(
  options: GoalsOptions,
  { minutes, overtimeHome }: { readonly minutes: number; readonly overtimeHome: Prob | null },
): Promise<void> {
  const { homeGoals, awayGoals, lead, minute, remaining, profile = null } = options;
  if (minute !== undefined && remaining !== undefined) {
    throw new TouchlineError('CLI_OPTIONS', 'the time that is left comes from one place', {
      hint: 'give either --minute or --remaining',
    });
  }
  const model = { kind: 'goals', homeGoals, awayGoals, overtimeHome, profile } as const;
  const left = remaining ?? 1 - (minute ?? 0) / minutes;
  const { goalsLeadScore } = await import('../strategies/winprob/goals.js');
  const situation = { lead, remaining: left };
  const features = { 'lead in deviations': goalsLeadScore(model, situation) };
  await printWin({ model, situation, features }, options);
}
