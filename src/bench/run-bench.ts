import { fork } from 'node:child_process';
import { z } from 'zod';
import { TouchlineError } from '../engine/errors.js';
import { type Machine, machine } from './machine.js';
import { moduleToStart, PACKAGE_ROOT } from './package-root.js';
import type { WorkloadResult } from './workload.js';
import { WORKLOADS, workloadNamed } from './workloads.js';

/** What `touchline bench` found. */
export interface BenchResult {
  readonly machine: Machine;
  readonly workloads: readonly WorkloadResult[];
}

export interface BenchRequest {
  /** Names; empty = all. */
  readonly only: readonly string[];
  /** 1 = full size. */
  readonly scale: number;
  readonly onStart?: (name: string, place: { readonly number: number; readonly of: number }) => void;
}

const resultSchema: z.ZodType<WorkloadResult> = z.strictObject({
  name: z.string(),
  events: z.int(),
  seconds: z.number(),
  eventsPerSecond: z.number(),
  cpuSeconds: z.number(),
  rssMb: z.number(),
  latencyMs: z.strictObject({ p50: z.number(), p99: z.number() }).exactOptional(),
  runs: z.array(z.number()),
});

/**
 * Measures workloads one after the other, each in a process of its own.
 *
 * @throws CLI_WORKLOAD for a name that is none, before anything runs; CLI_BENCH when a process fails.
 */
export async function runBench(request: BenchRequest): Promise<BenchResult> {
  const chosen = request.only.length === 0 ? WORKLOADS : request.only.map((name) => workloadNamed(name));
  const workloads: WorkloadResult[] = [];
  for (const [index, { name }] of chosen.entries()) {
    request.onStart?.(name, { number: index + 1, of: chosen.length });
    workloads.push(await measureApart(name, request.scale));
  }
  return { machine: machine(), workloads };
}

function measureApart(name: string, scale: number): Promise<WorkloadResult> {
  const { file, execArgv } = moduleToStart('worker');
  return new Promise((resolve, reject) => {
    let result: WorkloadResult | null = null;
    const child = fork(file, [name, String(scale)], {
      execArgv: [...execArgv],
      cwd: PACKAGE_ROOT,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('error', reject);
    child.on('message', (message) => {
      result = resultSchema.parse(message);
    });
    child.on('exit', (code, signal) => {
      if (code === 0 && result !== null) resolve(result);
      else reject(failed(name, { code, signal }));
    });
  });
}

const failed = (name: string, where: { code: number | null; signal: string | null }): TouchlineError =>
  new TouchlineError('CLI_BENCH', `workload ${name} ended without a result`, {
    where: { workload: name, code: where.code ?? '', signal: where.signal ?? '' },
    hint: 'what it said stands above; with less memory try a smaller --scale',
  });
