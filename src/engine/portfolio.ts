import { assert } from './assert.js';
import type { Books } from './books.js';
import { TouchlineError } from './errors.js';
import type { Side } from './events.js';
import { checkPosition, type HeldPosition } from './held-position.js';
import type { MarketIndex } from './ids.js';
import { Ledger } from './ledger.js';
import { paidTo } from './paid-to.js';
import { RoundTrips } from './round-trips.js';
import type { LedgerKind, LedgerRow, RoundTrip } from './run-result.js';
import { DEFAULT_LOT } from './simulation/lot.js';
import { NO_PRICE } from './tape.js';
import {
  complement,
  formatUsd,
  type Micros,
  notional,
  PRICE_ONE,
  type Price,
  type Shares,
  type Usd,
  usd,
} from './units.js';

/** `market` of a ledger row that concerns no market. */
const NO_MARKET = -1 as MarketIndex;

/** A fill as the accounts see it. */
export interface PortfolioFill {
  readonly order: { readonly market: MarketIndex; readonly side: Side; readonly tag: string };
  readonly price: Price;
  readonly size: Shares;
  readonly fee: Usd;
}

/** What a portfolio begins with. */
export interface PortfolioStart {
  readonly cash: Usd;
  readonly time: Micros;
  /** Hears every movement of cash; without it they are kept as the ledger. */
  readonly onMovement?: ((row: LedgerRow) => void) | undefined;
}

/**
 * Cash, locks and signed positions of one account. Positions derive from fills and settlements only, and
 * every movement of cash is a ledger row.
 *
 * Selling what is not held buys NO at `1 - price`, so a short position is fully paid and can lose no more
 * than it cost. What a fraction of a micro-dollar is rounded by always goes against the account.
 */
export class Portfolio {
  readonly roundTrips: RoundTrips;
  /** Signed YES shares a market: NO below 0. */
  readonly size: Float64Array;
  /**
   * Whole lots of it: what an order can trade. A purchase that spends its money on better prices than its limit buys parts of
   * a lot, and these stay until the market settles: a market with less than a lot is flat.
   */
  readonly lots: Float64Array;
  /** What the open holding cost, fees apart, 1e-6 dollars. */
  readonly cost: Float64Array;
  /** Markets with an open holding of a lot or more. */
  readonly held = new Set<MarketIndex>();
  readonly #ledger: Ledger;
  #cash = 0;
  #locked = 0;
  #fees = 0;

  constructor(markets: number, start: PortfolioStart) {
    this.#ledger = new Ledger(start.onMovement ?? null);
    this.size = new Float64Array(markets);
    this.lots = new Float64Array(markets);
    this.cost = new Float64Array(markets);
    this.roundTrips = new RoundTrips(markets);
    this.#move('deposit', NO_MARKET, start.cash, start.time);
  }

  /** Every movement of cash, oldest first. */
  get ledger(): readonly LedgerRow[] {
    return this.#ledger.rows();
  }

  /** All cash, locked or not. */
  get cash(): Usd {
    return this.#cash as Usd;
  }

