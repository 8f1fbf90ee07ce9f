declare const row: unique symbol;

/** One statement, prepared once a connection under its name. `Row` is what a row of its answer holds. */
export interface Query<Row> {
  readonly name: string;
  readonly text: string;
  readonly [row]?: Row;
}

/** A statement without an answer. */
export type Command = Query<never>;

export const query = <Row = never>(name: string, text: string): Query<Row> => ({ name, text: text.trim() });
