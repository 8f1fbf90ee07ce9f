import { Command } from 'commander';
import { UNSUPPORTED_SPORTS } from '../strategies/winprob/unsupported.js';
import { printWin } from './print-win.js';
import { goalsCommands } from './winprob-goals.js';
import { marginCommands } from './winprob-margin.js';
import { scoreCommand } from './winprob-score.js';
import { scoreCommands } from './winprob-scores.js';
import { withExamples } from './with-examples.js';

/** `touchline winprob`: how likely the home side wins from here. */
export function winprobCommand(): Command {
  const command = new Command('winprob')
    .description('how likely each side wins from here, by a published model')
    .addHelpText(
      'after',
      `
The home side is the first named one. Models, formulas and vectors: docs/win-probability.md.

Examples:
  $ touchline winprob basketball --lead 8 --seconds 360 --margin 3 --deviation 12
  $ touchline winprob football --league nfl --lead 7 --seconds 1800 --possession home --yards 35 --down 1
  $ touchline winprob soccer --home-goals 1.5 --away-goals 1.2 --lead 1 --minute 60
  $ touchline winprob baseball --inning 9 --half bottom --lead -1 --bases 1-3 --outs 1
  $ touchline winprob tennis --home-serve 0.65 --away-serve 0.62 --sets 1-0 --json
  $ touchline winprob cricket
  $ touchline winprob score --plays play_by_play.parquet`,
    );
  const models = [...marginCommands(), ...goalsCommands(), ...scoreCommands(), ...unsupported()];
  for (const child of [...models, scoreCommand()]) command.addCommand(child);
  return command;
}

const unsupported = (): readonly Command[] =>
  UNSUPPORTED_SPORTS.map((sport) =>
    withExamples(new Command(sport), `winprob ${sport}`)
      .description('no honest model: says why')
      .option('--json', 'print the result as JSON')
      .action((options: { readonly json?: boolean }) =>
        printWin({ model: { kind: 'unsupported', sport }, situation: {} }, options),
      ),
  );
