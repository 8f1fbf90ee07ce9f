import type { RunConfig } from '../config/run-config.js';
import { datasetByName } from '../data/datasets.js';
import { loadSource } from '../data/load-source.js';
import { saveRun } from '../data/runs.js';
import type { Store } from '../data/store.js';
import { canonicalSelection } from '../data/tape-selection.js';
import { countSettings } from '../data/trials.js';
import { runBacktest } from '../engine/backtest.js';
import { MICROS_PER_MILLISECOND } from '../engine/units.js';
import type { ReportInput } from '../report/report-input.js';
import { fillBracket } from './fill-bracket.js';
import { outcomeTimeSentences } from './outcome-times.js';
import type { PreparedRun } from './prepare-run.js';
import { type RunDocument, writeRunDocument } from './run-document.js';
import { configHashOf, instantOf, optionsFor, selectionOf, sha256, spanOf } from './run-inputs.js';
import { runStatistics } from './run-statistics.js';
import { tapeCoverage } from './tape-coverage.js';

/** What a backtest needs from outside: a store, and who is asking when. */
export interface BacktestRequest {
  readonly store: Store;
  readonly run: PreparedRun;
  /** Version of touchline: part of the certificate. */
  readonly version: string;
  /** Wall clock when the command began, milliseconds since the epoch. */
  readonly startedAtMs: number;
  /** Events that may be in memory at a time; left out = `MOST_IN_MEMORY`. */
  readonly mostInMemory?: number;
  /** Told what is being done. */
  readonly onStep?: (step: string) => void;
}

/** Events of 40 bytes: about 640 MB. */
export const MOST_IN_MEMORY = 16_000_000;

/**
 * Replays a dataset as configured, keeps the run with its rows and its entry in the trial ledger, and
 * returns what a report is made from.
 *
 * @throws DATA_DATASET, DATA_INCOMPLETE; DATA_SELECTION when nothing is left to replay; ENGINE_FEE_UNKNOWN.
 */
export async function backtestDataset(request: BacktestRequest): Promise<ReportInput> {
  const { store, run, version, startedAtMs } = request;
  const { config } = run;
  const dataset = await datasetByName(store, config.data.dataset);
  const selection = selectionOf(config);
  request.onStep?.('loading the tape');
  const tape = await loadSource(store, selection, {
    mostInMemory: request.mostInMemory ?? MOST_IN_MEMORY,
    onPart: (part, parts) => request.onStep?.(`writing part ${part} of ${parts} of the tape`),
  });
  request.onStep?.(`replaying ${tape.length.toLocaleString('en-US')} events`);
  const options = optionsFor(tape, run);
  const replayed = runBacktest(tape, { ...options, strategy: run.strategy() });
  const assumptions = [...replayed.assumptions, ...(await outcomeTimeSentences(store, dataset))];
  const result = { ...replayed, assumptions };
  const configHash = configHashOf(run);
  const trials = await countSettings(store, dataset.manifestHash, { configHash, ...result.strategy });
  request.onStep?.('marking its fills, and trying slower orders');
  const document: RunDocument = {
    config: run.settings,
    dataset: {
      name: dataset.name,
      format: dataset.format,
      manifestHash: dataset.manifestHash,
      ...spanOf(tape),
    },
    coverage: tapeCoverage(tape, requestedOf(config)),
    fillBracket: fillBracket(tape, { result, options, fresh: run.strategy }),
    statistics: runStatistics(tape, { result, options, trials, fresh: run.strategy }),
    generatedWith: version,
  };
  const selectionHash = sha256(canonicalSelection(selection));
  const inputs = certificateInputs({
    manifest: dataset.manifestHash,
    selectionHash,
    configHash,
    strategy: result.strategy,
    version,
  });
  request.onStep?.('keeping the run');
  const finishedAtMs = Date.now();
  const runId = await saveRun(store, {
    result,
    dataset,
    selectionHash,
    config: writeRunDocument(document),
    configHash,
    certificateInputs: inputs,
    kind: 'backtest',
    startedAt: startedAtMs * MICROS_PER_MILLISECOND,
    finishedAt: finishedAtMs * MICROS_PER_MILLISECOND,
  });
  const certificate = { inputs, output: result.outputHash };
  const notices = result.assumptions.filter((row) => row.includes('UNCERTAIN'));
  return { result, ...document, notices, certificate, seconds: (finishedAtMs - startedAtMs) / 1_000, runId };
}

const requestedOf = ({ data }: RunConfig) => ({
  from: instantOf(data.from),
  to: instantOf(data.to),
  markets: data.markets?.length ?? null,
});

/** SHA-256 of everything that a run depends on: data, selection, settings (the seed among them) and code. */
function certificateInputs(parts: {
  readonly manifest: string;
  readonly selectionHash: string;
  readonly configHash: string;
  readonly strategy: { readonly name: string; readonly version: string };
  readonly version: string;
}): string {
  const { strategy } = parts;
  return sha256(
    [
      parts.manifest,
      parts.selectionHash,
      parts.configHash,
      strategy.name,
      strategy.version,
      parts.version,
    ].join('\n'),
  );
}
