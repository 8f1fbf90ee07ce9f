/** Options of the `live` commands; each takes some of them. */
export interface LiveOptions {
  readonly config?: string;
  readonly strategy?: string;
  readonly account?: string;
  readonly paper?: boolean;
  readonly live?: boolean;
  readonly url?: string;
  readonly fresh?: boolean;
  readonly for?: string;
  readonly json?: boolean;
  readonly accept?: boolean;
  readonly reason?: string;
  readonly databaseUrl?: string;
  readonly folder: string;
  readonly passphraseFile?: string;
  readonly passphraseFd?: number;
}
