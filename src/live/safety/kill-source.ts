/** Somewhere outside the store from where a person can stop everything: a file, a signal. */
export interface KillSource {
  readonly name: string;
  /** Why everything must stop; `null` = it need not. A source that cannot be read stops everything too. */
  read(): Promise<string | null>;
}
