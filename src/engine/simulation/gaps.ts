import { EventKind } from '../events.js';
import type { MarketIndex } from '../ids.js';
import { EVERY_MARKET, type Tape, venueTimeAt } from '../tape.js';

interface Gap {
  readonly from: number;
  /** Venue time of the event that tells of the gap: the first instant that is no part of it. */
  readonly until: number;
}

/**
 * Stretches in which nothing was recorded. A gap is told of at its end, so the simulated venue reads them
 * ahead: inside one it cannot know what stood in the book, and a strategy is told no sooner for it.
 */
export class Gaps {
  readonly #bySubject = new Map<number, Gap[]>();

  /** Notes every gap of `tape`. */
  read(tape: Tape): void {
    const { kind, length } = tape;
    if (!kind.includes(EventKind.feedGap)) return;
    for (let row = 0; row < length; row += 1) {
      if (kind[row] !== EventKind.feedGap) continue;
      const gap = { from: tape.sizeA[row] as number, until: venueTimeAt(tape, row) };
      const subject = tape.subject[row] as number;
      const gaps = this.#bySubject.get(subject);
      if (gaps === undefined) this.#bySubject.set(subject, [gap]);
      else gaps.push(gap);
    }
  }

  /** Whether nothing is known of `market` at `time`. */
  cover(market: MarketIndex, time: number): boolean {
    if (this.#bySubject.size === 0) return false;
    return within(this.#bySubject.get(market), time) || within(this.#bySubject.get(EVERY_MARKET), time);
  }
}

const within = (gaps: readonly Gap[] | undefined, time: number): boolean =>
  gaps?.some((gap) => time >= gap.from && time < gap.until) ?? false;
