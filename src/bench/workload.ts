/** A workload whose data is made: what is timed, and over how many events. */
export interface PreparedWorkload {
  readonly events: number;
  /** One timed run, from nothing to its result. */
  run(): void | Promise<void>;
  /** Of each thing done in the timed runs, milliseconds; only where latency is what matters. */
  latenciesMs?(): readonly number[];
  /** Removes what `prepare` left on disk. */
  close?(): void | Promise<void>;
}

/** Something whose speed is measured, under a name that stays. */
export interface Workload {
  readonly name: string;
  readonly summary: string;
  /** @param scale 1 is the size that targets are stated for; smaller makes less data. */
  prepare(scale: number): PreparedWorkload | Promise<PreparedWorkload>;
}

/** What one workload came to. */
export interface WorkloadResult {
  readonly name: string;
  readonly events: number;
  /** Median of the timed runs, wall clock. */
  readonly seconds: number;
  readonly eventsPerSecond: number;
  /** Median processor time of a run, all threads of the process: near `seconds` where nothing else ran. */
  readonly cpuSeconds: number;
  /** The most memory that the process of the workload ever held, 1e6 bytes, making its data included. */
  readonly rssMb: number;
  /** Median and 99th percentile of one thing done, milliseconds; only where latency is what matters. */
  readonly latencyMs?: { readonly p50: number; readonly p99: number };
  /** Seconds of each timed run, in order. */
  readonly runs: readonly number[];
}
