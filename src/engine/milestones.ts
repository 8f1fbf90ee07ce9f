import type { Micros } from './units.js';

/** What is due by the calendar rather than by an event. */
export type Milestone = 'day' | 'sample';

/** Days that begin and equity samples that fall due, in the order of their times; a day before a sample. */
export class Milestones {
  readonly #dayStarts: readonly Micros[];
  /** The last day that was begun apart from those. */
  #begunAt = -1;
  readonly #every: number;
  #nextDay = 0;
  #nextSample: number;
  /** Time of the next one. A day begins before anything of its first instant: it is due the instant before. */
  nextTime: number;

  /** @param dayStarts ascending. Samples fall on whole multiples of `every` since the epoch. */
  constructor(dayStarts: readonly Micros[], every: Micros, from: Micros) {
    this.#dayStarts = dayStarts;
    this.#every = every;
    this.#nextSample = Math.ceil(from / every) * every;
    this.nextTime = Math.min(this.#dayDue(), this.#nextSample);
  }

  /** When the day that runs now began; -1 before the first. */
  get dayStart(): Micros {
    return Math.max(this.#dayStarts[this.#nextDay - 1] ?? -1, this.#begunAt) as Micros;
  }

  /** A day that was not known ahead begins at `time`. */
  begin(time: Micros): void {
    this.#begunAt = time;
  }

  #dayDue(): number {
    return (this.#dayStarts[this.#nextDay] ?? Number.POSITIVE_INFINITY) - 1;
  }

  /** Takes the next one off. */
  pop(): { readonly kind: Milestone; readonly time: Micros } {
    const time = this.nextTime as Micros;
    const kind = this.#dayDue() === time ? 'day' : 'sample';
    if (kind === 'day') this.#nextDay += 1;
    else this.#nextSample += this.#every;
    this.nextTime = Math.min(this.#dayDue(), this.#nextSample);
    return { kind, time };
  }
}
