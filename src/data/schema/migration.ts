/** One step of the schema. Once published its SQL never changes: its checksum stands in every store. */
export interface Migration {
  /** 1, 2, 3, ... without a gap. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}
