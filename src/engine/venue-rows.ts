import type { Tape } from './tape.js';

/** Orders of the tapes that are in use. A tape does not change. */
const sorted = new WeakMap<Tape, Uint32Array>();

/** Moves that an almost sorted tape is given before a full sort is cheaper. */
const MOVES_PER_ROW_MAX = 50;

/** Whether every event was seen at the instant at which it happened. */
export function isAligned(tape: Tape): boolean {
  const { lag, length } = tape;
  let any = 0;
  for (let row = 0; row < length; row += 1) any |= lag[row] as number;
  return any === 0;
}

/**
 * The rows of a tape by venue time, ties by row: the order in which the venue saw them. Length n.
 *
 * Lags differ little from row to row, so an insertion sort is done in a few moves a row. Done once a tape: a sweep
 * replays one many times.
 */
export function rowsByVenueTime(tape: Tape): Uint32Array {
  const known = sorted.get(tape);
  if (known !== undefined) return known;
  const rows = sortedByVenueTime(tape);
  sorted.set(tape, rows);
  return rows;
}

function sortedByVenueTime(tape: Tape): Uint32Array {
  const time = Float64Array.from(tape.localTime, (local, row) => local - (tape.lag[row] as number));
  const rows = Uint32Array.from(time, (_, row) => row);
  let moves = 0;
  for (let row = 1; row < rows.length; row += 1) {
    const held = rows[row] as number;
    const at = time[held] as number;
    let place = row;
    while (place > 0 && (time[rows[place - 1] as number] as number) > at) {
      rows[place] = rows[place - 1] as number;
      place -= 1;
    }
    rows[place] = held;
    moves += row - place;
    if (moves > MOVES_PER_ROW_MAX * rows.length) return sortedRows(time);
  }
  return rows;
}

const sortedRows = (time: Float64Array): Uint32Array =>
  Uint32Array.from(time, (_, row) => row).sort(
    (left, right) => (time[left] as number) - (time[right] as number) || left - right,
  );
