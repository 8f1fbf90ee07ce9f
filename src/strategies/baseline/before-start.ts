import type { MarketIndex } from '../../engine/ids.js';
import type { Micros } from '../../engine/units.js';
import type { BaselineTracker } from './baseline-tracker.js';
import type { MidHistory } from './mid-history.js';

/**
 * Draws a baseline from the mids before `start`, all of which are there by now; NaN = there is none.
 * `complete` = nothing before the oldest entry was lost.
 */
export type StartRule = (history: MidHistory, market: number, start: number, complete: boolean) => number;

/**
 * A baseline that is fixed when the game starts. It is drawn once, when the first thing after the start is
 * heard or asked, from mids strictly before the start; if the start is moved it is drawn again. Before the
 * start, and where the start is not known, there is none. When the mids it needs were lost to the bound of
 * the history, there is none either.
 */
export class BeforeStartBaseline implements BaselineTracker {
  readonly #history: MidHistory;
  readonly #rule: StartRule;
  /** NaN = not known. */
  readonly #start: Float64Array;
  readonly #value: Float64Array;
  /** 1 = `#value` was drawn for `#start`. */
  readonly #drawn: Uint8Array;
  /** 1 = the history of the market lost its oldest mids. */
  readonly #lost: Uint8Array;

  constructor(markets: number, history: MidHistory, rule: StartRule) {
    this.#history = history;
    this.#rule = rule;
    this.#start = new Float64Array(markets).fill(Number.NaN);
    this.#value = new Float64Array(markets).fill(Number.NaN);
    this.#drawn = new Uint8Array(markets);
    this.#lost = new Uint8Array(markets);
  }

  observe(market: MarketIndex, time: Micros, mid: number | null): void {
    // Drawn before the mid is added: what follows the start may push out what came before it.
    if (this.#drawn[market] === 0 && time >= (this.#start[market] ?? Number.NaN)) this.#draw(market);
    if (!this.#history.push(market, time, mid ?? Number.NaN)) this.#lost[market] = 1;
  }

  setStart(market: MarketIndex, start: Micros | null): void {
    const value = start ?? Number.NaN;
    if (Object.is(this.#start[market], value)) return;
    this.#start[market] = value;
    this.#drawn[market] = 0;
  }

  baseline(market: MarketIndex, now: Micros): number | null {
    if (!(now >= (this.#start[market] ?? Number.NaN))) return null;
    if (this.#drawn[market] === 0) this.#draw(market);
    const value = this.#value[market] ?? Number.NaN;
    return Number.isNaN(value) ? null : value;
  }

  #draw(market: MarketIndex): void {
    const start = this.#start[market] ?? Number.NaN;
    this.#value[market] = this.#rule(this.#history, market, start, this.#lost[market] === 0);
    this.#drawn[market] = 1;
  }
}

/** The last mid strictly before the start. A book that had lost a side by then keeps its last mid. */
export const lastMidBeforeStart: StartRule = (history, market, start) => {
  for (let entry = history.next(market) - 1; entry >= history.first(market); entry -= 1) {
    const mid = history.midAt(market, entry);
    if (history.timeAt(market, entry) < start && !Number.isNaN(mid)) return mid;
  }
  return Number.NaN;
};

/** The mean over `[start - window, start)` of the mids that were known, each weighted by how long it held. */
export function twapBeforeStart(windowMicros: number, knownShareMin: number): StartRule {
  return (history, market, start, complete) => {
    const from = start - windowMicros;
    const first = history.first(market);
    if (!complete && !(history.timeAt(market, first) <= from)) return Number.NaN;
    let integral = 0;
    let known = 0;
    let until = start;
    for (let entry = history.next(market) - 1; entry >= first && until > from; entry -= 1) {
      const since = Math.max(history.timeAt(market, entry), from);
      if (since >= until) continue;
      const mid = history.midAt(market, entry);
      if (!Number.isNaN(mid)) {
        integral += mid * (until - since);
        known += until - since;
      }
      until = since;
    }
    return known > 0 && known >= knownShareMin * windowMicros ? integral / known : Number.NaN;
  };
}
