import { assert } from './assert.js';
import type { Catalog } from './catalog.js';
import { TouchlineError } from './errors.js';
import type { EventKindCode, GameState, LabelSource, MarketFacts } from './events.js';
import { EventKind } from './events.js';
import type { Micros } from './units.js';

/** `priceA` / `priceB` of a side that is empty, and of a column that a kind does not use. */
export const NO_PRICE = 0xffff;
/** `subject` of a gap that concerns every market. */
export const EVERY_MARKET = 0xffffffff;

/** Bytes that one event takes in the columns below. */
export const BYTES_PER_EVENT = 38;

/**
 * Events in columns, sorted by (local time, kind, source, sequence). Immutable once built.
 *
 * | kind | subject | priceA | priceB | sizeA | sizeB |
 * |---|---|---|---|---|---|
 * | quote | market | bid | ask | bid size, NaN = not recorded | ask size |
 * | trade | market | price | 0 buy, 1 sell (taker) | size | |
 * | bookDelta | market | price | 0 bid, 1 ask | new total | |
 * | bookSnapshot | market | bids | asks | first level in `levelPrice` | |
 * | pricePoint | market | price | | | |
 * | gameState | game | | | index in `gameStates` | |
 * | marketFacts | market | | | index in `facts` | |
 * | resolution | market | 0 authoritative, 1 inferred | | payout, 1e-6 dollars | |
 * | feedGap | market or `EVERY_MARKET` | | | start, microseconds | |
 *
 * `bookSnapshot` holds the number of bid levels in `priceA` and of ask levels in `priceB`; the levels stand
 * in `levelPrice` and `levelSize` from `sizeA` on, bids first, each side best first.
 */
export interface Tape {
  readonly catalog: Catalog;
  readonly length: number;
  /** When the event could have been seen, microseconds. Length n, never decreasing. */
  readonly localTime: Float64Array;
  /** `localTime - venueTime`, microseconds. Length n. */
  readonly lag: Int32Array;
  readonly kind: Uint8Array;
  /** Index in `catalog.sources`. */
  readonly source: Uint8Array;
  readonly subject: Uint32Array;
  readonly priceA: Uint16Array;
  readonly priceB: Uint16Array;
  readonly sizeA: Float64Array;
  readonly sizeB: Float64Array;
  readonly levelPrice: Uint16Array;
  readonly levelSize: Float64Array;
  readonly gameStates: readonly GameState[];
  readonly facts: readonly MarketFacts[];
}

/** Columns of a tape, before they are checked and sorted. */
export type TapeColumns = Omit<Tape, 'catalog' | 'length'>;

/** Allocates columns for `length` events, every price `NO_PRICE` and every size NaN. */
export function allocateColumns(
  length: number,
): Omit<TapeColumns, 'levelPrice' | 'levelSize' | 'gameStates' | 'facts'> {
  return {
    localTime: new Float64Array(length),
    lag: new Int32Array(length),
    kind: new Uint8Array(length),
    source: new Uint8Array(length),
    subject: new Uint32Array(length),
    priceA: new Uint16Array(length).fill(NO_PRICE),
    priceB: new Uint16Array(length).fill(NO_PRICE),
    sizeA: new Float64Array(length).fill(Number.NaN),
    sizeB: new Float64Array(length).fill(Number.NaN),
  };
}

/** The columns of a tape as plain arrays of one type, for whoever stores or hashes them. */
export const TAPE_COLUMNS = [
  'localTime',
  'lag',
  'kind',
  'source',
  'subject',
  'priceA',
  'priceB',
  'sizeA',
  'sizeB',
] as const satisfies readonly (keyof TapeColumns)[];

/**
 * Wraps sorted columns as a tape.
 *
 * @throws ENGINE_TAPE when the columns differ in length, time runs backwards, events of one instant are out
 * of the total order, or an index points outside the catalog; names the first row at fault.
 */
export function tapeOf(catalog: Catalog, columns: TapeColumns): Tape {
  const length = columns.localTime.length;
  for (const name of TAPE_COLUMNS) {
    assert(
      columns[name].length === length,
      `tape column ${name} has ${columns[name].length} rows, wanted ${length}`,
    );
  }
  const tape = { catalog, length, ...columns };
  for (let row = 0; row < length; row += 1) checkRow(tape, row);
  return tape;
}

const refuse = (row: number, message: string): never => {
  throw new TouchlineError('ENGINE_TAPE', `tape row ${row}: ${message}`);
};

function checkRow(tape: Tape, row: number): void {
  const time = tape.localTime[row] as number;
  const kind = tape.kind[row] as number;
  if (!Number.isSafeInteger(time)) refuse(row, `local time is whole microseconds, was ${time}`);
  if (kind > EventKind.resolution) refuse(row, `unknown event kind ${kind}`);
  if (row > 0) checkOrder(tape, row, time, kind);
  const subject = tape.subject[row] as number;
  const subjects = kind === EventKind.gameState ? tape.catalog.games.length : tape.catalog.markets.length;
  const everyMarket = kind === EventKind.feedGap && subject === EVERY_MARKET;
  if (subject >= subjects && !everyMarket)
    refuse(row, `subject ${subject} is not in the catalog of ${subjects}`);
  const sources = tape.catalog.sources.length;
  if ((tape.source[row] as number) >= sources) refuse(row, `source ${tape.source[row]} of ${sources}`);
  checkReference(tape, row, kind);
}

/** What `sizeA` of a kind points at has to be there. */
function checkReference(tape: Tape, row: number, kind: number): void {
  if (kind === EventKind.gameState) checkIndex(row, 'game state', tape.sizeA[row], tape.gameStates.length);
  if (kind === EventKind.marketFacts) checkIndex(row, 'market facts', tape.sizeA[row], tape.facts.length);
  if (kind !== EventKind.bookSnapshot) return;
  const levels = (tape.priceA[row] as number) + (tape.priceB[row] as number);
  const end = (tape.sizeA[row] as number) + levels;
  checkIndex(row, 'end of book levels', end, Math.min(tape.levelPrice.length, tape.levelSize.length) + 1);
}

function checkIndex(row: number, what: string, index: number | undefined, length: number): void {
  if (index === undefined || !Number.isInteger(index) || index < 0 || index >= length) {
    refuse(row, `${what} ${index} is not one of ${length}`);
  }
}

function checkOrder(tape: Tape, row: number, time: number, kind: number): void {
  const before = tape.localTime[row - 1] as number;
  if (time < before) refuse(row, `time runs backwards, from ${before} to ${time}`);
  if (time > before) return;
  const kindBefore = tape.kind[row - 1] as number;
  if (kind < kindBefore) refuse(row, `kind ${kind} after kind ${kindBefore} at one instant`);
  if (kind === kindBefore && (tape.source[row] as number) < (tape.source[row - 1] as number)) {
    refuse(row, 'sources of one instant are out of order');
  }
}

/** When the event happened at the venue. */
export function venueTimeAt(tape: Tape, row: number): Micros {
  return ((tape.localTime[row] as number) - (tape.lag[row] as number)) as Micros;
}

/** Typed readers of one row, for code outside the hot path. */
export const kindAt = (tape: Tape, row: number): EventKindCode => tape.kind[row] as EventKindCode;
export const labelAt = (tape: Tape, row: number): LabelSource =>
  tape.priceA[row] === 0 ? 'authoritative' : 'inferred';