  /** Cash that no open order has a claim on. */
  get freeCash(): Usd {
    return (this.#cash - this.#locked) as Usd;
  }

  get fees(): Usd {
    return this.#fees as Usd;
  }

  /** Sets cash aside for an open order. The caller has checked that it is free. */
  lock(amount: Usd): void {
    if (amount < 0 || amount > this.freeCash) throw badLock('lock', amount, this.freeCash);
    this.#locked += amount;
  }

  unlock(amount: Usd): void {
    if (amount < 0 || amount > this.#locked) throw badLock('unlock', amount, this.#locked);
    this.#locked -= amount;
  }

  /**
   * Takes over what is held already. No cash moves: it was paid before.
   *
   * @throws ENGINE_POSITION for a holding that cannot be, or a second one of its market.
   */
  takeOver(position: HeldPosition): void {
    const { market, size, cost, openedAt } = position;
    checkPosition(position, this.size.length);
    if (this.size[market] !== 0) {
      throw new TouchlineError('ENGINE_POSITION', `market ${market} is held already`, { where: { market } });
    }
    this.#setSize(market, size);
    this.cost[market] = cost;
    if (this.lots[market] === 0) return;
    const side = size > 0 ? 'yes' : 'no';
    this.roundTrips.begin(market, { side, openedAt });
    this.roundTrips.pay(market, cost, Math.abs(size));
    this.held.add(market);
  }

  /** Books a fill: first it closes what is held on the other side, then it opens. */
  apply(fill: PortfolioFill, time: Micros): void {
    const { market, side, tag } = fill.order;
    const held = this.size[market] as number;
    const opposite = side === 'buy' ? held < 0 : held > 0;
    const closing = (opposite ? Math.min(Math.abs(held), fill.size) : 0) as Shares;
    const opening = (fill.size - closing) as Shares;
    if (closing > 0) this.#close(fill, closing, time);
    if (opening > 0) this.#open(fill, opening, time);
    if (fill.fee !== 0) this.#payFee(market, fill.fee, time);
    if (closing > 0) this.#finishTrip(market, time, tag);
  }

  /** Pays out a resolved market and returns the cash that came in. Nothing held: nothing moves. */
  settle(market: MarketIndex, payout: Usd, time: Micros): Usd {
    const held = this.size[market] as number;
    if (held === 0) return usd(0);
    const amount = paidTo(held, payout);
    this.#take(market, Math.abs(held));
    if (this.roundTrips.isOpen(market)) this.roundTrips.take(market, amount);
    this.#move('settlement', market, amount, time);
    this.#finishTrip(market, time, 'settlement');
    return amount;
  }

  /**
   * Pays or takes back what a corrected outcome changes of a settlement that was booked already. It is a
   * round trip of its own, closed by `correction`.
   *
   * @throws ENGINE_SETTLEMENT when more is taken back than there is free cash.
   */
  correct(market: MarketIndex, amount: Usd, time: Micros): void {
    if (amount < -this.freeCash) {
      throw new TouchlineError('ENGINE_SETTLEMENT', 'a corrected outcome takes back more than there is', {
        where: { market, amount: formatUsd(amount), freeCash: formatUsd(this.freeCash) },
      });
    }
    this.#move('settlement', market, amount, time);
    this.roundTrips.addPayment(market, amount, time, 'correction');
  }

  /**
   * What a holding would bring at the last bid that was heard for its side, 1e-6 dollars; 0 when none ever
   * was.
   */
  liquidationValue(market: MarketIndex, books: Books): Usd {
    const held = this.size[market] as number;
    if (held === 0) return usd(0);
    const known = held > 0 ? books.lastBid(market) : books.lastAsk(market);
    if (known === NO_PRICE) return usd(0);
    const value = held > 0 ? known : PRICE_ONE - known;
    return notional(value as Price, Math.abs(held) as Shares, 'floor');
  }

  /** Cash and the liquidation value of every holding. */
  equity(books: Books): Usd {
    let total: number = this.#cash;
    for (const market of this.held) total += this.liquidationValue(market, books);
    return usd(total);
  }

  /** Round trips still open, closed on paper as `unsettled` for the record; the accounts do not move. */
  openTrips(time: Micros): readonly RoundTrip[] {
    return [...this.held].map((market) => this.roundTrips.openTrip(market, time, 'unsettled'));
  }

  #open(fill: PortfolioFill, opening: Shares, time: Micros): void {
    const { market, side } = fill.order;
    const each = side === 'buy' ? fill.price : complement(fill.price);
    const cost = notional(each, opening, 'ceil');
    const before = this.size[market] as number;
    if (before === 0 || !this.roundTrips.isOpen(market)) this.#startTrip(fill, time);
    const after = before + (side === 'buy' ? opening : -opening);
    this.#setSize(market, after);
    this.cost[market] = (this.cost[market] as number) + cost;
    this.roundTrips.pay(market, cost, Math.abs(after));
    this.#move('trade', market, -cost, time);
  }

  #close(fill: PortfolioFill, closing: Shares, time: Micros): void {
    const { market, side } = fill.order;
    const each = side === 'sell' ? fill.price : complement(fill.price);
    const proceeds = notional(each, closing, 'floor');
    this.#take(market, closing);
    if (this.roundTrips.isOpen(market)) this.roundTrips.take(market, proceeds);
    this.#move('trade', market, proceeds, time);
  }

  /** Takes `amount` shares off a holding, and their part of its cost. */
  #take(market: MarketIndex, amount: number): void {
    const held = this.size[market] as number;
    const size = Math.abs(held);
    const cost = this.cost[market] as number;
    const part = amount === size ? cost : Number((BigInt(cost) * BigInt(amount)) / BigInt(size));
    this.cost[market] = cost - part;
    this.#setSize(market, held > 0 ? held - amount : held + amount);
  }

  #setSize(market: MarketIndex, size: number): void {
    this.size[market] = size;
    this.lots[market] = size - (size % DEFAULT_LOT);
  }

  #payFee(market: MarketIndex, fee: Usd, time: Micros): void {
    this.#fees += fee;
    this.roundTrips.charge(market, fee);
    this.#move('fee', market, -fee, time);
  }

  #startTrip(fill: PortfolioFill, time: Micros): void {
    const { market, side, tag } = fill.order;
    // A fill that turns a position over ends one trip and starts the next within itself.
    if (this.roundTrips.isOpen(market)) this.#finishTrip(market, time, tag);
    this.roundTrips.begin(market, { side: side === 'buy' ? 'yes' : 'no', openedAt: time });
    this.held.add(market);
  }

  #finishTrip(market: MarketIndex, time: Micros, closedBy: string): void {
    if (this.lots[market] !== 0 || !this.roundTrips.isOpen(market)) return;
    this.roundTrips.end(market, time, closedBy);
    this.held.delete(market);
  }

  #move(kind: LedgerKind, market: MarketIndex, amount: number, time: Micros): void {
    this.#cash += amount;
    assert(Number.isSafeInteger(this.#cash), 'cash passed 2^53 micro-dollars');
    this.#ledger.add(kind, market, amount, time);
  }
}

const badLock = (what: string, amount: number, most: number): TouchlineError =>
  new TouchlineError('ASSERT_INVARIANT', `${what} of ${amount} micro-dollars, at most ${most}`);
