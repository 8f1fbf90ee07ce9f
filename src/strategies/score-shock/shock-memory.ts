import type { MarketIndex } from '../../engine/ids.js';
import type { GameView } from '../../engine/strategy.js';
import { MidHistory } from '../baseline/mid-history.js';
import { ScoreWatch } from '../sport/score-watch.js';

/** Changes of the mid that are kept a market: an hour of one every second. */
const ENTRIES = 4_096;

/** When the score of each game last changed, and where each mid stood before that. */
export class ShockMemory {
  readonly #history: MidHistory;
  readonly #before: Float64Array;
  readonly #scoredAt: Float64Array;
  readonly #scores = new ScoreWatch();

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
    const news = this.#scores.hear(game);
    if (news === 'corrected') for (const market of game.markets) this.forget(market);
    return news === 'scored';
  }

  /** A score of the market's game was heard at `time`; the price may have known it `lookBack` microseconds before. */
  scored(market: MarketIndex, time: number, lookBack: number): void {
    this.#scoredAt[market] = time;
    this.#before[market] = this.#history.heldAt(market, time - lookBack);
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
}
