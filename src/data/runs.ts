import { createHash } from 'node:crypto';
import { TouchlineError } from '../engine/errors.js';
import type { RunResult } from '../engine/run-result.js';
import { usd } from '../engine/units.js';
import { appendRows } from './append-rows.js';
import type { Row } from './row.js';
import * as tables from './run-rows.js';
import { RUN_SQL } from './sql/run-sql.js';
import type { Store } from './store.js';
import { recordTrial, type TrialKind } from './trials.js';

/** A run as it is handed over to be kept. */
export interface FinishedRun {
  readonly result: RunResult;
  /** An id of `null` = events that are not in the store, a synthetic season for example. */
  readonly dataset: { readonly id: number | null; readonly name: string; readonly manifestHash: string };
  /** Hash of the part of the dataset that was replayed. */
  readonly selectionHash: string;
  /** The effective configuration as text, and its hash. */
  readonly config: string;
  readonly configHash: string;
  /** Hash of everything that the run depends on; 64 hex digits. */
  readonly certificateInputs: string;
  readonly kind: TrialKind;
  /** Wall clock, microseconds. */
  readonly startedAt: number;
  readonly finishedAt: number;
}

/** What a list of runs shows. */
export interface RunHeader {
  readonly id: string;
  readonly dataset: string;
  /** `null` = the events are not in the store. */
  readonly datasetId: number | null;
  readonly manifestHash: string;
  readonly strategy: { readonly name: string; readonly version: string };
  readonly config: string;
  readonly configHash: string;
  readonly certificateInputs: string;
  readonly outputHash: string;
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly startingCash: number;
  readonly equity: number;
  readonly fees: number;
  readonly counts: RunResult['counts'];
}

/** A run with all its rows. */
export interface StoredRun extends RunHeader {
  readonly result: RunResult;
}

/** Same inputs and same output are the same run, whenever and wherever it ran. */
const runIdOf = (run: FinishedRun): string =>
  createHash('sha256').update(`${run.certificateInputs} ${run.result.outputHash}`).digest('hex').slice(0, 16);

/**
 * Keeps a run with all its rows and records it in the trial ledger, in one transaction. A run that is there already
 * is not written again; the ledger counts it all the same. Returns the run's id: 16 hex digits.
 */
export function saveRun(store: Store, run: FinishedRun): Promise<string> {
  const id = runIdOf(run);
  return store.transaction(async () => {
    const trialId = await recordTrial(store, trialOf(run));
    if ((await store.row(RUN_SQL.runExists, [id])).integer('n') > 0) return id;
    await insertHeader(store, id, trialId, run);
    await insertRows(store, id, run.result);
    return id;
  });
}

const trialOf = ({ result, ...run }: FinishedRun) => ({
  dataset: run.dataset.name,
  manifestHash: run.dataset.manifestHash,
  selectionHash: run.selectionHash,
  configHash: run.configHash,
  strategy: result.strategy.name,
  strategyVersion: result.strategy.version,
  kind: run.kind,
  startedAt: run.startedAt,
  finishedAt: run.finishedAt,
  outputHash: result.outputHash,
  pnl: result.equity - result.startingCash,
  fees: result.fees,
  games: result.counts.games,
  fills: result.counts.fills,
});

// biome-ignore format: one line a group of columns
async function insertHeader(store: Store, id: string, trialId: number, run: FinishedRun): Promise<void> {
  const { result } = run;
  await store.run(RUN_SQL.insertRun, [
    id, trialId, run.dataset.id, run.dataset.manifestHash,
    run.config, run.configHash, run.certificateInputs, run.startedAt, run.finishedAt,
    result.strategy.name, result.strategy.version, result.startingCash, result.cash, result.equity, result.fees,
    JSON.stringify(result.counts), JSON.stringify(result.catalog), JSON.stringify(result.assumptions),
    result.outputHash,
  ]);
}

