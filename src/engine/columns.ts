/** One value of each row of a log. */
type Column = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/** Rows that a log has room for at first. */
export const FIRST_CAPACITY = 256;

/** Makes room for twice as many rows in all `columns` of a log, which keep their values. */
export function widen(columns: Record<string, Column>): void {
  for (const [name, column] of Object.entries(columns)) {
    const wider = new (column.constructor as new (length: number) => Column)(2 * column.length);
    wider.set(column);
    columns[name] = wider;
  }
}
