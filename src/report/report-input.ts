import type { RunResult } from '../engine/run-result.js';
import type { Micros } from '../engine/units.js';
import type { RunStatistics } from './run-statistics.js';

/** One effective setting and where its value came from, for example `default` or `backtest.toml`. */
export interface ConfigRow {
  readonly key: string;
  readonly value: string;
  readonly origin: string;
}

/** The data that was replayed. */
export interface DatasetSummary {
  readonly name: string;
  readonly format: string;
  /** SHA-256 of the dataset's manifest; `null` for data that was never stored. */
  readonly manifestHash: string | null;
  readonly from: Micros | null;
  readonly to: Micros | null;
}

/** A stretch without data; `market` of `null` = every market. */
export interface CoverageGap {
  readonly from: Micros;
  readonly to: Micros;
  readonly market: string | null;
}

/** What was asked for, what was there, and what is missing. */
export interface CoverageSummary {
  /** `null` = no bound was asked for. */
  readonly requested: {
    readonly from: Micros | null;
    readonly to: Micros | null;
    readonly markets: number | null;
  };
  readonly present: {
    readonly quotes: number;
    readonly markets: number;
    readonly from: Micros | null;
    readonly to: Micros | null;
  };
  readonly gaps: readonly CoverageGap[];
  /** Markets with so few quotes that they tell little. */
  readonly thinMarkets: readonly { readonly market: string; readonly quotes: number }[];
}

/** Hashes of what went in and of what came out: same inputs, same output. */
export interface Certificate {
  readonly inputs: string;
  readonly output: string;
}

/** What a run came to under one model of where a resting order stands in its queue; money in 1e-6 dollars. */
export interface FillBracketRow {
  readonly queueModel: 'front' | 'proportional' | 'back';
  /** Equity at the end less starting cash. */
  readonly equityChange: number;
  readonly fills: number;
  readonly fees: number;
}

/** The same run from the most to the least hopeful model of its fills. */
export interface FillBracket {
  /** Orders that waited in the book; with none the rows are one and the same. */
  readonly restingOrders: number;
  readonly configured: FillBracketRow['queueModel'];
  readonly rows: readonly FillBracketRow[];
}

/** Everything a report is made from. */
export interface ReportInput {
  readonly result: RunResult;
  readonly config: readonly ConfigRow[];
  readonly dataset: DatasetSummary;
  readonly coverage: CoverageSummary;
  readonly certificate: Certificate;
  readonly fillBracket?: FillBracket;
  /** Runs that were kept before there were any have none. */
  readonly statistics?: RunStatistics;
  /** Wall-clock seconds from start to end of the run. */
  readonly seconds: number;
  readonly runId: string;
  /** Version of touchline. */
  readonly generatedWith: string;
  /** Doubts that the caller knows of, one sentence each: a fee schedule that is not confirmed, a made-up spread. */
  readonly notices?: readonly string[];
}
