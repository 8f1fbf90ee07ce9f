import { readFileSync } from 'node:fs';
import { bundledFile } from '../config/bundled-file.js';
import { mergeTables, parseConfigText, type RawTable } from '../config/config-file.js';
import { packageVersion } from '../config/package-version.js';
import type { Store } from '../data/store.js';
import type { RunResult } from '../engine/run-result.js';
import type { BacktestReport } from '../report/backtest-report.js';
import { buildBacktestReport } from '../report/build-backtest-report.js';
import { backtestDataset } from '../runs/backtest-dataset.js';
import { prepareOwnRun } from '../runs/prepare-run.js';

/** A run: everything that its report prints, and every row behind it. */
export interface NotebookRun {
  readonly report: BacktestReport;
  readonly result: RunResult;
}

/** A bundled configuration by the name of its file in `examples/`, to be changed and run. */
export function exampleConfig(name: string): RawTable {
  const file = `examples/${name}.toml`;
  return parseConfigText(readFileSync(bundledFile(file), 'utf8'), file);
}

/**
 * What `touchline backtest` does: replays, keeps the run in the store, and counts it as a trial.
 *
 * @param change settings that are laid over `config`, such as `{ venue: { entryLatencyMs: 500 } }`.
 * @throws CONFIG_INVALID, CONFIG_STRATEGY, DATA_DATASET, DATA_SELECTION.
 */
export async function backtest(store: Store, config: RawTable, change: RawTable = {}): Promise<NotebookRun> {
  const run = await prepareOwnRun(mergeTables(config, change), 'the configuration of the notebook');
  const input = await backtestDataset({ store, run, version: packageVersion(), startedAtMs: Date.now() });
  return { report: buildBacktestReport(input), result: input.result };
}
