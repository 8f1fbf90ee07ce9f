import { Command, Option } from 'commander';
import { wholeNumberIn } from './option-values.js';
import { withExamples } from './with-examples.js';

interface ScoreOptions {
  readonly sport: 'football';
  readonly plays: string;
  readonly fitUntil: number;
  readonly json?: boolean;
}

/** `winprob score`: variants of a model on recorded plays. */
export const scoreCommand = (): Command =>
  withExamples(
    new Command('score'),
    'winprob score --plays play_by_play.parquet',
    'winprob score --plays play_by_play.parquet --fit-until 2020 --json | jq .judged',
  )
    .description("score variants of a model on recorded plays beside the file's own probability")
    .addOption(new Option('--sport <sport>', 'whose model').choices(['football']).default('football'))
    .requiredOption('--plays <file>', 'parquet file of nflverse plays, with nflfastR probabilities')
    .option(
      '--fit-until <season>',
      'last season that is fitted; later ones are judged',
      wholeNumberIn({}),
      2021,
    )
    .option('--json', 'print the result as JSON (docs/win-probability.md)')
    .action(runScore);

async function runScore({ plays, fitUntil, json }: ScoreOptions): Promise<void> {
  const [{ scoreFootball }, { stepPrinter }] = await Promise.all([
    import('../runs/score-football.js'),
    import('./step-printer.js'),
  ]);
  const steps = stepPrinter();
  steps.show('reading plays, fitting and scoring');
  const scores = await scoreFootball({ path: plays, fitUntil });
  steps.clear();
  if (json) return void process.stdout.write(`${JSON.stringify(scores, null, 2)}\n`);
  const [{ driveFitTable, winDifferenceTable, winScoreTable }, { outputPaint }] = await Promise.all([
    import('../report/win-score-tables.js'),
    import('./output-paint.js'),
  ]);
  const paint = outputPaint();
  const text = [
    `${scores.plays} plays; progress not known in ${scores.progressUnknown}; games that ended level and are left out: ${scores.gamesLevel}.`,
    `Fitted on ${scores.fittedOn.join(', ')}; judged on ${scores.judgedOn.join(', ')}. One weight a game, intervals over games.`,
    'The plays hold no closing spread: our models start even.',
    '',
    winScoreTable(scores.judged, paint),
    '',
    winDifferenceTable(scores.judged, paint),
    '',
    driveFitTable(scores.fits, scores.shipped, paint),
  ];
  process.stdout.write(`${text.join('\n')}\n`);
}
