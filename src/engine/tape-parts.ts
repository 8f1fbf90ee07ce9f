import { TAPE_COLUMNS, type Tape } from './tape.js';

/** Rows `from`..`to - 1` of a tape, as views on its columns: nothing is copied. */
export function tapePart(tape: Tape, from: number, to: number): Tape {
  const columns = Object.fromEntries(TAPE_COLUMNS.map((name) => [name, tape[name].subarray(from, to)]));
  const part: Tape = { ...tape, ...columns };
  return { ...part, length: part.localTime.length };
}

/** A tape in successive parts of at most `rows` rows: for replaying in pieces. */
export function* tapeParts(tape: Tape, rows: number): Generator<Tape> {
  for (let from = 0; from < tape.length; from += rows) yield tapePart(tape, from, from + rows);
}
