import { type BacktestOptions, runBacktest } from '../engine/backtest.js';
import type { RunResult } from '../engine/run-result.js';
import { slowedBy } from '../engine/simulation/latency.js';
import type { Strategy } from '../engine/strategy.js';
import type { Tape } from '../engine/tape.js';
import type { TapeSource } from '../engine/tape-parts.js';
import { USD_PER_DOLLAR } from '../engine/units.js';
import type { RunStatistics } from '../report/run-statistics.js';

/** How much slower every message is made, milliseconds: a far server, a slow one, and a person. */
const EXTRA_MS = [100, 1_000, 10_000] as const;

/**
 * The same run with every message slower, each way: a strategy that lives on being first shows it here. A run without
 * an order has no rows.
 *
 * @param fresh makes a new strategy: it keeps state, so each run takes its own.
 */
export function latencySensitivity(
  tape: Tape | TapeSource,
  at: { readonly result: RunResult; readonly options: BacktestOptions; readonly fresh: () => Strategy },
): RunStatistics['latency'] {
  const { result, options } = at;
  if (result.orders.length === 0) return [];
  const { onDecision: _told, ...quiet } = options;
  return EXTRA_MS.map((extraMs) => {
    const latency = slowedBy(options.venue.latency, extraMs);
    const venue = { ...options.venue, latency };
    const slower = runBacktest(tape, { ...quiet, strategy: at.fresh(), venue });
    return {
      extraMs,
      equityChangeUsd: (slower.equity - slower.startingCash) / USD_PER_DOLLAR,
      fills: slower.counts.fills,
    };
  });
}
