import { PriceHistory } from '../price-history.js';
import { GameClock } from '../sport/game-clock.js';
import { MarketMemory } from './market-memory.js';

/** What a strategy that buys and holds knows of its games, remembers of its markets and of its own results. */
export class TakerMemory {
  readonly clock = new GameClock();
  readonly history: PriceHistory;
  readonly markets: MarketMemory;
  /** Losses in a row until now. */
  losingStreak = 0;

  constructor(markets: number) {
    this.history = new PriceHistory(markets);
    this.markets = new MarketMemory(markets);
  }
}
