import type { DuckDBAppender } from '@duckdb/node-api';
import type { Store } from './store.js';

/** How one column of a table is written: its type and its value in a row. */
export type ColumnWriter<Item> =
  | readonly ['integer' | 'bigint' | 'double', (item: Item, position: number) => number | null]
  | readonly ['text', (item: Item, position: number) => string | null]
  | readonly ['boolean', (item: Item, position: number) => boolean];

/** Appends `items` to `table`, all columns in their order. For rows by the thousand; bulk data goes by SQL. */
export async function appendRows<Item>(
  store: Store,
  table: string,
  columns: readonly ColumnWriter<Item>[],
  items: readonly Item[],
): Promise<void> {
  const appender = await store.connection.createAppender(table);
  try {
    items.forEach((item, position) => {
      for (const column of columns) appendValue(appender, column, item, position);
      appender.endRow();
    });
    appender.flushSync();
  } finally {
    appender.closeSync();
  }
}

function appendValue<Item>(
  appender: DuckDBAppender,
  column: ColumnWriter<Item>,
  item: Item,
  position: number,
): void {
  const [type, of] = column;
  const value = of(item, position);
  if (value === null) appender.appendNull();
  else if (typeof value === 'boolean') appender.appendBoolean(value);
  else if (typeof value === 'string') appender.appendVarchar(value);
  else if (type === 'integer') appender.appendInteger(value);
  else if (type === 'bigint') appender.appendBigInt(BigInt(value));
  else appender.appendDouble(value);
}
