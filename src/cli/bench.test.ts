import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { WORKLOADS } from '../bench/workloads.js';

const positive = z.number().positive();
const contract = z.strictObject({
  machine: z.strictObject({
    cpu: z.string().min(1),
    cores: positive,
    memoryGb: positive,
    node: z.string(),
    v8: z.string(),
    platform: z.string(),
  }),
  workloads: z.array(
    z.strictObject({
      name: z.string(),
      events: z.int().positive(),
      seconds: positive,
      eventsPerSecond: positive,
      cpuSeconds: positive,
      rssMb: positive,
      latencyMs: z.strictObject({ p50: positive, p99: positive }).optional(),
      runs: z.array(positive).length(5),
    }),
  ),
});

const bench = (...given: string[]) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'bench', ...given]);

describe('touchline bench', () => {
  it('measures every workload at any size and prints its contract as JSON', {
    timeout: 240_000,
  }, async () => {
    const { stdout } = await bench('--json', '--scale', '0.0001');
    const result = contract.parse(JSON.parse(stdout));
    expect(result.workloads.map((row) => row.name)).toEqual(WORKLOADS.map((each) => each.name));
    for (const row of result.workloads) {
      expect(row.eventsPerSecond * row.seconds).toBeCloseTo(row.events, 3);
      expect(row.runs.toSorted((left, right) => left - right)[2]).toBe(row.seconds);
    }
  });

  it('refuses a workload that there is not, and names those that there are', async () => {
    await expect(bench('--only', 'nothing')).rejects.toThrow(/ema-cross/);
  });
});
