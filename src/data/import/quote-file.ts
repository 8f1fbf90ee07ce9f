import type { Row } from '../row.js';
import { IMPORT_SQL } from '../sql/import-sql.js';
import type { ImportedFile, ImportTask } from './import-format.js';
import { openParquet, type WantedColumns } from './parquet-source.js';
import { sourceFault } from './source-fault.js';

/** How a format's quote files are laid out, and which statements read them. */
export interface QuoteLayout {
  readonly columns: WantedColumns;
  /** Name of the time column. */
  readonly timeField: string;
  readonly incoming: string;
  readonly polls: string;
}

/**
 * Imports one parquet file of top-of-book quotes, all in SQL.
 *
 * @throws DATA_COLUMNS, DATA_TIME, DATA_PRICE or DATA_MARKET with the first row at fault.
 */
export async function importQuoteFile(task: ImportTask, layout: QuoteLayout): Promise<ImportedFile> {
  const { store, datasetId, fileId } = task;
  const total = await openParquet(task, layout.columns);
  task.report(0, total);
  await store.run(layout.incoming);
  await store.run(layout.polls);
  await refuseUnreadable(task, layout);
  await refuseUnfitTime(task, layout.timeField);
  await refuseUnknownMarket(task);
  await withProgress(task, total, () => store.run(IMPORT_SQL.insertQuotes, [fileId, datasetId]));
  await refuseBackwards(task, layout.timeField);
  task.report(total, total);
  return { rows: total, notes: {} };
}

/** Reports the share of the running statement that is done, a few times a second. */
async function withProgress(task: ImportTask, total: number, work: () => Promise<void>): Promise<void> {
  const watch = setInterval(() => {
    const share = task.store.connection.progress.percentage / 100;
    if (share > 0) task.report(Math.floor(Math.min(share, 0.99) * total), total);
  }, 100);
  try {
    await work();
  } finally {
    clearInterval(watch);
  }
}

const FIELDS = ['time', 'slug', 'bid', 'ask'] as const;

async function refuseUnreadable(task: ImportTask, layout: QuoteLayout): Promise<void> {
  const first = await task.store.row(IMPORT_SQL.firstUnreadable);
  const faults = FIELDS.flatMap((field) => {
    const row = first.integerOrNull(field);
    return row === null ? [] : [{ field, row }];
  }).sort((left, right) => left.row - right.row);
  const fault = faults[0];
  if (fault === undefined) return;
  const values = await task.store.row(IMPORT_SQL.valuesOfRow, [fault.row]);
  const at = { file: task.file, row: fault.row, value: values.textOrNull(fault.field) };
  if (fault.field === 'time') {
    const field = layout.timeField;
    throw sourceFault('DATA_TIME', 'a quote has no time', { ...at, field, hint: 'wanted an instant' });
  }
  if (fault.field === 'slug') {
    throw sourceFault('DATA_MARKET', 'a quote has no market', {
      ...at,
      field: 'slug',
      hint: 'wanted a slug',
    });
  }
  throw sourceFault('DATA_PRICE', `the ${fault.field} is no price`, {
    ...at,
    field: fault.field,
    hint: 'wanted dollars from 0 to 1 in steps of 0.0001, or NULL for an empty side',
  });
}

const unfitReason = (fit: Row): string =>
  fit.text('fit') === 'skipped'
    ? 'a local time does not exist: the clocks jumped over it'
    : 'a local time is ambiguous: the clocks ran through it twice';

/** @throws DATA_TIME for a local time that is no instant, or two. */
export async function refuseUnfitTime(task: ImportTask, field: string): Promise<void> {
  const [unfit] = await task.store.rows(IMPORT_SQL.firstUnfitTime);
  if (unfit === undefined) return;
  throw sourceFault('DATA_TIME', unfitReason(unfit), {
    file: task.file,
    row: unfit.integer('row'),
    field,
    value: unfit.text('value'),
    hint: 'the zone is America/New_York; leave out the hour of the change of clocks',
  });
}

async function refuseUnknownMarket(task: ImportTask): Promise<void> {
  const [unknown] = await task.store.rows(IMPORT_SQL.firstUnknownMarket, [task.datasetId]);
  if (unknown === undefined) return;
  throw sourceFault('DATA_MARKET', 'a quote is of an unknown market', {
    file: task.file,
    row: unknown.integer('row'),
    field: 'slug',
    value: unknown.text('slug'),
    hint: 'wanted a slug of the market list; do both files belong together?',
  });
}

async function refuseBackwards(task: ImportTask, field: string): Promise<void> {
  const { datasetId, fileId } = task;
  const [backwards] = await task.store.rows(IMPORT_SQL.firstBackwards, [datasetId, fileId, datasetId]);
  if (backwards === undefined) return;
  const seconds = (backwards.integer('before') - backwards.integer('local_time')) / 1e6;
  throw sourceFault('DATA_TIME', `time runs backwards by ${seconds} s in ${backwards.text('slug')}`, {
    file: task.file,
    row: backwards.integer('row'),
    field,
    value: `${backwards.shown('local_time')} microseconds UTC`,
    hint: 'wanted the quotes of a market in the order in which they were seen',
  });
}
