import { TouchlineError } from '../../engine/errors.js';
import { IMPORT_SQL, parquetView } from '../sql/import-sql.js';
import type { ImportTask } from './import-format.js';

/** Columns that a file must have, with DuckDB's name of the type. Others may stand beside them. */
export type WantedColumns = Readonly<Record<string, string>>;

/**
 * Opens the task's parquet file as the view `source_file`, with its rows numbered from 1 in `source_row`.
 * Returns the type of each column.
 *
 * @throws DATA_UNREADABLE for a file that is no parquet.
 */
export async function viewParquet({ store, file }: ImportTask): Promise<ReadonlyMap<string, string>> {
  try {
    await store.run(parquetView(file.path));
  } catch (cause) {
    throw new TouchlineError('DATA_UNREADABLE', 'the file cannot be read as parquet', {
      where: { file: file.name },
      hint: 'was it downloaded whole?',
      cause,
    });
  }
  const columns = await store.rows(IMPORT_SQL.describe);
  return new Map(columns.map((row) => [row.text('column_name'), row.text('column_type')]));
}

/**
 * The same for a layout of which only some columns are wanted. Returns the number of rows.
 *
 * @throws DATA_UNREADABLE; DATA_COLUMNS when a column is missing or of another type.
 */
export async function openParquet(task: ImportTask, wanted: WantedColumns): Promise<number> {
  const { store, file } = task;
  const found = await viewParquet(task);
  for (const [column, type] of Object.entries(wanted)) {
    const actual = found.get(column);
    if (actual === type) continue;
    throw new TouchlineError(
      'DATA_COLUMNS',
      actual === undefined ? `column ${column} is missing` : `column ${column} is ${actual}`,
      { where: { file: file.name, field: column, value: actual ?? 'missing' }, hint: `wanted ${type}` },
    );
  }
  return (await store.row(IMPORT_SQL.countSource)).integer('n');
}
