import type { Dataset } from './datasets.js';
import { CHECK_SQL } from './sql/check-sql.js';
import type { Store } from './store.js';

/** A rule of the store that rows of a dataset break. */
export interface Finding {
  readonly rule: string;
  /** How many rows break it. */
  readonly rows: number;
}

/** What a check of a dataset found; no finding = it is as it was imported. */
export interface DatasetCheck {
  readonly dataset: string;
  /** False = its import has not finished: what hangs on the end of the import is not checked. */
  readonly complete: boolean;
  readonly rules: number;
  readonly findings: readonly Finding[];
}

/** Rules that hold only once an import has finished. */
const OF_COMPLETE_DATASETS = new Set<string>([
  'coverage counts the quotes that are there',
  'no market is quoted after its resolution',
]);

/** Verifies again, on the stored rows, what the importer had verified. No finding means that all rules hold. */
export async function checkDataset(store: Store, dataset: Dataset): Promise<DatasetCheck> {
  const complete = dataset.manifestHash !== null;
  const rules = Object.entries(CHECK_SQL).filter(([rule]) => complete || !OF_COMPLETE_DATASETS.has(rule));
  const findings: Finding[] = [];
  for (const [rule, sql] of rules) {
    const rows = (await store.row(sql, [dataset.id])).integer('n');
    if (rows > 0) findings.push({ rule, rows });
  }
  return { dataset: dataset.name, complete, rules: rules.length, findings };
}
