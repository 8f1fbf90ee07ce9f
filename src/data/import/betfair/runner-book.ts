import type { BookLevel, Side } from '../../../engine/events.js';
import type { Price, Shares } from '../../../engine/units.js';
import { priceOfOdds } from './odds-ladder.js';

/** Sides as the store writes them. */
const BID = 0;
const ASK = 1;
type BookSide = typeof BID | typeof ASK;

/** Stakes are whole hundredths of a pound, odds hundredths: their product in 1e-6 shares. */
const SHARES_PER_STAKE = 100;

/** What changed at one price within a message. */
export interface PriceChange {
  readonly side: BookSide;
  readonly price: number;
  readonly size: number;
}

/** A trade that the traded volume tells of. */
export interface InferredTrade {
  readonly price: number;
  readonly size: number;
  readonly takerSide: Side;
}

/** What a rise of the traded volume came to. */
export type TradeReading =
  | { readonly kind: 'trade'; readonly trade: InferredTrade; readonly basis: 'touch' | 'mid' }
  | { readonly kind: 'no-rise' | 'fell' | 'side-unknown' };

/**
 * The book of one runner, kept by odds, so that levels which fall on one price can be added up and a change of one
 * of them stays exact.
 *
 * What is available to back is the **ask** of YES: whoever backs at odds o buys YES at 1/o. What is available to
 * lay is the bid. A stake of s at odds o is s x o shares that pay one each.
 */
export class RunnerBook {
  /** Stakes in hundredths by odds in hundredths, bids (to lay) and asks (to back). */
  readonly #stakes = [new Map<number, number>(), new Map<number, number>()] as const;
  /** 1e-6 shares by price. */
  readonly #totals = [new Map<number, number>(), new Map<number, number>()] as const;
  /** Traded volume in hundredths by odds. */
  readonly #traded = new Map<number, number>();
  readonly #changed = [new Set<number>(), new Set<number>()] as const;

  /** Forgets the levels: an image of the market follows. */
  clear(): void {
    for (const side of [BID, ASK] as const) {
      this.#stakes[side].clear();
      this.#totals[side].clear();
      this.#changed[side].clear();
    }
  }

  /** Sets what rests at odds; 0 takes it away. */
  set(side: BookSide, odds: number, stake: number): void {
    const stakes = this.#stakes[side];
    const before = stakes.get(odds) ?? 0;
    if (stake === 0) stakes.delete(odds);
    else stakes.set(odds, stake);
    const at = priceOfOdds(odds);
    const total = (this.#totals[side].get(at) ?? 0) + (stake - before) * odds * SHARES_PER_STAKE;
    if (total === 0) this.#totals[side].delete(at);
    else this.#totals[side].set(at, total);
    this.#changed[side].add(at);
  }

  /** The prices that changed since the last call, with their totals. */
  takeChanges(): readonly PriceChange[] {
    const changes = ([BID, ASK] as const).flatMap((side) =>
      [...this.#changed[side]].map((at) => ({ side, price: at, size: this.#totals[side].get(at) ?? 0 })),
    );
    for (const side of [BID, ASK] as const) this.#changed[side].clear();
    return changes;
  }

  /** All levels of a side, best first. */
  levels(side: BookSide): readonly BookLevel[] {
    const sorted = [...this.#totals[side]].sort(([left], [right]) => left - right);
    if (side === BID) sorted.reverse();
    return sorted.map(([at, size]) => ({ price: at as Price, size: size as Shares }));
  }

  /**
   * Reads the new traded volume at odds, against the book as it stood before the message.
   *
   * Betfair counts both stakes of a match, so a match within the runner raises it by twice what left the book,
   * and one across runners by once: in a recorded match 3,500 rises were exactly twice and 2,400 exactly once the
   * fall of the level. The size is what left the level of those odds in this message where that lies between half
   * the rise and the rise, else half the rise: never more than was traded.
   *
   * The side is not recorded. At or above the best ask the taker bought, at or below the best bid it sold; between
   * them the nearer side of the mid decides; on the mid, or without a book, it is unknown.
   *
   * @param leftBook hundredths that left the level of these odds, by side, in this message.
   */
  readTraded(odds: number, volume: number, leftBook: readonly [bid: number, ask: number]): TradeReading {
    const rise = volume - (this.#traded.get(odds) ?? 0);
    this.#traded.set(odds, volume);
    if (rise <= 0) return { kind: rise === 0 ? 'no-rise' : 'fell' };
    const at = priceOfOdds(odds);
    const side = this.#takerSide(at);
    if (side === null) return { kind: 'side-unknown' };
    const left = leftBook[side.takerSide === 'buy' ? ASK : BID];
    const stake = Math.min(rise, Math.max(rise / 2, left));
    const trade = { price: at, size: stake * odds * SHARES_PER_STAKE, takerSide: side.takerSide };
    return { kind: 'trade', trade, basis: side.basis };
  }

  /** Hundredths that stand at odds. */
  stakeAt(side: BookSide, odds: number): number {
    return this.#stakes[side].get(odds) ?? 0;
  }

  #takerSide(at: number): { readonly takerSide: Side; readonly basis: 'touch' | 'mid' } | null {
    const bid = Math.max(...this.#totals[BID].keys());
    const ask = Math.min(...this.#totals[ASK].keys());
    if (at >= ask) return { takerSide: 'buy', basis: 'touch' };
    if (at <= bid) return { takerSide: 'sell', basis: 'touch' };
    const aboveMid = 2 * at - bid - ask;
    if (!Number.isFinite(aboveMid) || aboveMid === 0) return null;
    return { takerSide: aboveMid > 0 ? 'buy' : 'sell', basis: 'mid' };
  }
}