async function insertRows(store: Store, id: string, result: RunResult): Promise<void> {
  const insert = <Item>(part: Omit<tables.RunTable<Item>, 'read'>, items: readonly Item[]): Promise<void> =>
    appendRows(
      store,
      part.table,
      [['text', () => id], ['integer', (_, position) => position], ...part.columns],
      items,
    );
  await insert(tables.FUNNEL, result.funnel);
  await insert(tables.DECISIONS, result.decisions);
  await insert(tables.ORDERS, result.orders);
  await insert(tables.FILLS, result.fills);
  await insert(tables.LEDGER, result.ledger);
  await insert(tables.SETTLEMENTS, result.settlements);
  await insert(tables.ROUND_TRIPS, result.roundTrips);
  await insert(tables.UNSETTLED, result.unsettled);
  await insert(tables.EQUITY, result.equityCurve);
}

const headerOf = (row: Row): RunHeader => ({
  id: row.text('run_id'),
  dataset: row.text('dataset'),
  datasetId: row.integerOrNull('dataset_id'),
  manifestHash: row.text('manifest_hash'),
  strategy: { name: row.text('strategy'), version: row.text('strategy_version') },
  config: row.text('config'),
  configHash: row.text('config_hash'),
  certificateInputs: row.text('certificate_inputs'),
  outputHash: row.text('output_hash'),
  startedAt: row.integer('started_at'),
  finishedAt: row.integer('finished_at'),
  startingCash: row.integer('starting_cash'),
  equity: row.integer('equity'),
  fees: row.integer('fees'),
  counts: JSON.parse(row.text('counts')),
});

/** Every kept run, newest first. */
export async function listRuns(store: Store): Promise<readonly RunHeader[]> {
  return (await store.rows(RUN_SQL.runs)).map(headerOf);
}

/**
 * A kept run with all its rows, by its id or the beginning of it.
 *
 * @throws DATA_RUN when no run or more than one begins so.
 */
export async function loadRun(store: Store, id: string): Promise<StoredRun> {
  const found = await store.rows(RUN_SQL.runById, [id]);
  const [row] = found;
  if (row === undefined || found.length > 1 || id === '') {
    throw new TouchlineError('DATA_RUN', `${found.length} runs begin with ${JSON.stringify(id)}`, {
      where: { file: store.path },
      hint: 'wanted the id of one run: touchline runs',
    });
  }
  const header = headerOf(row);
  return { ...header, result: await readResult(store, header, row) };
}

async function readResult(store: Store, header: RunHeader, row: Row): Promise<RunResult> {
  const read = async <Item>(sql: string, of: (row: Row) => Item): Promise<readonly Item[]> =>
    (await store.rows(sql, [header.id])).map(of);
  const orders = await read(RUN_SQL.orders, tables.ORDERS.read);
  const ordersById = new Map(orders.map((order) => [order.id as string, order]));
  return {
    strategy: header.strategy,
    catalog: JSON.parse(row.text('catalog')),
    startingCash: usd(header.startingCash),
    cash: usd(row.integer('cash')),
    equity: usd(header.equity),
    fees: usd(header.fees),
    counts: header.counts,
    funnel: await read(RUN_SQL.funnel, tables.FUNNEL.read),
    decisions: await read(RUN_SQL.decisions, tables.DECISIONS.read),
    orders,
    fills: await read(RUN_SQL.fills, (fill) => tables.readFill(fill, ordersById)),
    ledger: await read(RUN_SQL.ledger, tables.LEDGER.read),
    settlements: await read(RUN_SQL.settlements, tables.SETTLEMENTS.read),
    roundTrips: await read(RUN_SQL.roundTrips, tables.ROUND_TRIPS.read),
    unsettled: await read(RUN_SQL.unsettled, tables.UNSETTLED.read),
    equityCurve: await read(RUN_SQL.equity, tables.EQUITY.read),
    assumptions: JSON.parse(row.text('assumptions')),
    outputHash: header.outputHash,
  };
}
