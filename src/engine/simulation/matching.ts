import { EventKind } from '../events.js';
import type { MarketIndex } from '../ids.js';
import type { Order } from '../order.js';
import { randomStream } from '../random.js';
import { NO_PRICE, type Tape, venueTimeAt } from '../tape.js';
import {
  floorToLot,
  MICROS_PER_MILLISECOND,
  MICROS_PER_SECOND,
  type Micros,
  type Shares,
  type Usd,
  ZERO_SHARES,
} from '../units.js';
import { gtdMarginSeconds, isPatient } from './admission.js';
import { chargeFill } from './fees/charge-fill.js';
import { newFeeAccount } from './fees/fee-account.js';
import { Liquidity, passes, reaches } from './liquidity.js';
import { DEFAULT_LOT } from './lot.js';
import type { MarketFeed } from './market-feed.js';
import type { MarketState } from './market-state.js';
import { ASK, BID } from './order-book.js';
import { joinQueue, levelChanged, tradeAtPrice } from './queue-position.js';
import { bestFirst, RestingOrders } from './resting-orders.js';
import type { Match, VenuePorts } from './venue.js';
import type { VenueOptions } from './venue-options.js';
import type { VenueOrder } from './venue-order.js';
import { inVenueWords } from './venue-words.js';

/** A constant of this module: optimized code has it built in, where an imported one is read each time. */
const BOOK_DELTA = EventKind.bookDelta;

/** For rules that keep no account of an order. */
const NO_ACCOUNT = newFeeAccount();

/**
 * Who trades with whom. A taker walks what stands, each share of it once; a resting order fills from trades that
 * reach it in its queue, and when the other side passes its price.
 */
export class Matching {
  readonly liquidity: Liquidity;
  readonly resting: RestingOrders;
  readonly #feed: MarketFeed;
  readonly #state: MarketState;
  readonly #options: VenueOptions;
  readonly #ports: VenuePorts;
  /** Signed YES shares that the account holds, as the venue counts them. Length markets. */
  readonly #position: Float64Array;
  /** 1 = a resting order of the market may fill although the touch stays: it is new, or was passed and is not filled. */
  readonly #mayFill: Uint8Array;
  /** Shares traded of each order; kept only where fills can fail. */
  readonly #traded = new WeakMap<Order, number>();

  constructor(feed: MarketFeed, options: VenueOptions, ports: VenuePorts) {
    this.#feed = feed;
    this.#state = feed.state;
    this.#options = options;
    this.#ports = ports;
    this.liquidity = new Liquidity(feed.state, options);
    this.resting = new RestingOrders(feed.catalog.markets.length);
    this.#position = new Float64Array(feed.catalog.markets.length);
    this.#mayFill = new Uint8Array(feed.catalog.markets.length);
  }

  matchTaker(entry: VenueOrder, time: Micros): void {
    const { order } = entry;
    const executable = this.liquidity.refusal(order.market, order.side, time) === null;
    const most = this.#bounded(entry, entry.remaining);
    if (order.timeInForce === 'fok') {
      const found = executable ? this.liquidity.available(order, most) : 0;
      if (this.#bounded(entry, found) < entry.remaining) {
        this.#kill(entry, 'not fully filled', time);
        return;
      }
    }
    if (executable) this.#walk(entry, time);
    if (entry.remaining > 0) this.#restOrDrop(entry, time);
  }

