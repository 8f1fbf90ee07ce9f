import { Command, Option } from 'commander';
import { DEVIG_METHODS, type DevigMethod } from '../strategies/devig/devig.js';
import { collect, numberIn, wholeNumberIn } from './option-values.js';

interface DevigCommandOptions {
  readonly odds: readonly number[];
  readonly method: DevigMethod | 'all';
  readonly sum: number;
  readonly json?: boolean;
}

/** `touchline devig`: what a bookmaker's odds say once the margin is out of them. */
export function devigCommand(): Command {
  return new Command('devig')
    .description("take the margin out of a bookmaker's odds, by every published method or by one")
    .requiredOption('--odds <decimal...>', 'decimal odds of every outcome', collect(numberIn({ above: 1 })))
    .addOption(
      new Option('--method <name>', 'which method').choices(['all', ...DEVIG_METHODS]).default('all'),
    )
    .option('--sum <n>', 'how many of the outcomes win', wholeNumberIn({ from: 1 }), 1)
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
additive is also called WPO (weights proportional to the odds), odds-ratio the logarithmic method.
A method that has no answer for the odds says why. docs/sizing.md has the formulas.

Examples:
  $ touchline devig --odds 4.20 3.70 1.95
  $ touchline devig --odds 1.5 2.74 --method shin --json | jq ".methods[0].probabilities"
  $ touchline devig --odds 1.6 2.63 3.3 3.7 5.6 7.1 12.5 16.5 25 --sum 2 --method odds-ratio`,
    )
    .action(runDevig);
}

async function runDevig({ odds, method, sum, json }: DevigCommandOptions): Promise<void> {
  const { devig } = await import('../strategies/devig/devig.js');
  const methods = (method === 'all' ? DEVIG_METHODS : [method]).map((name) => ({
    method: name,
    ...devig(odds, { method: name, winners: sum }),
  }));
  const booksum = odds.reduce((total, value) => total + 1 / value, 0);
  const answer = { odds, winners: sum, margin: booksum - sum, methods };
  if (json) return void process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
  const { devigTable } = await import('../report/decision-tables.js');
  const { outputPaint } = await import('./output-paint.js');
  process.stdout.write(`${devigTable(answer, outputPaint())}\n`);
}
