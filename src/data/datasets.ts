import { VENUES, type VenueName } from '../engine/catalog.js';
import { TouchlineError } from '../engine/errors.js';
import type { Row } from './row.js';
import { DATASET_SQL } from './sql/dataset-sql.js';
import type { Store } from './store.js';
import { oneOf } from './words.js';

/** A set of recorded events, as it was imported. */
export interface Dataset {
  readonly id: number;
  readonly name: string;
  readonly format: string;
  readonly venue: VenueName;
  readonly importerVersion: number;
  /** Microseconds. */
  readonly createdAt: number;
  /** SHA-256 over files and importer, 64 hex digits; `null` = the import has not finished. */
  readonly manifestHash: string | null;
}

/** A dataset whose import has finished. */
export interface CompleteDataset extends Dataset {
  readonly manifestHash: string;
}

/** A dataset with what it holds, counted. */
export interface DatasetSummary extends Dataset {
  readonly files: number;
  readonly markets: number;
  readonly games: number;
  readonly quotes: number;
  readonly trades: number;
  /** Snapshots and changes of order books. */
  readonly bookEvents: number;
  readonly pricePoints: number;
  readonly gameStates: number;
  /** Outcomes that the venue stated. */
  readonly authoritative: number;
  /** Outcomes that were inferred from prices. */
  readonly inferred: number;
  readonly gaps: number;
  /** First and last price, microseconds; `null` = there is none. */
  readonly firstTime: number | null;
  readonly lastTime: number | null;
}

/** What was polled against what would have been polled without a miss. */
export interface CoverageSummary {
  readonly markets: number;
  readonly quotes: number;
  /** Polls of the source between the first and last quote of each market, both included. */
  readonly pollsExpected: number;
  readonly oneSided: number;
  readonly empty: number;
  readonly crossed: number;
  readonly locked: number;
  readonly gaps: readonly { readonly market: number | null; readonly from: number; readonly until: number }[];
}

const datasetOf = (row: Row): Dataset => ({
  id: row.integer('dataset_id'),
  name: row.text('name'),
  format: row.text('format'),
  venue: oneOf(VENUES, row.text('venue')),
  importerVersion: row.integer('importer_version'),
  createdAt: row.integer('created_at'),
  manifestHash: row.textOrNull('manifest_hash'),
});

/** The dataset of that name, finished or not; `null` = there is none. */
export async function findDataset(store: Store, name: string): Promise<Dataset | null> {
  const [row] = await store.rows(DATASET_SQL.byName, [name]);
  return row === undefined ? null : datasetOf(row);
}

/**
 * A dataset that can be used. @throws DATA_DATASET when there is none of that name, DATA_INCOMPLETE when its
 * import has not finished.
 */
export async function datasetByName(store: Store, name: string): Promise<CompleteDataset> {
  const dataset = await findDataset(store, name);
  if (dataset === null) {
    const names = (await listDatasets(store)).map((each) => each.name);
    throw new TouchlineError('DATA_DATASET', `there is no dataset ${JSON.stringify(name)}`, {
      where: { file: store.path },
      hint:
        names.length === 0
          ? 'the store is empty: touchline data import'
          : `wanted one of: ${names.join(', ')}`,
    });
  }
  const { manifestHash } = dataset;
  if (manifestHash !== null) return { ...dataset, manifestHash };
  throw new TouchlineError('DATA_INCOMPLETE', `the import of dataset ${name} has not finished`, {
    where: { file: store.path, dataset: name },
    hint: `run it again, it goes on where it stopped: touchline data import ${dataset.format} <path> --name ${name}`,
  });
}

/** Every dataset of the store, by name, unfinished ones included. */
export async function listDatasets(store: Store): Promise<readonly Dataset[]> {
  return (await store.rows(DATASET_SQL.all)).map(datasetOf);
}

/** Counts of what a dataset holds. */
export async function summariseDataset(store: Store, dataset: Dataset): Promise<DatasetSummary> {
  const row = await store.row(DATASET_SQL.summary, [dataset.id]);
  return {
    ...dataset,
    files: row.integer('files'),
    markets: row.integer('markets'),
    games: row.integer('games'),
    quotes: row.integer('quotes'),
    trades: row.integer('trades'),
    bookEvents: row.integer('book_events'),
    pricePoints: row.integer('price_points'),
    gameStates: row.integer('game_states'),
    authoritative: row.integer('authoritative'),
    inferred: row.integer('inferred'),
    gaps: row.integer('gaps'),
    firstTime: row.integerOrNull('first_time'),
    lastTime: row.integerOrNull('last_time'),
  };
}

/** Coverage of the quotes of a dataset. */
export async function coverageOfDataset(store: Store, dataset: Dataset): Promise<CoverageSummary> {
  const totals = await store.row(DATASET_SQL.coverageTotals, [dataset.id]);
  const gaps = await store.rows(DATASET_SQL.gapList, [dataset.id]);
  return {
    markets: totals.integer('markets'),
    quotes: totals.integer('quotes'),
    pollsExpected: totals.integer('polls_expected'),
    oneSided: totals.integer('one_sided'),
    empty: totals.integer('empty'),
    crossed: totals.integer('crossed'),
    locked: totals.integer('locked'),
    gaps: gaps.map((gap) => ({
      market: gap.integerOrNull('market_id'),
      from: gap.integer('from_time'),
      until: gap.integer('until_time'),
    })),
  };
}

/** Outcomes whose time the source does not state, by the basis on which they were dated (docs/decisions/005). */
export async function undatedOutcomes(
  store: Store,
  dataset: Pick<Dataset, 'id'>,
): Promise<readonly { readonly basis: string; readonly outcomes: number }[]> {
  const rows = await store.rows(DATASET_SQL.undatedOutcomes, [dataset.id]);
  return rows.map((row) => ({ basis: row.text('time_basis'), outcomes: row.integer('outcomes') }));
}
