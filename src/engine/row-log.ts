/** Rows that are kept; or, where somebody listens, handed out and forgotten: a session of days must not grow. */
export class RowLog<Row> {
  readonly rows: Row[] = [];
  readonly #listener: ((row: Row) => void) | null;

  constructor(listener: ((row: Row) => void) | null) {
    this.#listener = listener;
  }

  add(row: Row): void {
    if (this.#listener === null) this.rows.push(row);
    else this.#listener(row);
  }
}
