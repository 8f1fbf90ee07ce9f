import { median, quantile } from 'simple-statistics';
import type { Workload, WorkloadResult } from './workload.js';

const BYTES_PER_KILOBYTE = 1_024;

/** Timed runs of a workload; one more goes before them and is dropped: it compiles the code. */
export const TIMED_RUNS = 5;

/** Makes the data of a workload and times it, in this process. */
export async function measure(workload: Workload, scale: number): Promise<WorkloadResult> {
  const prepared = await workload.prepare(scale);
  const seconds: number[] = [];
  const cpuSeconds: number[] = [];
  try {
    for (let run = 0; run <= TIMED_RUNS; run += 1) {
      const cpu = process.cpuUsage();
      const startMs = performance.now();
      await prepared.run();
      seconds.push((performance.now() - startMs) / 1e3);
      const { user, system } = process.cpuUsage(cpu);
      cpuSeconds.push((user + system) / 1e6);
    }
  } finally {
    await prepared.close?.();
  }
  const late = prepared.latenciesMs?.() ?? [];
  const timed = seconds.slice(1);
  const typical = median(timed);
  return {
    name: workload.name,
    events: prepared.events,
    seconds: typical,
    eventsPerSecond: prepared.events / typical,
    cpuSeconds: median(cpuSeconds.slice(1)),
    rssMb: (process.resourceUsage().maxRSS * BYTES_PER_KILOBYTE) / 1e6,
    ...(late.length > 0 && { latencyMs: { p50: quantile([...late], 0.5), p99: quantile([...late], 0.99) } }),
    runs: timed,
  };
}
