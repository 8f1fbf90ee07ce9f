import type { GameIndex, MarketIndex } from '../../engine/ids.js';
import type { GameView } from '../../engine/strategy.js';
import { MidHistory } from '../baseline/mid-history.js';

/** Changes of the mid that are kept a market: an hour of one every second. */
const ENTRIES = 4_096;

/** When the score of each game last changed, and where each mid stood before that. */
export class ShockMemory {
  readonly #history: MidHistory;
  readonly #before: Float64Array;
  readonly #scoredAt: Float64Array;
  /** Points of both sides when the game was last heard; absent = not yet. */
  readonly #points = new Map<GameIndex, number>();

  constructor(markets: number) {
    this.#history = new MidHistory(markets, ENTRIES);
    this.#before = new Float64Array(markets).fill(Number.NaN);
    this.#scoredAt = new Float64Array(markets).fill(Number.NaN);
  }

  /** Takes in the mid of a market, `null` where there is none. */
  observe(market: MarketIndex, time: number, mid: number | null): void {
    this.#history.push(market, time, mid ?? Number.NaN);
  }

  /** True = a side has scored. A score that goes down is a correction: what was thought of it is forgotten. */
  hear(game: GameView): boolean {
    const { state } = game;
    if (state === null || state.homeScore === null || state.awayScore === null) return false;
    const points = state.homeScore + state.awayScore;
    const before = this.#points.get(game.index);
    this.#points.set(game.index, points);
    if (before === undefined || points === before) return false;
    if (points < before) for (const market of game.markets) this.forget(market);
    return points > before;
  }

  /** A score of the market's game was heard at `time`; the price may have known it `lookBack` microseconds before. */
  scored(market: MarketIndex, time: number, lookBack: number): void {
    this.#scoredAt[market] = time;
    this.#before[market] = this.#midAt(market, time - lookBack);
  }

  /** Forgets the last score of a market. */
  forget(market: MarketIndex): void {
    this.#scoredAt[market] = Number.NaN;
    this.#before[market] = Number.NaN;
  }

  /** When the score last changed, microseconds; NaN = not known. */
  scoredAt(market: MarketIndex): number {
    return this.#scoredAt[market] ?? Number.NaN;
  }

  /** The mid before that score, 1e-4 dollars; NaN = not known. */
  midBefore(market: MarketIndex): number {
    return this.#before[market] ?? Number.NaN;
  }

  /** The mid that held at an instant. */
  #midAt(market: MarketIndex, time: number): number {
    for (let entry = this.#history.next(market) - 1; entry >= this.#history.first(market); entry -= 1) {
      if (this.#history.timeAt(market, entry) <= time) return this.#history.midAt(market, entry);
    }
    return Number.NaN;
  }
}
