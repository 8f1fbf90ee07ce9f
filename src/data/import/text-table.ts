import { TouchlineError } from '../../engine/errors.js';
import type { Row } from '../row.js';
import { csvView, IMPORT_SQL } from '../sql/import-sql.js';
import type { Store } from '../store.js';
import type { WantedFile } from './import-format.js';

/**
 * Rows of comma-separated text under a header line, every field as text, in their order. A row's number is its
 * `source_row`.
 *
 * @throws DATA_UNREADABLE for other text, DATA_COLUMNS when one of `columns` is missing.
 */
export async function readTextTable(
  store: Store,
  file: WantedFile,
  columns: readonly string[],
): Promise<readonly Row[]> {
  try {
    await store.run(csvView(file.path));
  } catch (cause) {
    throw new TouchlineError('DATA_UNREADABLE', 'the file cannot be read as comma-separated text', {
      where: { file: file.name },
      hint: cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause),
      cause,
    });
  }
  const found = new Set((await store.rows(IMPORT_SQL.describe)).map((row) => row.text('column_name')));
  const missing = columns.find((column) => !found.has(column));
  if (missing === undefined) return store.rows(IMPORT_SQL.textRows);
  throw new TouchlineError('DATA_COLUMNS', `column ${missing} is missing`, {
    where: { file: file.name, field: missing, value: 'missing' },
    hint: `wanted a header line with ${columns.join(', ')}`,
  });
}
