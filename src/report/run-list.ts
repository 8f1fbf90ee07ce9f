import Table from 'cli-table3';
import { USD_PER_DOLLAR } from '../engine/units.js';

/** A kept run as a list shows it. */
export interface RunRow {
  readonly id: string;
  readonly dataset: string;
  readonly strategy: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly fills: number;
  readonly settled: number;
  readonly unsettled: number;
  readonly feesUsd: number;
  /** Equity at the end less the cash at the start: open positions at their liquidation value. */
  readonly equityChangeUsd: number;
  readonly certificate: { readonly inputs: string; readonly output: string };
}

/** What a list is made from; money in 1e-6 dollars, times in microseconds. */
export interface KeptRun {
  readonly id: string;
  readonly dataset: string;
  readonly strategy: { readonly name: string; readonly version: string };
  readonly startedAt: number;
  readonly counts: { readonly fills: number; readonly settled: number; readonly unsettled: number };
  readonly fees: number;
  readonly equity: number;
  readonly startingCash: number;
  readonly certificateInputs: string;
  readonly outputHash: string;
}

/** Kept runs in people's units, in the order given. */
export function runRows(runs: readonly KeptRun[]): readonly RunRow[] {
  return runs.map((run) => ({
    id: run.id,
    dataset: run.dataset,
    strategy: `${run.strategy.name} ${run.strategy.version}`,
    startedAt: new Date(run.startedAt / 1_000).toISOString(),
    fills: run.counts.fills,
    settled: run.counts.settled,
    unsettled: run.counts.unsettled,
    feesUsd: run.fees / USD_PER_DOLLAR,
    equityChangeUsd: (run.equity - run.startingCash) / USD_PER_DOLLAR,
    certificate: { inputs: run.certificateInputs, output: run.outputHash },
  }));
}

/** The list as a table for a terminal. */
export function runTable(rows: readonly RunRow[]): string {
  if (rows.length === 0) return 'No runs yet: touchline backtest --config FILE';
  const table = new Table({
    head: [
      'run',
      'started (UTC)',
      'dataset',
      'strategy',
      'fills',
      'settled',
      'fees USD',
      'equity change USD',
    ],
    colAligns: ['left', 'left', 'left', 'left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  });
  for (const row of rows) {
    const started = row.startedAt.slice(0, 19).replace('T', ' ');
    const money = [row.feesUsd.toFixed(2), row.equityChangeUsd.toFixed(2)];
    table.push([row.id, started, row.dataset, row.strategy, row.fills, row.settled, ...money]);
  }
  return table.toString();
}
