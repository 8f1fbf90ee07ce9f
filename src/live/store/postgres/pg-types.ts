import pg from 'pg';
import { TouchlineError } from '../../../engine/errors.js';

/** BIGINT (20) and NUMERIC (1700) as numbers: integers of the store's own units, refused beyond 2^53. */
const integer = (text: string): number => {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new TouchlineError(
    'LIVE_STORE_INTEGER',
    `the store holds ${text} where an integer within 2^53 belongs`,
  );
};
const INTEGERS: ReadonlySet<number> = new Set([pg.types.builtins.INT8, pg.types.builtins.NUMERIC]);

/** Parsers of this store's connections; those of other users of `pg` in the process stay as they are. */
export const pgTypes: pg.CustomTypesConfig = {
  getTypeParser: ((id: number, format?: 'text' | 'binary') =>
    INTEGERS.has(id) && format !== 'binary'
      ? integer
      : pg.types.getTypeParser(id, format as 'text')) as typeof pg.types.getTypeParser,
};
