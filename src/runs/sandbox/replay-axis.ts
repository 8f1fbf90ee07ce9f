import { MICROS_PER_SECOND, type Micros, micros } from '../../engine/units.js';

/** How a recording is laid on the wall clock. */
export interface AxisOptions {
  /** Wall clock at the first event. */
  readonly start: Micros;
  /** Recorded seconds in a second. */
  readonly speed: number;
  /** A stretch without an event is cut to this, recorded seconds. */
  readonly quietMostSeconds: number;
}

interface Cut {
  /** Recorded instant from which on `removed` has been left out, microseconds. */
  readonly from: number;
  readonly removed: number;
}

/**
 * When an instant of a recording comes round on the wall clock. Strictly by proportion but for quiet stretches,
 * which are cut short: nights between games would be hours of nothing.
 */
export class ReplayAxis {
  readonly #options: AxisOptions;
  readonly #first: number;
  readonly #cuts: readonly Cut[];

  /** @param times of the events, microseconds, never decreasing, at least one. */
  constructor(times: ArrayLike<number>, options: AxisOptions) {
    this.#options = options;
    this.#first = times[0] ?? 0;
    const most = options.quietMostSeconds * MICROS_PER_SECOND;
    const cuts: Cut[] = [];
    let removed = 0;
    for (let row = 1; row < times.length; row += 1) {
      const quiet = (times[row] as number) - (times[row - 1] as number) - most;
      if (quiet <= 0) continue;
      removed += quiet;
      cuts.push({ from: times[row] as number, removed });
    }
    this.#cuts = cuts;
  }

  /** An instant inside a cut comes round at its end at the latest. */
  wall(time: number): Micros {
    const next = this.#cutAfter(time);
    const before = this.#cuts[next - 1]?.removed ?? 0;
    const end = this.#cuts[next];
    // Inside the stretch before the next event: never later than that event.
    const shown = end === undefined ? time - before : Math.min(time - before, end.from - end.removed);
    return micros(Math.round(this.#options.start + (shown - this.#first) / this.#options.speed));
  }

  /** Index of the first cut that begins after `time`. */
  #cutAfter(time: number): number {
    let low = 0;
    let high = this.#cuts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#cuts[middle]?.from ?? 0) <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
