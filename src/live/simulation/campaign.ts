import { FAULT_NAMES } from '../venues/fake/faults/fault-plan.js';
import type { Violation } from './checkers.js';
import { type SeedOptions, type SeedResult, simulateSeed } from './simulate-seed.js';

/** Seeds to run, one after the other unless told otherwise. */
export interface CampaignOptions {
  /** First seed; the others count on from it. */
  readonly from: number;
  readonly seeds: number;
  readonly hours: number;
  readonly keepLog?: boolean;
  /** Runs a seed; left out = here. */
  readonly simulate?: (options: SeedOptions) => Promise<SeedResult>;
  /** Seeds that run at once; left out = one. */
  readonly atOnce?: number;
  /** What is known of a seed from an earlier campaign of the same hours and build: it is not run again. */
  readonly known?: ReadonlyMap<string, SeedResult>;
  /** Told after each seed, in the order in which they end. */
  onSeed?(result: SeedResult, done: number): void;
}

/** A seed that broke a promise. */
export interface BrokenSeed {
  readonly seed: string;
  readonly violations: readonly Violation[];
}

/** What came of a campaign. */
export interface CampaignResult {
  readonly seeds: number;
  readonly hours: number;
  readonly events: number;
  readonly orders: number;
  readonly trades: number;
  /** Requests of several orders. */
  readonly batches: number;
  readonly crashes: number;
  readonly broken: readonly BrokenSeed[];
  /** Faults that never met an order in some state. */
  readonly faultsUnseen: readonly string[];
  /** `fault state` pairs that came up, and how often. */
  readonly coverage: Readonly<Record<string, number>>;
  /** Hash of each seed's run, in order. */
  readonly hashes: readonly string[];
}

/** Runs seeds and adds up. The first broken seed does not end it. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const results = await runSeeds(options);
  const sum = (of: (result: SeedResult) => number): number =>
    results.reduce((total, result) => total + of(result), 0);
  const coverage = addUp(results);
  return {
    seeds: results.length,
    hours: options.hours,
    events: sum(({ events }) => events),
    orders: sum(({ orders }) => orders),
    trades: sum(({ trades }) => trades),
    batches: sum(({ batches }) => batches),
    crashes: sum(({ crashes }) => crashes),
    broken: results
      .filter(({ violations }) => violations.length > 0)
      .map(({ seed, violations }) => ({ seed, violations })),
    faultsUnseen: FAULT_NAMES.filter(
      (fault) => !Object.keys(coverage).some((pair) => pair.startsWith(`${fault} `)),
    ),
    coverage,
    hashes: results.map(({ hash }) => hash),
  };
}

async function runSeeds(options: CampaignOptions): Promise<readonly SeedResult[]> {
  const { from, seeds, hours, keepLog = false, simulate = simulateSeed, atOnce = 1, known } = options;
  const results: SeedResult[] = [];
  let [next, done] = [0, 0];
  const work = async (): Promise<void> => {
    while (next < seeds) {
      const index = next;
      next += 1;
      const seed = String(from + index);
      const result = known?.get(seed) ?? (await simulate({ seed, hours, keepLog }));
      done += 1;
      options.onSeed?.(result, done);
      // Logs are large: whoever wants one has been told.
      results[index] = { ...result, log: [] };
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

function addUp(results: readonly SeedResult[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { coverage } of results) {
    for (const [pair, count] of coverage) sums[pair] = (sums[pair] ?? 0) + count;
  }
  const sorted = Object.entries(sums).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(sorted);
}
