import type { Catalog } from '../catalog.js';
import type { MarketIndex } from '../ids.js';

/** The outcome that YES of a market pays on; `MEANS_NONE` = none that can be set against others. */
const MEANS_NONE = 0;
const MEANS = { home: 1, draw: 2, away: 3 } as const;
/** How a game can end, as far as payouts go. */
const ENDS = 4;
/** The end beside those three: the game is void, and every share pays half. */
const VOID = 0;

/** Sports in which home and away leave one out: a draw pays neither. In the others a tie is settled at half, like a void. */
export const THREE_WAY_SPORTS: ReadonlySet<string> = new Set(['soccer', 'rugby']);

/**
 * Holdings in markets that exclude each other: home, draw and away of one game, each a market of its own. Whatever happens,
 * one of them pays, so that part of what they cost comes back for certain and is not at risk.
 */
export class ExclusiveOutcomes {
  /** By market; `MEANS_NONE` = its game is not covered, or it is another claim. */
  readonly #meaning: Uint8Array;
  readonly #gameOf: Uint32Array;
  readonly #size: Float64Array;
  readonly #cost: Float64Array;
  /** By game: cost of its covered holdings, and what they pay at each end, 1e-6 dollars. */
  readonly #costOfGame: Float64Array;
  readonly #payout: Float64Array;
  /** 1 = a draw is one of the ends. */
  readonly #canDraw: Uint8Array;

  constructor({ markets, games }: Catalog) {
    this.#gameOf = Uint32Array.from(markets, (market) => market.game);
    this.#size = new Float64Array(markets.length);
    this.#cost = new Float64Array(markets.length);
    this.#costOfGame = new Float64Array(games.length);
    this.#payout = new Float64Array(ENDS * games.length);
    const traded: string[][] = games.map(() => []);
    for (const { game, yesMeans } of markets) if (yesMeans !== null) traded[game]?.push(yesMeans);
    const covered = games.map(({ sport }, game) => {
      const outcomes = traded[game] as readonly string[];
      const has = (outcome: string): boolean => outcomes.includes(outcome);
      // Two markets of one meaning may be two claims: who wins, and who wins by so much.
      const areDistinct = new Set(outcomes).size === outcomes.length;
      return areDistinct && has('home') && has('away') && (has('draw') || !THREE_WAY_SPORTS.has(sport));
    });
    this.#canDraw = Uint8Array.from(traded, (outcomes) => Number(outcomes.includes('draw')));
    this.#meaning = Uint8Array.from(markets, ({ game, yesMeans }) =>
      yesMeans !== null && covered[game] === true ? MEANS[yesMeans] : MEANS_NONE,
    );
  }

  /** Whether holdings in `market` can be set against others. */
  covers(market: MarketIndex): boolean {
    return this.#meaning[market] !== MEANS_NONE;
  }

  /** `size` signed shares are held of `market`, which cost `cost`. */
  set(market: MarketIndex, size: number, cost: number): void {
    const game = this.#gameOf[market] as number;
    this.#pay(market, -1);
    this.#costOfGame[game] = (this.#costOfGame[game] as number) + cost - (this.#cost[market] as number);
    this.#size[market] = size;
    this.#cost[market] = cost;
    this.#pay(market, 1);
  }

  /** The part of what the holdings in `game` cost that comes back however it ends, 1e-6 dollars. */
  certain(game: number): number {
    const at = ENDS * game;
    const payout = this.#payout;
    const home = payout[at + MEANS.home] as number;
    const away = payout[at + MEANS.away] as number;
    const draw = this.#canDraw[game] === 1 ? (payout[at + MEANS.draw] as number) : home;
    const least = Math.min(payout[at + VOID] as number, home, draw, away);
    return Math.max(0, Math.min(least, this.#costOfGame[game] as number));
  }

  /** Adds what the holding of `market` pays at each end, or with -1 takes it off. */
  #pay(market: MarketIndex, sign: 1 | -1): void {
    const size = this.#size[market] as number;
    if (size === 0) return;
    const at = ENDS * (this.#gameOf[market] as number);
    const shares = Math.abs(size);
    for (let end = 0; end < ENDS; end += 1) {
      const happens = end === this.#meaning[market];
      // NO pays wherever YES does not.
      const paid = end === VOID ? Math.floor(shares / 2) : happens === size > 0 ? shares : 0;
      this.#payout[at + end] = (this.#payout[at + end] as number) + sign * paid;
    }
  }
}
