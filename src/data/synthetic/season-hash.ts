import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { TAPE_COLUMNS, type Tape } from '../../engine/tape.js';

/** SHA-256 over the catalog, the columns (little-endian) and the side tables of a season, 64 hex digits. */
export function seasonHash(tape: Tape): string {
  const hash = sha256.create();
  const { catalog, gameStates, facts } = tape;
  hash.update(utf8ToBytes(JSON.stringify({ catalog, gameStates, facts })));
  for (const name of TAPE_COLUMNS) {
    const { buffer, byteOffset, byteLength } = tape[name];
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return bytesToHex(hash.digest());
}
