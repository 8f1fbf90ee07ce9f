import type { Catalog } from './catalog.js';
import { EventKind, type GameState, type MarketFacts } from './events.js';
import { allocateColumns, TAPE_COLUMNS, type Tape } from './tape.js';
import type { Micros } from './units.js';

/** Events to replay, of which only a part need be in memory at a time. How they are cut changes no run. */
export interface TapeSource {
  readonly catalog: Catalog;
  /** Events in all. */
  readonly length: number;
  /** Local time of the first and of the last event; `null` = there is none. */
  readonly from: Micros | null;
  readonly to: Micros | null;
  /** Some event was not heard at the instant at which it happened. */
  readonly hasLags: boolean;
  /** Longest time from an event to its being heard, microseconds, 0 at least. */
  readonly longestLag: number;
  /** Every gap of the feed, as events: the venue has to know of one from its beginning on, which may be parts earlier. */
  readonly gaps: Tape;
  /** Parts in their order, each beginning no earlier than the one before it ends. Read anew each time. */
  parts(): Iterable<Tape>;
}

/** A tape in memory as a source: whole, or in parts of at most `rows` events. */
export function sourceOf(tape: Tape, rows: number = tape.length): TapeSource {
  let [longestLag, lags] = [0, 0];
  const gaps: number[] = [];
  for (let row = 0; row < tape.length; row += 1) {
    const lag = tape.lag[row] as number;
    lags |= lag;
    if (lag > longestLag) longestLag = lag;
    if (tape.kind[row] === EventKind.feedGap) gaps.push(row);
  }
  return {
    catalog: tape.catalog,
    length: tape.length,
    from: (tape.localTime[0] ?? null) as Micros | null,
    to: (tape.localTime[tape.length - 1] ?? null) as Micros | null,
    hasLags: lags !== 0,
    longestLag,
    gaps: pickRows(tape, gaps),
    parts: () => (tape.length === 0 ? [] : tapeParts(tape, rows)),
  };
}

/** Takes a tape for a source of one part. */
export const asSource = (data: Tape | TapeSource): TapeSource => ('parts' in data ? data : sourceOf(data));

/** Rows `from`..`to - 1` of a tape, as views on its columns: nothing is copied. */
export function tapePart(tape: Tape, from: number, to: number): Tape {
  if (from === 0 && to >= tape.length) return tape;
  const columns = Object.fromEntries(TAPE_COLUMNS.map((name) => [name, tape[name].subarray(from, to)]));
  const part: Tape = { ...tape, ...columns };
  return { ...part, length: part.localTime.length };
}

function* tapeParts(tape: Tape, rows: number): Generator<Tape> {
  for (let from = 0; from < tape.length; from += rows) yield tapePart(tape, from, from + rows);
}

/** Two tapes of one catalog, one behind the other; the second begins no earlier than the first ends. */
export function joinTapes(first: Tape, second: Tape): Tape {
  if (first.length === 0) return second;
  const columns = allocateColumns(first.length + second.length);
  for (const name of TAPE_COLUMNS) {
    columns[name].set(first[name]);
    columns[name].set(second[name], first.length);
  }
  for (let row = first.length; row < columns.kind.length; row += 1) {
    const kind = columns.kind[row];
    if (kind === EventKind.gameState) shift(columns.sizeA, row, first.gameStates.length);
    else if (kind === EventKind.marketFacts) shift(columns.sizeA, row, first.facts.length);
    else if (kind === EventKind.bookSnapshot) shift(columns.sizeA, row, first.levelPrice.length);
  }
  return {
    catalog: second.catalog,
    length: columns.kind.length,
    ...columns,
    levelPrice: joined(first.levelPrice, second.levelPrice, Uint16Array),
    levelSize: joined(first.levelSize, second.levelSize, Float64Array),
    gameStates: [...first.gameStates, ...second.gameStates],
    facts: [...first.facts, ...second.facts],
  };
}

function shift(column: Float64Array, row: number, by: number): void {
  column[row] = (column[row] as number) + by;
}

function joined<Column extends Uint16Array | Float64Array>(
  first: Column,
  second: Column,
  kind: { new (length: number): Column },
): Column {
  const both = new kind(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** Some rows of a tape as a tape of their own, with what they point at. */
export function pickRows(tape: Tape, rows: readonly number[]): Tape {
  const columns = allocateColumns(rows.length);
  const gameStates: GameState[] = [];
  const facts: MarketFacts[] = [];
  const levelPrice: number[] = [];
  const levelSize: number[] = [];
  for (const [at, row] of rows.entries()) {
    for (const name of TAPE_COLUMNS) columns[name][at] = tape[name][row] as number;
    const place = tape.sizeA[row] as number;
    switch (tape.kind[row]) {
      case EventKind.gameState:
        columns.sizeA[at] = gameStates.push(tape.gameStates[place] as GameState) - 1;
        break;
      case EventKind.marketFacts:
        columns.sizeA[at] = facts.push(tape.facts[place] as MarketFacts) - 1;
        break;
      case EventKind.bookSnapshot: {
        columns.sizeA[at] = levelPrice.length;
        const end = place + (tape.priceA[row] as number) + (tape.priceB[row] as number);
        for (let level = place; level < end; level += 1) {
          levelPrice.push(tape.levelPrice[level] as number);
          levelSize.push(tape.levelSize[level] as number);
        }
        break;
      }
      default:
    }
  }
  return {
    catalog: tape.catalog,
    length: rows.length,
    ...columns,
    levelPrice: Uint16Array.from(levelPrice),
    levelSize: Float64Array.from(levelSize),
    gameStates,
    facts,
  };
}
