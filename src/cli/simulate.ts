import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import type { CampaignResult } from '../live/simulation/campaign.js';
import { numberIn } from './option-values.js';
import { EXIT } from './print-error.js';
import { stepPrinter } from './step-printer.js';

interface SimulateOptions {
  readonly seeds: number;
  readonly hours: number;
  readonly from: number;
  readonly workers?: number;
  readonly ledger?: string;
  readonly log?: string;
  readonly json?: boolean;
}

/** `touchline simulate`: the live stack in virtual time, with everything going wrong. */
export function simulateCommand(): Command {
  return new Command('simulate')
    .description('run the whole live stack in virtual time against a venue, a network and a store that fail')
    .option('--seeds <n>', 'how many seeds', numberIn({ from: 1, to: 100_000 }), 10)
    .option('--hours <h>', 'simulated hours a seed', numberIn({ from: 1, to: 2_160 }), 4)
    .option('--from <seed>', 'first seed; the others count on from it', numberIn({ from: 0 }), 1)
    .option('--workers <n>', 'threads that run seeds (default: one a core)', numberIn({ from: 1, to: 256 }))
    .option(
      '--ledger <file>',
      'keep each seed that ends there; the same command goes on from it after a stop',
    )
    .option('--log <file>', 'write the events of the last seed there')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Same seed, same events, byte for byte. docs/simulation.md tells what is checked. Exits with 3 when a promise is broken.

Examples:
  $ touchline simulate --seeds 50 --hours 24
  $ touchline simulate --seeds 1 --from 17 --hours 24 --log seed-17.log
  $ touchline simulate --seeds 1000 --hours 24 --ledger seeds.jsonl --json > campaign.json`,
    )
    .action(runSimulate);
}

async function runSimulate(options: SimulateOptions): Promise<void> {
  const [{ runCampaign }, { seedThreads }, { keepSeed, readSeeds }, { buildHash }] = await Promise.all([
    import('../live/simulation/campaign.js'),
    import('../runs/simulation/seed-threads.js'),
    import('../runs/simulation/seed-ledger.js'),
    import('../runs/live/build-hash.js'),
  ]);
  const campaign = { build: buildHash(), hours: options.hours };
  const known = options.ledger === undefined ? new Map() : readSeeds(options.ledger, campaign);
  const threads = seedThreads();
  const steps = stepPrinter();
  const startedAtMs = Date.now();
  let events: readonly string[] = [];
  const result = await runCampaign({
    from: options.from,
    seeds: options.seeds,
    hours: options.hours,
    keepLog: options.log !== undefined,
    simulate: threads.simulate,
    atOnce: options.workers ?? availableParallelism(),
    known,
    onSeed: (result, done) => {
      const { seed, violations, log } = result;
      if (options.ledger !== undefined && !known.has(seed)) keepSeed(options.ledger, campaign, result);
      if (seed === String(options.from + options.seeds - 1)) events = log;
      const state = violations.length === 0 ? 'holds' : `breaks ${violations[0]?.invariant}`;
      steps.show(`seed ${seed} ${state}, ${done} of ${options.seeds}`);
    },
  });
  await threads.close();
  steps.clear();
  if (options.log !== undefined) writeFileSync(options.log, events.join(''));
  const seconds = Math.round((Date.now() - startedAtMs) / 100) / 10;
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify({ ...result, seconds }, null, 2)}\n`
      : describe(result, seconds),
  );
  if (result.broken.length > 0) process.exitCode = EXIT.findings;
}

function describe(result: CampaignResult, seconds: number): string {
  const { seeds, hours, events, orders, trades, crashes, broken, coverage, faultsUnseen } = result;
  const lines = [
    `${seeds} seeds of ${hours} hours in ${seconds} s: ${events} events, ${orders} orders, ${trades} trades, ${crashes} crashes`,
    `${Object.keys(coverage).length} pairs of a fault and a state of an order; faults that never came: ${faultsUnseen.join(', ') || 'none'}`,
    broken.length === 0 ? 'every promise was kept' : `${broken.length} seeds broke a promise:`,
  ];
  for (const { seed, violations } of broken) {
    for (const { invariant, at, detail } of violations.slice(0, 3)) {
      lines.push(`  seed ${seed} ${invariant} at ${new Date(at / 1_000).toISOString()}: ${detail}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
