import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { makeTable, Schema, Table, tableFromIPC, tableToIPC } from 'apache-arrow';
import type { Catalog } from '../engine/catalog.js';
import type { GameState, MarketFacts } from '../engine/events.js';
import { TAPE_COLUMNS, type Tape, tapeOf } from '../engine/tape.js';

/** Counted up when a tape is written in another way; part of the name of a kept tape. */
export const TAPE_FILE_VERSION = 1;

type ColumnArray = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/** What is not a column of the events; stands as JSON in the metadata of the file. */
interface Sides {
  readonly catalog: Catalog;
  readonly gameStates: readonly GameState[];
  readonly facts: readonly MarketFacts[];
}

/** Book levels are a table of their own length, in a second file that is only there when a tape has any. */
const levelsPath = (path: string): string => path.replace(/\.arrow$/, '.levels');

/**
 * Writes a tape as an Arrow IPC file: one row an event, catalog and side rows in the metadata, sealed with a
 * SHA-256 over the content. Whole or not at all: it is renamed into place.
 */
export function writeTapeFile(path: string, tape: Tape): void {
  const sides: Sides = { catalog: tape.catalog, gameStates: tape.gameStates, facts: tape.facts };
  const text = JSON.stringify(sides);
  const columns: Record<string, ColumnArray> = {};
  for (const name of TAPE_COLUMNS) columns[name] = tape[name];
  const metadata = new Map([
    ['tape', text],
    ['sha256', contentHash(tape, text)],
    ['levels', String(tape.levelPrice.length)],
  ]);
  if (tape.levelPrice.length > 0) {
    const { levelPrice, levelSize } = tape;
    writeTable(levelsPath(path), { levelPrice, levelSize }, new Map());
  }
  writeTable(path, columns, metadata);
}

function writeTable(path: string, columns: Record<string, ColumnArray>, metadata: Map<string, string>): void {
  const plain = makeTable(columns);
  const table = new Table(new Schema(plain.schema.fields, metadata), plain.batches);
  const unfinished = `${path}.${process.pid}.part`;
  writeFileSync(unfinished, tableToIPC(table, 'file'));
  renameSync(unfinished, path);
}

/**
 * Reads a tape back; its columns are views of the file's bytes. `null` = there is no file, or it is not what was
 * written: a kept tape can always be built again, so a damaged one is no fault.
 */
export function readTapeFile(path: string): Tape | null {
  try {
    const table = tableFromIPC(readFileSync(path));
    const text = table.schema.metadata.get('tape') ?? '';
    const sides: Sides = JSON.parse(text);
    const levels = Number(table.schema.metadata.get('levels'));
    const levelTable = levels > 0 ? tableFromIPC(readFileSync(levelsPath(path))) : null;
    const tape = tapeOf(sides.catalog, {
      localTime: column(table, 'localTime', Float64Array),
      lag: column(table, 'lag', Int32Array),
      kind: column(table, 'kind', Uint8Array),
      source: column(table, 'source', Uint8Array),
      subject: column(table, 'subject', Uint32Array),
      priceA: column(table, 'priceA', Uint16Array),
      priceB: column(table, 'priceB', Uint16Array),
      sizeA: column(table, 'sizeA', Float64Array),
      sizeB: column(table, 'sizeB', Float64Array),
      levelPrice: levelTable === null ? new Uint16Array(0) : column(levelTable, 'levelPrice', Uint16Array),
      levelSize: levelTable === null ? new Float64Array(0) : column(levelTable, 'levelSize', Float64Array),
      gameStates: sides.gameStates,
      facts: sides.facts,
    });
    return contentHash(tape, text) === table.schema.metadata.get('sha256') ? tape : null;
  } catch {
    return null;
  }
}

function column<Kind extends ColumnArray>(
  table: Table,
  name: string,
  kind: { new (length: number): Kind; readonly name: string },
): Kind {
  if (table.numRows === 0) return new kind(0);
  const values: unknown = table.getChild(name)?.data[0]?.values;
  if (values instanceof kind && values.length >= table.numRows) {
    return values.subarray(0, table.numRows) as Kind;
  }
  throw new TypeError(`tape column ${name} is no ${kind.name} of ${table.numRows} rows`);
}

function contentHash(tape: Tape, sides: string): string {
  const hash = createHash('sha256').update(sides);
  const arrays: ColumnArray[] = [...TAPE_COLUMNS.map((name) => tape[name]), tape.levelPrice, tape.levelSize];
  for (const array of arrays) hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  return hash.digest('hex');
}
