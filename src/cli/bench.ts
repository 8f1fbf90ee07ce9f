import { Command, InvalidArgumentError } from 'commander';
import type { BenchResult } from '../bench/run-bench.js';

interface BenchOptions {
  readonly json?: boolean;
  readonly only?: readonly string[];
  readonly scale: number;
}

/** `touchline bench`: how fast this machine runs named workloads on seeded data. */
export function benchCommand(): Command {
  return new Command('bench')
    .description('measure speed and memory on seeded workloads, each in a process of its own')
    .option('--json', 'print the result as JSON (docs/json-contract.md)')
    .option('--only <names...>', 'only these workloads')
    .option('--scale <factor>', 'size of the data; 1 is what the targets are stated for', scaleOf, 1)
    .addHelpText(
      'after',
      `
Each number is the median of five runs after one that is dropped (docs/performance.md).

Examples:
  $ touchline bench
  $ touchline bench --only empty ema-cross maker-l2
  $ touchline bench --scale 0.1 --json | jq '.workloads[] | {name, eventsPerSecond}'`,
    )
    .action(runBenchCommand);
}

function scaleOf(text: string): number {
  const scale = Number(text);
  if (scale > 0 && scale <= 100) return scale;
  throw new InvalidArgumentError('wanted a number above 0, at most 100');
}

async function runBenchCommand(options: BenchOptions): Promise<void> {
  const { runBench } = await import('../bench/run-bench.js');
  const { stepPrinter } = await import('./step-printer.js');
  const steps = stepPrinter();
  const result = await runBench({
    only: options.only ?? [],
    scale: options.scale,
    onStart: (name, { number, of }) => steps.show(`${number}/${of} ${name}`),
  });
  steps.clear();
  if (options.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  else await printTable(result);
}

async function printTable({ machine, workloads }: BenchResult): Promise<void> {
  const { default: Table } = await import('cli-table3');
  const table = new Table({
    head: ['workload', 'events', 'seconds', 'M events/s', 'cpu s', 'peak MB'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  });
  for (const row of workloads) {
    table.push([
      row.name,
      row.events.toLocaleString('en'),
      row.seconds.toFixed(3),
      (row.eventsPerSecond / 1e6).toFixed(2),
      row.cpuSeconds.toFixed(3),
      row.rssMb.toFixed(0),
    ]);
  }
  const { cpu, cores, memoryGb, node, platform } = machine;
  process.stdout.write(`${table.toString()}\n`);
  for (const { name, latencyMs } of workloads) {
    if (latencyMs === undefined) continue;
    const [p50, p99] = [latencyMs.p50.toFixed(1), latencyMs.p99.toFixed(1)];
    process.stdout.write(`${name}: one takes ${p50} ms, 99 of 100 at most ${p99} ms\n`);
  }
  process.stdout.write(`${cpu}, ${cores} cores, ${memoryGb} GB, node ${node}, ${platform}\n`);
  process.stdout.write('Median of five runs after one that is dropped.\n');
}
