import type { Books } from './books.js';
import type { Catalog, GameInfo, MarketInfo } from './catalog.js';
import type { GameState, MarketFacts } from './events.js';
import type { GameIndex, MarketIndex } from './ids.js';
import type { Portfolio } from './portfolio.js';
import type { GameView, MarketView, PositionView } from './strategy.js';
import type { Micros, Usd } from './units.js';

/** A market as the strategy has heard of it; the kernel alone writes `facts`. */
export class MarketWindow implements MarketView {
  readonly index: MarketIndex;
  readonly venue: MarketInfo['venue'];
  readonly slug: string;
  readonly question: string;
  readonly game: GameIndex;
  readonly yesMeans: MarketInfo['yesMeans'];
  facts: MarketFacts | null = null;

  constructor(info: MarketInfo) {
    this.index = info.index;
    this.venue = info.venue;
    this.slug = info.slug;
    this.question = info.question;
    this.game = info.game;
    this.yesMeans = info.yesMeans;
  }
}

/** A game as the strategy has heard of it; the kernel alone writes `state`. */
export class GameWindow implements GameView {
  readonly index: GameIndex;
  readonly id: string;
  readonly league: string;
  readonly sport: string;
  readonly date: string | null;
  readonly markets: readonly MarketIndex[];
  state: GameState | null = null;
  stateAt = -1 as Micros;

  constructor(info: GameInfo, markets: readonly MarketIndex[]) {
    this.index = info.index;
    this.id = info.id;
    this.league = info.league;
    this.sport = info.sport;
    this.date = info.date;
    this.markets = markets;
  }
}

/** A window on one market's holding. Made once a market; reading allocates nothing. */
export class PositionWindow implements PositionView {
  readonly #portfolio: Portfolio;
  readonly #books: Books;
  readonly #market: MarketIndex;

  constructor(portfolio: Portfolio, books: Books, market: MarketIndex) {
    this.#portfolio = portfolio;
    this.#books = books;
    this.#market = market;
  }

  get size(): number {
    return this.#portfolio.lots[this.#market] as number;
  }

  get cost(): Usd {
    return this.#portfolio.cost[this.#market] as Usd;
  }

  get value(): Usd {
    return this.#portfolio.liquidationValue(this.#market, this.#books);
  }

  get openedAt(): Micros {
    return this.#portfolio.roundTrips.openedAt[this.#market] as Micros;
  }
}

/** The markets of each game, by game index. */
export function marketsByGame(catalog: Catalog): readonly (readonly MarketIndex[])[] {
  const markets: MarketIndex[][] = catalog.games.map(() => []);
  for (const market of catalog.markets) markets[market.game]?.push(market.index);
  return markets;
}
