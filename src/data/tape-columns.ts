import type { DuckDBResult, DuckDBVector } from '@duckdb/node-api';
import { assert } from '../engine/assert.js';
import { TouchlineError } from '../engine/errors.js';
import { EventKind } from '../engine/events.js';
import { allocateColumns } from '../engine/tape.js';

type Columns = ReturnType<typeof allocateColumns>;

/** The furthest that local and venue time may lie apart on a tape: 32 bits of microseconds. */
const LAG_LIMIT = 0x7fffffff;

/** Reads the events statement, chunk by chunk, into `length` rows of columns. */
export async function readColumns(result: DuckDBResult, length: number): Promise<Columns> {
  const columns = allocateColumns(length);
  let row = 0;
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; ) {
    const { rowCount } = chunk;
    assert(row + rowCount <= length, `a tape has ${length} rows as counted before`);
    const vectors = Array.from({ length: chunk.columnCount }, (_, column) => chunk?.getColumnVector(column));
    copy(columns.localTime, row, vectors[0], rowCount);
    copy(columns.kind, row, vectors[2], rowCount);
    copy(columns.subject, row, vectors[3], rowCount);
    copy(columns.priceA, row, vectors[4], rowCount);
    copy(columns.priceB, row, vectors[5], rowCount);
    copy(columns.sizeA, row, vectors[6], rowCount);
    copy(columns.sizeB, row, vectors[7], rowCount);
    copyLag(columns.lag, row, vectors[1], rowCount);
    row += rowCount;
    chunk = await result.fetchChunk();
  }
  assert(row === length, `a tape has ${length} rows as counted before, not ${row}`);
  numberSideRows(columns);
  return columns;
}

/** The levels of whole books, in the order of their events. */
export interface BookLevels {
  readonly levelPrice: Uint16Array;
  readonly levelSize: Float64Array;
}

/** Reads the levels statement, chunk by chunk. `length` is what the snapshots of the tape point at. */
export async function readLevels(result: DuckDBResult, length: number): Promise<BookLevels> {
  const levelPrice = new Uint16Array(length);
  const levelSize = new Float64Array(length);
  let row = 0;
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; ) {
    assert(row + chunk.rowCount <= length, `the books of a tape have ${length} levels as counted before`);
    copy(levelPrice, row, chunk.getColumnVector(0), chunk.rowCount);
    copy(levelSize, row, chunk.getColumnVector(1), chunk.rowCount);
    row += chunk.rowCount;
    chunk = await result.fetchChunk();
  }
  assert(row === length, `the books of a tape have ${length} levels as counted before, not ${row}`);
  return { levelPrice, levelSize };
}

/** How many levels the snapshots among the columns have. */
export function countLevels(columns: Columns): number {
  let levels = 0;
  for (let row = 0; row < columns.kind.length; row += 1) {
    if (columns.kind[row] !== EventKind.bookSnapshot) continue;
    levels += (columns.priceA[row] as number) + (columns.priceB[row] as number);
  }
  return levels;
}

/** Copies what is there; a NULL leaves what `allocateColumns` put: no size is NaN. */
function copy(
  target: Float64Array | Uint8Array | Uint16Array | Uint32Array,
  at: number,
  vector: DuckDBVector | undefined,
  count: number,
): void {
  assert(vector !== undefined, 'the events statement has eight columns');
  for (let index = 0; index < count; index += 1) {
    const value = vector.getItem(index);
    if (value !== null) target[at + index] = value as number;
  }
}

function copyLag(target: Int32Array, at: number, vector: DuckDBVector | undefined, count: number): void {
  assert(vector !== undefined, 'the events statement has eight columns');
  for (let index = 0; index < count; index += 1) {
    const lag = vector.getItem(index) as number;
    if (Math.abs(lag) > LAG_LIMIT) {
      throw new TouchlineError('DATA_TIME', `local and venue time lie ${lag} microseconds apart`, {
        hint: 'at most 35 minutes fit on a tape; a larger lag is a clock or time zone fault',
      });
    }
    target[at + index] = lag;
  }
}

/** States, rules and levels of books lie in lists of their own, in the order of their events. */
function numberSideRows(columns: Columns): void {
  let gameStates = 0;
  let facts = 0;
  let levels = 0;
  for (let row = 0; row < columns.kind.length; row += 1) {
    const kind = columns.kind[row];
    if (kind === EventKind.gameState) columns.sizeA[row] = gameStates++;
    else if (kind === EventKind.marketFacts) columns.sizeA[row] = facts++;
    else if (kind === EventKind.bookSnapshot) {
      columns.sizeA[row] = levels;
      levels += (columns.priceA[row] as number) + (columns.priceB[row] as number);
    }
  }
}
