import { assert } from '../../engine/assert.js';
import type { MarketIndex } from '../../engine/ids.js';
import type { Micros } from '../../engine/units.js';
import type { BaselineTracker } from './baseline-tracker.js';
import { MidHistory } from './mid-history.js';

/** The window of a lagged mean: `windowMicros` long, ending `lagMicros` ago. */
export interface LaggedTwapOptions {
  readonly lagMicros: number;
  readonly windowMicros: number;
  /** Part of the window in which a mid must have been known, 0..1. */
  readonly knownShareMin: number;
  /** Changes of the mid that are kept a market: a power of two. */
  readonly entriesMax: number;
}

/** One end of the window: how far it has come, and which entry holds there. */
interface Edges {
  readonly time: Float64Array;
  readonly entry: Float64Array;
}

const edges = (markets: number): Edges => ({
  time: new Float64Array(markets),
  entry: new Float64Array(markets),
});

/**
 * Time-weighted mean of the mids known over `[now - lag - window, now - lag]`, for data without start times.
 *
 * Both ends of the window only move forward; what the right end passes is added and what the left end passes
 * is taken off. A mid is a whole number of halves and a time one of microseconds, so both are exact while
 * `window x 10 000 < 2^52`: up to five days. Memory is what the mid changed within lag and window; where a
 * market changes more often than the bound allows, it has no baseline until the loss has left the window.
 */
export class LaggedTwapBaseline implements BaselineTracker {
  readonly #options: LaggedTwapOptions;
  readonly #history: MidHistory;
  readonly #left: Edges;
  readonly #right: Edges;
  readonly #integral: Float64Array;
  readonly #known: Float64Array;
  /** Nothing before this time is known to be complete. */
  readonly #lostUntil: Float64Array;

  constructor(markets: number, options: LaggedTwapOptions) {
    this.#options = options;
    this.#history = new MidHistory(markets, options.entriesMax);
    this.#left = edges(markets);
    this.#right = edges(markets);
    this.#integral = new Float64Array(markets);
    this.#known = new Float64Array(markets);
    this.#lostUntil = new Float64Array(markets).fill(Number.NEGATIVE_INFINITY);
  }

  observe(market: MarketIndex, time: Micros, mid: number | null): void {
    const history = this.#history;
    const isEmpty = history.next(market) === history.first(market);
    if (!isEmpty) {
      assert(time >= (this.#right.time[market] ?? 0), 'a mid is observed before the window passes its time');
      // What the window has left behind makes room. Otherwise it moves when it is asked about.
      if (history.isFull(market)) this.#advance(market, time);
    }
    const kept = history.push(market, time, mid ?? Number.NaN);
    if (!kept) this.#startOver(market, time);
    else if (isEmpty) this.#placeEdges(market, time);
  }

  setStart(): void {
    // A lagged mean does not depend on the start.
  }

  baseline(market: MarketIndex, now: Micros): number | null {
    const { lagMicros, windowMicros, knownShareMin } = this.#options;
    if (this.#history.next(market) === this.#history.first(market)) return null;
    this.#advance(market, now);
    if (now - lagMicros - windowMicros < (this.#lostUntil[market] ?? 0)) return null;
    const known = this.#known[market] ?? 0;
    if (known <= 0 || known < knownShareMin * windowMicros) return null;
    return (this.#integral[market] ?? 0) / known;
  }

  #advance(market: MarketIndex, now: number): void {
    const to = now - this.#options.lagMicros;
    this.#move(market, this.#right, to, 1);
    this.#move(market, this.#left, to - this.#options.windowMicros, -1);
    this.#history.dropBefore(market, this.#left.entry[market] ?? 0);
  }

  /** Moves one end of the window to `to` and adds what it passed, or takes it off. */
  #move(market: MarketIndex, edge: Edges, to: number, sign: number): void {
    const last = this.#history.next(market) - 1;
    let time = edge.time[market] ?? 0;
    if (to <= time) return;
    let entry = edge.entry[market] ?? 0;
    while (time < to) {
      const end = entry < last ? this.#history.timeAt(market, entry + 1) : Number.POSITIVE_INFINITY;
      const stop = end < to ? end : to;
      const mid = this.#history.midAt(market, entry);
      if (!Number.isNaN(mid)) this.#add(market, sign * (stop - time), mid);
      time = stop;
      if (end <= to) entry += 1;
    }
    edge.time[market] = time;
    edge.entry[market] = entry;
  }

  #add(market: MarketIndex, duration: number, mid: number): void {
    this.#integral[market] = (this.#integral[market] ?? 0) + mid * duration;
    this.#known[market] = (this.#known[market] ?? 0) + duration;
  }

  #placeEdges(market: MarketIndex, time: number): void {
    const entry = this.#history.next(market) - 1;
    for (const edge of [this.#left, this.#right]) {
      edge.time[market] = time;
      edge.entry[market] = entry;
    }
    this.#integral[market] = 0;
    this.#known[market] = 0;
  }

  /** Keeps only the newest mid: a mean over a history with a hole would be wrong in silence. */
  #startOver(market: MarketIndex, time: number): void {
    this.#history.dropBefore(market, this.#history.next(market) - 1);
    this.#placeEdges(market, time);
    this.#lostUntil[market] = time;
  }
}
