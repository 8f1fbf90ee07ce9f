import { assert } from '../assert.js';
import type { Catalog } from '../catalog.js';
import { EventKind, type TapeEvent } from '../events.js';
import { allocateColumns, type Tape, tapeOf } from '../tape.js';
import { compareEvents, type TapeExtras, writeEvent } from '../tape-builder.js';
import { tapePart } from '../tape-parts.js';
import type { Micros } from '../units.js';

const FIRST_CAPACITY = 64;
/** More events than this in one input are a fault of whoever makes them, not a burst. */
const EVENTS_MAX = 1_000_000;

/** Makes short tapes of event objects in columns that are used again for the next: nothing grows with time. */
export class EventBuffer {
  readonly #catalog: Catalog;
  #columns = allocateColumns(FIRST_CAPACITY);

  constructor(catalog: Catalog) {
    this.#catalog = { ...catalog, sources: ['session'] };
  }

  /**
   * The events in their total order, ties as they are given, as a tape without lags. It is valid until the next
   * call.
   *
   * @param now events that are older are taken at this instant.
   * @throws ENGINE_TAPE for an event that points at no market or game.
   */
  tape(events: readonly TapeEvent[], now: Micros): Tape {
    const sorted = events.map((event) => (event.localTime < now ? { ...event, localTime: now } : event));
    sorted.sort(compareEvents);
    this.#reserve(sorted.length);
    const extras: TapeExtras = { gameStates: [], facts: [], levelPrice: [], levelSize: [] };
    for (const [row, event] of sorted.entries()) {
      this.#columns.localTime[row] = event.localTime;
      this.#columns.kind[row] = EventKind[event.kind];
      writeEvent(this.#columns, row, event, extras);
    }
    const levelPrice = Uint16Array.from(extras.levelPrice);
    const levelSize = Float64Array.from(extras.levelSize);
    const whole = { ...this.#columns, ...extras, levelPrice, levelSize };
    const length = this.#columns.localTime.length;
    return tapeOf(this.#catalog, tapePart({ catalog: this.#catalog, length, ...whole }, 0, sorted.length));
  }

  #reserve(length: number): void {
    assert(length <= EVENTS_MAX, `an input holds at most ${EVENTS_MAX} events, was ${length}`);
    let capacity = this.#columns.localTime.length;
    while (capacity < length) capacity *= 2;
    if (capacity > this.#columns.localTime.length) this.#columns = allocateColumns(capacity);
  }
}
