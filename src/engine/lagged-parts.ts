import { TouchlineError } from './errors.js';
import type { Tape } from './tape.js';
import { joinTapes, pickRows, type TapeSource } from './tape-parts.js';
import { rowsByVenueTime } from './venue-rows.js';

/** Rows for two cursors, and how far they may go. */
export interface Stretch {
  readonly tape: Tape;
  /** Rows by venue time. */
  readonly venueRows: Uint32Array;
  /** Places in local and in venue order that were passed before. */
  readonly heard: number;
  readonly happened: number;
  /** Nothing of this instant or later may be passed: what comes in the next part may come before it. */
  readonly until: number;
}

/** All rows of a tape that is whole. */
export const wholeStretch = (tape: Tape): Stretch => ({
  tape,
  venueRows: rowsByVenueTime(tape),
  heard: 0,
  happened: 0,
  until: Number.POSITIVE_INFINITY,
});

/**
 * Cuts parts of a tape whose news takes time so that two cursors pass them as they would pass the whole. An event of a
 * later part cannot have happened before the end of this one less the longest lag: both cursors stop there, and the rows
 * that one of them has not passed lead the next part.
 */
export class LaggedParts {
  #left: Tape | null = null;
  #passed = Number.NEGATIVE_INFINITY;

  /** @throws ENGINE_TAPE for an event that happened earlier than the longest lag allows. */
  next(part: Tape, { longestLag }: Pick<TapeSource, 'longestLag'>): Stretch {
    const last = part.localTime[part.length - 1] ?? this.#passed;
    const tape = this.#left === null ? part : joinTapes(this.#left, part);
    this.#refuseEarlier(part);
    return this.#stretch(tape, Math.max(this.#passed, last - longestLag));
  }

  /** What is left when no part follows; `null` = nothing. */
  rest(): Stretch | null {
    return this.#left === null ? null : this.#stretch(this.#left, Number.POSITIVE_INFINITY);
  }

  #stretch(tape: Tape, until: number): Stretch {
    const venueRows = rowsByVenueTime(tape);
    const heard = countBefore(tape.length, (place) => tape.localTime[place] as number, this.#passed);
    const happened = countBefore(
      tape.length,
      (place) => venueTime(tape, venueRows[place] as number),
      this.#passed,
    );
    this.#passed = until;
    const left: number[] = [];
    for (let row = 0; row < tape.length; row += 1) {
      if ((tape.localTime[row] as number) >= until || venueTime(tape, row) >= until) left.push(row);
    }
    this.#left = left.length === 0 ? null : pickRows(tape, left);
    return { tape, venueRows, heard, happened, until };
  }

  #refuseEarlier(part: Tape): void {
    for (let row = 0; row < part.length; row += 1) {
      if (venueTime(part, row) >= this.#passed) continue;
      throw new TouchlineError(
        'ENGINE_TAPE',
        `row ${row} of a part was heard later than the longest lag allows`,
      );
    }
  }
}

const venueTime = (tape: Tape, row: number): number =>
  (tape.localTime[row] as number) - (tape.lag[row] as number);

/** How many of `length` values, which never decrease, lie before `time`. */
function countBefore(length: number, at: (place: number) => number, time: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(middle) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
