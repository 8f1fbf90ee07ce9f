import type { EventStamp } from '../../../../engine/events.js';
import { MICROS_PER_MINUTE, type Micros } from '../../../../engine/units.js';

/** A tape holds lags of up to 35 minutes; a book that rested longer is as of its receipt. */
const LONGEST_LAG = 30 * MICROS_PER_MINUTE;

/** Stamps events of one feed: when it happened at the venue, when it was seen here, and its place in the feed. */
export class EventStamper {
  readonly #source: string;
  #sequence = 0;

  constructor(source: string) {
    this.#source = source;
  }

  stamp(venueTime: Micros, localTime: Micros): EventStamp {
    this.#sequence += 1;
    const lag = localTime - venueTime;
    return {
      venueTime: Math.abs(lag) > LONGEST_LAG ? localTime : venueTime,
      localTime,
      source: this.#source,
      sequence: this.#sequence,
    };
  }
}
