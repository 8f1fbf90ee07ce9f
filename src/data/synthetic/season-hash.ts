import { createHash } from 'node:crypto';
import { TAPE_COLUMNS, type Tape } from '../../engine/tape.js';

/** SHA-256 over the catalog, the columns (little-endian) and the side tables of a season, 64 hex digits. */
export function seasonHash(tape: Tape): string {
  const hash = createHash('sha256');
  const { catalog, gameStates, facts } = tape;
  hash.update(JSON.stringify({ catalog, gameStates, facts }));
  for (const name of TAPE_COLUMNS) {
    const column = tape[name];
    // The bits of a NaN are the platform's own affair; no size is below 0.
    const plain =
      column instanceof Float64Array ? column.map((value) => (Number.isNaN(value) ? -1 : value)) : column;
    hash.update(new Uint8Array(plain.buffer, plain.byteOffset, plain.byteLength));
  }
  return hash.digest('hex');
}