  /** Level by level, as far as limit and size go. */
  #walk(entry: VenueOrder, time: Micros): void {
    const { order } = entry;
    const lot = this.#lotOf(order.market);
    for (;;) {
      const level = entry.remaining >= lot ? this.liquidity.nextLevel(order, lot) : null;
      const size = level === null ? ZERO_SHARES : this.#bounded(entry, level.size);
      if (level === null || size === 0) return;
      this.liquidity.take(order.market, order.side, level.price, size);
      this.#fill(entry, { price: level.price, size, liquidity: 'taker' }, time);
    }
  }

  #restOrDrop(entry: VenueOrder, time: Micros): void {
    if (isPatient(entry.order)) this.rest(entry, time);
    else this.#kill(entry, 'no more to match', time);
  }

  /** It waits in the book from now on. */
  rest(entry: VenueOrder, time: Micros): void {
    const { order } = entry;
    joinQueue(this.#options.queueModel, entry, this.#restingAt(entry));
    this.resting.add(entry);
    this.#mayFill[order.market] = 1;
    order.standing = entry;
    this.#ports.report({ kind: 'live', order }, time);
    if (order.expiresAt === null) return;
    const venue = this.#feed.catalog.markets[order.market]?.venue ?? 'synthetic';
    const expiry = order.expiresAt - gtdMarginSeconds(venue) * MICROS_PER_SECOND;
    this.#ports.wake(Math.max(expiry, time) as Micros, { kind: 'expire', order });
  }

  /** What is recorded to rest at the order's price, on its own side; NaN = not recorded, or not known now. */
  #restingAt({ order, isBuy }: VenueOrder): number {
    const { market, limit } = order;
    const { books, depth, hasDepth } = this.#state;
    if (books.updatedAt(market) === -1) return Number.NaN;
    if (hasDepth[market] === 1) return depth.sizeAt(market, isBuy ? BID : ASK, limit);
    const best = isBuy ? books.bid(market) : books.ask(market);
    if (best === limit) return isBuy ? books.bidSize(market) : books.askSize(market);
    // A better price than any: nobody is before it. A worse one: what rests there is not in the data.
    return best === NO_PRICE || passes(order.side, best, limit) ? 0 : Number.NaN;
  }

  /** Row `row` changed the book or quote of its market: queues move, and what the other side has passed fills. */
  bookChanged(tape: Tape, row: number): void {
    const market = tape.subject[row] as MarketIndex;
    const resting = this.resting.of(market);
    if (resting.length === 0) return;
    const isDelta = tape.kind[row] === BOOK_DELTA;
    if (isDelta && this.#state.isBehindTouch && this.#mayFill[market] === 0) {
      this.#moveQueuesAt(tape, row);
      return;
    }
    if (!this.#state.isOpen(market)) {
      this.#mayFill[market] = 1;
      return;
    }
    if (isDelta && this.#state.depth.state(market) !== 'unknown') this.#moveQueuesAt(tape, row);
    else for (const entry of resting) this.#moveQueue(entry);
    this.#fillPassed(market, venueTimeAt(tape, row));
  }

  /** What rests at a price that the other side has passed fills. */
  #fillPassed(market: MarketIndex, time: Micros): void {
    this.#mayFill[market] = 0;
    for (const entry of this.resting.of(market)) {
      const { order } = entry;
      const best = this.liquidity.best(market, order.side);
      const touches = best === order.limit && this.#options.queueModel === 'front';
      if (!touches && !passes(order.side, order.limit, best)) continue;
      this.#mayFill[market] = 1;
      if (this.liquidity.refusal(market, order.side, time) !== null) continue;
      const size = this.#bounded(entry, this.liquidity.available(order, entry.remaining));
      if (size === 0) continue;
      this.liquidity.takeWithin(order, size);
      this.#fill(entry, { price: order.limit, size, liquidity: 'maker' }, time);
    }
  }

  /** One level of a whole book changed: only who rests there moves in a queue. */
  #moveQueuesAt(tape: Tape, row: number): void {
    const market = tape.subject[row] as MarketIndex;
    const price = tape.priceA[row];
    const isBid = tape.priceB[row] === BID;
    const resting = this.resting.of(market);
    for (let at = 0; at < resting.length; at += 1) {
      const entry = resting[at] as VenueOrder;
      if (entry.limit !== price || entry.isBuy !== isBid) continue;
      if (this.#state.isOpen(market)) this.#moveQueue(entry);
    }
  }

  #moveQueue(entry: VenueOrder): void {
    const total = this.#restingAt(entry);
    if (!Number.isNaN(total) && total !== entry.levelTotal) {
      levelChanged(this.#options.queueModel, entry, total);
    }
  }

  /** A print: whoever rested at its price or better traded first, in the order of the queue. */
  trade(tape: Tape, row: number, time: Micros): void {
    const market = tape.subject[row] as MarketIndex;
    const resting = this.resting.of(market);
    if (resting.length === 0 || !this.#state.isOpen(market) || this.#state.gaps.cover(market, time)) return;
    const price = tape.priceA[row] as number;
    const hitsBids = tape.priceB[row] === 1;
    let volume = tape.sizeA[row] as number;
    for (const entry of bestFirst(resting, hitsBids)) {
      const { order, isBuy } = entry;
      if (volume <= 0) return;
      const beyond = isBuy ? order.limit > price : order.limit < price;
      if (!beyond && order.limit !== price) continue;
      const reaching = beyond ? volume : tradeAtPrice(entry, volume);
      const size = this.#bounded(entry, reaching);
      if (size === 0) continue;
      volume -= size;
      this.#fill(entry, { price: order.limit, size, liquidity: 'maker' }, time);
    }
  }

  #fill(entry: VenueOrder, match: Match, time: Micros): void {
    const { order } = entry;
    const { price, size, liquidity } = match;
    const rebates = this.#options.makerRebates;
    const rule = this.#feed.feeRule(order.market, time);
    const account = rule.rounding.kind === 'per-fill' ? NO_ACCOUNT : entry.feeAccount;
    const fee = chargeFill(rule, account, {
      price,
      size,
      liquidity,
      side: order.side,
      rebates,
    });
    this.move(order, size);
    entry.remaining = (entry.remaining - size) as Shares;
    if (entry.remaining === 0 && order.standing !== null) this.forget(entry);
    this.#ports.report({ kind: 'fill', order, price, size, fee, liquidity }, time);
    if (this.#options.failedFills) this.#mayFail(order, match, fee, time);
  }

  /** Whether a match will fail is drawn from the order and how much of it had traded: the same in every run. */
  #mayFail(order: Order, match: Match, fee: Usd, time: Micros): void {
    const { probability, afterMs } = this.#options.failedFills ?? { probability: 0, afterMs: 0 };
    const traded = (this.#traded.get(order) ?? 0) + match.size;
    this.#traded.set(order, traded);
    const key = { seed: order.id, strategy: 'venue', market: String(traded), purpose: 'failed fill' };
    if (randomStream(key).uniform() >= probability) return;
    const at = (time + afterMs * MICROS_PER_MILLISECOND) as Micros;
    this.#ports.wake(at, { kind: 'void', order, match, fee });
  }

  /** Adds `size` signed shares to the venue's own count of a position. */
  hold(market: MarketIndex, size: number): void {
    this.#position[market] = (this.#position[market] as number) + size;
  }

  /** Brings the venue's own count of a position up to date; `size` below 0 takes back. */
  move({ market, side }: Order, size: number): void {
    this.hold(market, side === 'buy' ? size : -size);
  }

  #lotOf(market: MarketIndex): Shares {
    return this.#state.facts[market]?.lot ?? DEFAULT_LOT;
  }

  /** The part of `size` that the order may trade: whole lots of what it has left and may reduce. */
  #bounded(entry: VenueOrder, size: number): Shares {
    const most = Math.min(size, entry.remaining, this.reducible(entry.order)) as Shares;
    return floorToLot(most, this.#lotOf(entry.order.market));
  }

  /** Shares that a reduce-only order may still trade; no bound for the others. */
  reducible(order: Order): number {
    if (!order.reduceOnly) return Number.POSITIVE_INFINITY;
    const held = this.#position[order.market] as number;
    return Math.max(0, order.side === 'sell' ? held : -held);
  }

  cancelResting(market: MarketIndex, reason: string, time: Micros): void {
    for (const entry of this.resting.of(market)) {
      this.forget(entry);
      this.done(entry.order, 'cancelled', reason, time);
    }
  }

  forget(entry: VenueOrder): void {
    entry.order.standing = null;
    if (this.resting.count > 0) this.resting.remove(entry);
  }

  done(order: Order, state: 'cancelled' | 'rejected' | 'expired', reason: string, time: Micros): void {
    this.#ports.report({ kind: 'done', order, state, reason }, time);
  }

  /** Ends an order that was to execute at once. A venue refuses one that met nothing, in its own words. */
  #kill({ order, remaining }: VenueOrder, reason: string, time: Micros): void {
    const venue = this.#feed.catalog.markets[order.market]?.venue ?? 'synthetic';
    const said = remaining === order.size ? inVenueWords(venue, reason) : reason;
    this.done(order, 'cancelled', said, time);
  }

  /** An own order waits on the other side, at a price that this one would trade at. */
  meetsItself(order: Order): boolean {
    for (const { order: other } of this.resting.of(order.market)) {
      if (other.side !== order.side && reaches(order.side, order.limit, other.limit)) return true;
    }
    return false;
  }

  isMarketable(order: Order, time: Micros): boolean {
    const { market, side, limit } = order;
    if (this.liquidity.refusal(market, side, time) !== null) return false;
    return reaches(side, limit, this.liquidity.best(market, side));
  }
}
