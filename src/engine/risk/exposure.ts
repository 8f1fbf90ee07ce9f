import type { Catalog } from '../catalog.js';
import type { MarketIndex } from '../ids.js';
import { type Usd, usd } from '../units.js';
import { ExclusiveOutcomes } from './exclusive-outcomes.js';

/** What is held and open in one market: 1e-6 shares and 1e-6 dollars. */
export interface Exposed {
  readonly size: number;
  readonly cost: number;
  readonly locked: number;
}

/**
 * What can be lost, 1e-6 dollars, by market, game, sport and in all: the cost of what is held and the cash
 * that open orders have locked, less what holdings in outcomes that exclude each other bring back however their
 * game ends. Kept up to date by differences, so that asking costs nothing.
 */
export class Exposure {
  readonly #byMarket: Float64Array;
  readonly #byGame: Float64Array;
  readonly #bySport: Float64Array;
  readonly #gameOf: Uint32Array;
  readonly #sportOfGame: Uint32Array;
  /** Markets of each game that something is held or open in. */
  readonly #engagedByGame: Uint32Array;
  readonly #exclusive: ExclusiveOutcomes;
  #total = 0;
  #engaged = 0;

  constructor(catalog: Catalog) {
    const { markets, games } = catalog;
    this.#exclusive = new ExclusiveOutcomes(catalog);
    const sports = [...new Set(games.map((game) => game.sport))];
    this.#byMarket = new Float64Array(markets.length);
    this.#byGame = new Float64Array(games.length);
    this.#bySport = new Float64Array(sports.length);
    this.#engagedByGame = new Uint32Array(games.length);
    this.#gameOf = Uint32Array.from(markets, (market) => market.game);
    this.#sportOfGame = Uint32Array.from(games, (game) => sports.indexOf(game.sport));
  }

  /** Of `market` now `size` signed shares are held, which cost `cost`; open orders have locked `locked`. */
  set(market: MarketIndex, { size, cost, locked }: Exposed): void {
    const before = this.#byMarket[market] as number;
    const amount = cost + locked;
    const game = this.#gameOf[market] as number;
    let change = amount - before;
    this.#byMarket[market] = amount;
    if (this.#exclusive.covers(market)) {
      change += this.#exclusive.certain(game);
      this.#exclusive.set(market, size, cost);
      change -= this.#exclusive.certain(game);
    }
    if (change !== 0) this.#add(game, change);
    const engagedChange = (amount > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
    this.#engaged += engagedChange;
    this.#engagedByGame[game] = (this.#engagedByGame[game] as number) + engagedChange;
  }

  #add(game: number, change: number): void {
    const sport = this.#sportOfGame[game] as number;
    this.#byGame[game] = (this.#byGame[game] as number) + change;
    this.#bySport[sport] = (this.#bySport[sport] as number) + change;
    this.#total += change;
  }

  ofMarket(market: MarketIndex): Usd {
    return usd(this.#byMarket[market] as number);
  }

  ofGame(market: MarketIndex): Usd {
    return usd(this.#byGame[this.#gameOf[market] as number] as number);
  }

  ofSport(market: MarketIndex): Usd {
    return usd(this.#bySport[this.#sportOfGame[this.#gameOf[market] as number] as number] as number);
  }

  get total(): Usd {
    return usd(this.#total);
  }

  /** Markets other than `market` that something is held or open in. */
  othersEngaged(market: MarketIndex): number {
    return this.#engaged - this.#isEngaged(market);
  }

  /** The same within the game of `market`. */
  othersEngagedInGame(market: MarketIndex): number {
    return (this.#engagedByGame[this.#gameOf[market] as number] as number) - this.#isEngaged(market);
  }

  #isEngaged(market: MarketIndex): 0 | 1 {
    return (this.#byMarket[market] as number) > 0 ? 1 : 0;
  }
}
