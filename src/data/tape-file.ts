import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { makeTable, Schema, Table, tableFromIPC, tableToIPC } from 'apache-arrow';
import { z } from 'zod';
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

/** The files of one tape. Book levels are a table of their own length, there only when a tape has any. */
export const tapeFiles = (path: string) => {
  const stem = path.replace(/\.arrow$/, '');
  return { events: path, levels: `${stem}.levels`, seal: `${stem}.seal` };
};

/**
 * Writes a tape as an Arrow IPC file: one row an event, catalog and side rows in the metadata. The seal beside it,
 * a SHA-256 over the bytes, is written last: a tape without its seal is not there.
 */
export function writeTapeFile(path: string, tape: Tape): void {
  const sides: Sides = { catalog: tape.catalog, gameStates: tape.gameStates, facts: tape.facts };
  const columns: Record<string, ColumnArray> = {};
  for (const name of TAPE_COLUMNS) columns[name] = tape[name];
  const { levelPrice, levelSize } = tape;
  const hasLevels = levelPrice.length > 0;
  const events = tableBytes(columns, new Map([['tape', JSON.stringify(sides)]]));
  const levels = hasLevels ? tableBytes({ levelPrice, levelSize }, new Map()) : null;
  const files = tapeFiles(path);
  if (levels !== null) writeWhole(files.levels, levels);
  writeWhole(files.events, events);
  writeWhole(files.seal, JSON.stringify({ levels: hasLevels, sha256: sealOf(events, levels) }));
}

function tableBytes(columns: Record<string, ColumnArray>, metadata: Map<string, string>): Uint8Array {
  const plain = makeTable(columns);
  return tableToIPC(new Table(new Schema(plain.schema.fields, metadata), plain.batches), 'file');
}

function writeWhole(path: string, content: Uint8Array | string): void {
  const unfinished = `${path}.${process.pid}.part`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, path);
}

function sealOf(events: Uint8Array, levels: Uint8Array | null): string {
  const hash = createHash('sha256').update(events);
  if (levels !== null) hash.update(levels);
  return hash.digest('hex');
}

/**
 * Reads a tape back; its columns are views of the file's bytes. `null` = there is no tape, or it is not what was
 * written: a kept tape can always be built again. The seal is checked before anything is parsed: Arrow's reader
 * does not end on some damaged files.
 */
export function readTapeFile(path: string): Tape | null {
  const files = tapeFiles(path);
  if (!existsSync(files.seal) || !existsSync(files.events)) return null;
  const seal = readSeal(files.seal);
  if (seal === null || (seal.levels && !existsSync(files.levels))) return null;
  const events = readFileSync(files.events);
  const levels = seal.levels ? readFileSync(files.levels) : null;
  return sealOf(events, levels) === seal.sha256 ? parseTape(events, levels) : null;
}

/** SHA-256 of a tape's bytes as its seal has it; `null` = there is no whole tape. */
export function tapeFileSeal(path: string): string | null {
  const { seal } = tapeFiles(path);
  return existsSync(seal) ? (readSeal(seal)?.sha256 ?? null) : null;
}

const SEAL = z.strictObject({ levels: z.boolean(), sha256: z.string() });

function readSeal(path: string): z.infer<typeof SEAL> | null {
  try {
    return SEAL.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

function parseTape(events: Uint8Array, levels: Uint8Array | null): Tape {
  const table = tableFromIPC(events);
  const sides: Sides = JSON.parse(table.schema.metadata.get('tape') ?? '');
  const levelTable = levels === null ? null : tableFromIPC(levels);
  return tapeOf(sides.catalog, {
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
}

/** Takes the files of a tape away. */
export function removeTapeFile(path: string): void {
  for (const file of Object.values(tapeFiles(path))) rmSync(file, { force: true });
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
