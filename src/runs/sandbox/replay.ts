import type { TapeEvent } from '../../engine/events.js';
import type { Tape } from '../../engine/tape.js';
import type { Clock } from '../../live/ports/clock.js';
import type { Timer, Timers } from '../../live/ports/timers.js';
import type { FakeVenue } from '../../live/venues/fake/fake-venue.js';
import type { ReplayAxis } from './replay-axis.js';
import { tapeEvent } from './tape-event.js';

/** Rows that are fed in one go before others get a turn. */
const ROWS_AT_ONCE = 500;
/** Nothing due sooner than this is waited for by itself, milliseconds. */
const STEP_MS = 5;

/** Feeds a venue with a tape as its instants come round. */
export class Replay {
  readonly #tape: Tape;
  readonly #axis: ReplayAxis;
  readonly #venue: FakeVenue;
  readonly #clock: Clock;
  readonly #timers: Timers;
  #row = 0;
  #timer: Timer | null = null;
  #finished: () => void = () => undefined;

  constructor(parts: { tape: Tape; axis: ReplayAxis; venue: FakeVenue; clock: Clock; timers: Timers }) {
    this.#tape = parts.tape;
    this.#axis = parts.axis;
    this.#venue = parts.venue;
    this.#clock = parts.clock;
    this.#timers = parts.timers;
  }

  /** Rows fed so far. */
  get row(): number {
    return this.#row;
  }

  /** Resolves when the last row has been fed, or at `stop`. */
  run(): Promise<void> {
    return new Promise((resolve) => {
      this.#finished = resolve;
      this.#pump();
    });
  }

  stop(): void {
    if (this.#timer !== null) this.#timers.cancel(this.#timer);
    this.#timer = null;
    this.#finished();
  }

  #pump(): void {
    const now = this.#clock.now();
    const end = Math.min(this.#row + ROWS_AT_ONCE, this.#tape.length);
    while (this.#row < end && this.#due(this.#row) <= now) {
      this.#venue.apply(onWallClock(tapeEvent(this.#tape, this.#row), this.#axis));
      this.#row += 1;
    }
    if (this.#row === this.#tape.length) {
      this.stop();
      return;
    }
    const waitMs = this.#row === end ? 0 : Math.max(STEP_MS, (this.#due(this.#row) - now) / 1_000);
    this.#timer = this.#timers.after(waitMs, () => this.#pump());
  }

  #due(row: number): number {
    return this.#axis.wall(this.#tape.localTime[row] as number);
  }
}

/** Instants that an event speaks of, on the same axis as the event itself. */
function onWallClock(event: TapeEvent, axis: ReplayAxis): TapeEvent {
  if (event.kind !== 'marketFacts' || event.facts.startTime === null) return event;
  return { ...event, facts: { ...event.facts, startTime: axis.wall(event.facts.startTime) } };
}
