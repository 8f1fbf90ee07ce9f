import type { Catalog } from '../catalog.js';
import type { MarketFacts } from '../events.js';
import { EventKind } from '../events.js';
import type { GameIndex, MarketIndex } from '../ids.js';
import type { Order } from '../order.js';
import { randomStream } from '../random.js';
import { EVERY_MARKET, NO_PRICE, type Tape } from '../tape.js';
import {
  floorToLot,
  MICROS_PER_MILLISECOND,
  MICROS_PER_SECOND,
  type Micros,
  PRICE_ONE,
  type Price,
  type Shares,
  type Usd,
  ZERO_SHARES,
} from '../units.js';
import { admissionRefusal, gtdMarginSeconds } from './admission.js';
import { FeeLookup } from './fee-lookup.js';
import { chargeFill } from './fees/charge-fill.js';
import type { FeeRule } from './fees/fee-rule.js';
import { Liquidity, passes, reaches } from './liquidity.js';
import { DEFAULT_LOT } from './lot.js';
import { MarketState } from './market-state.js';
import { ASK, BID } from './order-book.js';
import { joinQueue, levelChanged, tradeAtPrice } from './queue-position.js';
import { bestFirst, RestingOrders } from './resting-orders.js';
import { isSameGrid } from './tick-bands.js';
import type { VenueOptions } from './venue-options.js';
import { VenueOrder } from './venue-order.js';
import type { VenueReport } from './venue-report.js';

/** What was traded at what price. */
export interface Match {
  readonly price: Price;
  readonly size: Shares;
  readonly liquidity: 'taker' | 'maker';
}

/** What the venue asks to be told later: the end of a taker delay, or a scheduled start. */
export type VenueWake =
  | { readonly kind: 'release'; readonly order: Order }
  | { readonly kind: 'expire'; readonly order: Order }
  | { readonly kind: 'void'; readonly order: Order; readonly match: Match; readonly fee: Usd }
  | { readonly kind: 'clear'; readonly market: MarketIndex; readonly startTime: Micros };

/** How the venue reaches whoever drives it. */
export interface VenuePorts {
  /** Tells the owner of an order; the kernel adds the way back. */
  report(report: VenueReport, time: Micros): void;
  wake(at: Micros, wake: VenueWake): void;
}

/**
 * A venue over recorded markets. A taker walks what stands, each share of it once; a resting order fills from
 * trades that reach it in its queue, and when the other side passes its price. Nothing fills in a gap, in a
 * crossed or stale book, in a suspended or resolved market.
 */
export class SimulatedVenue {
  readonly state: MarketState;
  readonly #fees: FeeLookup;
  readonly #catalog: Catalog;
  readonly #options: VenueOptions;
  readonly #ports: VenuePorts;
  readonly #resting: RestingOrders;
  readonly #liquidity: Liquidity;
  readonly #position: Float64Array;
  /** Shares traded of each order; kept only where fills can fail. */
  readonly #traded = new Map<Order, number>();
  readonly #marketsOfGame: readonly (readonly MarketIndex[])[];
  /** The scheduled start at which each book was cleared; NaN = not yet. */
  readonly #clearedFor: Float64Array;

  constructor(
    catalog: Catalog,
    marketsOfGame: readonly (readonly MarketIndex[])[],
    options: VenueOptions,
    ports: VenuePorts,
  ) {
    this.#catalog = catalog;
    this.#marketsOfGame = marketsOfGame;
    this.#options = options;
    this.#ports = ports;
    this.state = new MarketState(catalog);
    this.#fees = new FeeLookup(catalog);
    this.#resting = new RestingOrders(catalog.markets.length);
    this.#liquidity = new Liquidity(this.state, options);
    this.#position = new Float64Array(catalog.markets.length);
    this.#clearedFor = new Float64Array(catalog.markets.length).fill(Number.NaN);
  }

  /** Applies row `row` of the tape at its venue time, and matches what rests. */
  apply(tape: Tape, row: number, time: Micros): void {
    const market = tape.subject[row] as MarketIndex;
    const price = tape.priceA[row] as number;
    switch (tape.kind[row]) {
      case EventKind.quote:
        this.#quote(market, time, price, tape.priceB[row] as number);
        this.state.books.setSizes(market, tape.sizeA[row] as number, tape.sizeB[row] as number);
        break;
      case EventKind.bookDelta:
        this.state.setLevel(
          2 * market + (tape.priceB[row] as number),
          time,
          price,
          tape.sizeA[row] as number,
        );
        break;
      case EventKind.trade:
        this.#trade(tape, row, time);
        return;
      default:
        if (!this.#applyRare(tape, row, time)) return;
    }
    if (this.#resting.count > 0) this.#matchResting(market, time);
  }

  /** Events that are few. Returns whether what rests in the market has to be looked at. */
  #applyRare(tape: Tape, row: number, time: Micros): boolean {
    const market = tape.subject[row] as MarketIndex;
    switch (tape.kind[row]) {
      case EventKind.bookSnapshot:
        this.state.setSnapshot(market, time, tape, row);
        return true;
      case EventKind.pricePoint:
        this.#pricePoint(market, time, tape.priceA[row] as number);
        return true;
      case EventKind.marketFacts:
        this.#applyFacts(market, tape.facts[tape.sizeA[row] as number] as MarketFacts, time);
        return false;
      case EventKind.gameState:
        this.#applyGameState(tape.subject[row] as GameIndex, tape, row);
        return false;
      case EventKind.feedGap:
        this.#applyGap(tape.subject[row] as number);
        return false;
      case EventKind.resolution:
        this.#resolve(market, tape.sizeA[row] as number, time);
        return false;
      default:
        return false;
    }
  }

  /** An order reaches the venue. */
  arrive(order: Order, time: Micros): void {
    const marketable = this.#isMarketable(order, time);
    const refusal = this.#refusal(order, time, marketable);
    if (refusal !== null) {
      this.#done(order, 'rejected', refusal, time);
      return;
    }
    const entry = new VenueOrder(order);
    const delayMs = this.state.facts[order.market]?.takerDelayMs ?? 0;
    if (marketable && delayMs > 0 && this.state.inPlay[order.market] === 1) {
      entry.held = true;
      order.standing = entry;
      this.#ports.wake((time + delayMs * MICROS_PER_MILLISECOND) as Micros, { kind: 'release', order });
      return;
    }
    this.#matchTaker(entry, time);
  }

  /** `old` gives way to `order` in one step. Where `old` is gone already, `order` is refused. */
  replace(old: Order, order: Order, time: Micros): void {
    const entry = old.standing;
    if (entry === null || entry.held) {
      this.#done(order, 'rejected', 'nothing to replace', time);
      return;
    }
    this.#forget(entry);
    this.#done(old, 'cancelled', 'replaced by its owner', time);
    this.arrive(order, time);
  }

  /** A cancel reaches the venue. An order held for the taker delay cannot be cancelled. */
  cancel(order: Order, time: Micros): void {
    const entry = order.standing;
    if (entry === null || entry.held) return;
    this.#forget(entry);
    this.#done(order, 'cancelled', 'cancelled by its owner', time);
  }

  /** Something that the venue asked to be told of is due. */
  wake(wake: VenueWake, time: Micros): void {
    if (wake.kind === 'clear') {
      this.#start(wake.market, wake.startTime, time);
      return;
    }
    if (wake.kind === 'void') {
      this.#move(wake.order, -wake.match.size);
      this.#ports.report({ kind: 'void', order: wake.order, ...wake.match, fee: wake.fee }, time);
      return;
    }
    const entry = wake.order.standing;
    if (entry === null) return;
    if (wake.kind === 'expire') {
      this.#forget(entry);
      this.#done(wake.order, 'expired', 'good till date', time);
      return;
    }
    wake.order.standing = null;
    entry.held = false;
    const refusal = this.#refusal(wake.order, time, this.#isMarketable(wake.order, time));
    if (refusal === null) this.#matchTaker(entry, time);
    else this.#done(wake.order, 'rejected', refusal, time);
  }

  /** The fee rule of `market` at `time`. @throws ENGINE_FEE_UNKNOWN: an unknown fee refuses to run. */
  feeRule(market: MarketIndex, time: Micros): FeeRule {
    return this.#fees.at(market, time, this.state.facts[market]?.fee ?? null);
  }

  /** Fee rules that were applied: what the report must say about fees. */
  get feeRules(): readonly FeeRule[] {
    return [...this.#fees.applied.values()];
  }

  #quote(market: MarketIndex, time: Micros, bid: number, ask: number): void {
    this.state.setQuote(market, time, bid, ask);
  }

  #pricePoint(market: MarketIndex, time: Micros, price: number): void {
    const half = this.#options.syntheticHalfSpread;
    if (half === null) return;
    const [bid, ask] = syntheticQuote(price, half);
    this.#quote(market, time, bid, ask);
    this.state.books.setSizes(market, Number.NaN, Number.NaN);
  }

  #applyFacts(market: MarketIndex, facts: MarketFacts, time: Micros): void {
    const before = this.state.facts[market] ?? null;
    this.state.facts[market] = facts;
    this.#fees.forget(market);
    if (before !== null && !isSameGrid(before, facts)) this.state.changeGrid(market);
    if (facts.startTime === null) return;
    if (facts.startTime > time) this.state.inPlay[market] = 0;
    const at = Math.max(facts.startTime, time) as Micros;
    this.#ports.wake(at, { kind: 'clear', market, startTime: facts.startTime });
  }

  /** The scheduled start is here, unless it was moved meanwhile. */
  #start(market: MarketIndex, startTime: Micros, time: Micros): void {
    const facts = this.state.facts[market];
    if (facts?.startTime !== startTime) return;
    this.state.inPlay[market] = 1;
    // Rules that are told again while the game is on do not start it again.
    if (!facts.clearAtStart || this.#clearedFor[market] === startTime) return;
    this.#clearedFor[market] = startTime;
    this.#cancelResting(market, 'book cleared at the start', time);
  }

  #applyGameState(game: GameIndex, tape: Tape, row: number): void {
    const state = tape.gameStates[tape.sizeA[row] as number];
    const started = state !== undefined && state.phase !== 'scheduled' && state.phase !== 'postponed';
    if (!started) return;
    for (const market of this.#marketsOfGame[game] ?? []) this.state.inPlay[market] = 1;
  }

  #applyGap(subject: number): void {
    if (subject !== EVERY_MARKET) {
      this.state.forget(subject as MarketIndex);
      return;
    }
    for (let market = 0; market < this.#catalog.markets.length; market += 1) {
      this.state.forget(market as MarketIndex);
    }
  }

  #resolve(market: MarketIndex, payout: number, time: Micros): void {
    this.state.payout[market] = payout;
    this.#cancelResting(market, 'market resolved', time);
  }

  #refusal(order: Order, time: Micros, marketable: boolean): string | null {
    const { market, side } = order;
    if (this.state.isResolved(market)) return 'market resolved';
    const venue = this.#catalog.markets[market]?.venue ?? 'synthetic';
    const refusal = admissionRefusal(order, this.state.facts[market] ?? null, { venue, time, marketable });
    if (refusal !== null) return refusal;
    if (order.reduceOnly && this.#reducible(order) === 0) return 'nothing to reduce';
    if (order.postOnly && marketable) return 'post-only order crosses the book';
    if (this.#meetsItself(order)) return 'self-match prevented';
    if (isPatient(order)) return null;
    return this.#liquidity.refusal(market, side, time);
  }

  /** An own order waits on the other side, at a price that this one would trade at. */
  #meetsItself(order: Order): boolean {
    for (const { order: other } of this.#resting.of(order.market)) {
      if (other.side !== order.side && reaches(order.side, order.limit, other.limit)) return true;
    }
    return false;
  }

  #isMarketable(order: Order, time: Micros): boolean {
    const { market, side, limit } = order;
    if (this.#liquidity.refusal(market, side, time) !== null) return false;
    return reaches(side, limit, this.#liquidity.best(market, side));
  }

  #matchTaker(entry: VenueOrder, time: Micros): void {
    const { order } = entry;
    const executable = this.#liquidity.refusal(order.market, order.side, time) === null;
    const most = this.#bounded(entry, entry.remaining);
    if (order.timeInForce === 'fok') {
      const found = executable ? this.#liquidity.available(order, most) : 0;
      if (this.#bounded(entry, found) < entry.remaining) {
        this.#done(order, 'cancelled', 'not fully filled', time);
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
      const level = entry.remaining >= lot ? this.#liquidity.nextLevel(order, lot) : null;
      const size = level === null ? ZERO_SHARES : this.#bounded(entry, level.size);
      if (level === null || size === 0) return;
      this.#liquidity.take(order.market, order.side, level.price, size);
      this.#fill(entry, { price: level.price, size, liquidity: 'taker' }, time);
    }
  }

  #restOrDrop(entry: VenueOrder, time: Micros): void {
    const { order } = entry;
    if (!isPatient(order)) {
      this.#done(order, 'cancelled', 'no more to match', time);
      return;
    }
    joinQueue(this.#options.queueModel, entry, this.#restingAt(entry));
    this.#resting.add(entry);
    order.standing = entry;
    this.#ports.report({ kind: 'live', order }, time);
    if (order.expiresAt === null) return;
    const venue = this.#catalog.markets[order.market]?.venue ?? 'synthetic';
    const expiry = order.expiresAt - gtdMarginSeconds(venue) * MICROS_PER_SECOND;
    this.#ports.wake(Math.max(expiry, time) as Micros, { kind: 'expire', order });
  }

  /** What is recorded to rest at the order's price, on its own side; NaN = not recorded, or not known now. */
  #restingAt({ order, isBuy }: VenueOrder): number {
    const { market, limit } = order;
    const { books, depth, hasDepth } = this.state;
    if (books.updatedAt[market] === -1) return Number.NaN;
    if (hasDepth[market] === 1) return depth.sizeAt(market, isBuy ? BID : ASK, limit);
    const best = (isBuy ? books.bid[market] : books.ask[market]) as number;
    if (best === limit) return (isBuy ? books.bidSize[market] : books.askSize[market]) as number;
    // A better price than any: nobody is before it. A worse one: what rests there is not in the data.
    return best === NO_PRICE || passes(order.side, best, limit) ? 0 : Number.NaN;
  }

  /** The book or quote of `market` changed: queues move, and what the other side has passed fills. */
  #matchResting(market: MarketIndex, time: Micros): void {
    if (!this.state.isOpen(market)) return;
    for (const entry of this.#resting.of(market)) {
      this.#moveQueue(entry);
      const { order } = entry;
      const best = this.#liquidity.best(market, order.side);
      const touches = best === order.limit && this.#options.queueModel === 'front';
      if (!touches && !passes(order.side, order.limit, best)) continue;
      if (this.#liquidity.refusal(market, order.side, time) !== null) continue;
      const size = this.#bounded(entry, this.#liquidity.available(order, entry.remaining));
      if (size === 0) continue;
      this.#liquidity.takeWithin(order, size);
      this.#fill(entry, { price: order.limit, size, liquidity: 'maker' }, time);
    }
  }

  #moveQueue(entry: VenueOrder): void {
    const total = this.#restingAt(entry);
    if (!Number.isNaN(total) && total !== entry.levelTotal) {
      levelChanged(this.#options.queueModel, entry, total);
    }
  }

  /** A print: whoever rested at its price or better traded first, in the order of the queue. */
  #trade(tape: Tape, row: number, time: Micros): void {
    const market = tape.subject[row] as MarketIndex;
    const resting = this.#resting.of(market);
    if (resting.length === 0 || !this.state.isOpen(market) || this.state.gaps.cover(market, time)) return;
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
    const fee = chargeFill(this.feeRule(order.market, time), entry.feeAccount, {
      price,
      size,
      liquidity,
      side: order.side,
      rebates,
    });
    this.#move(order, size);
    entry.remaining = (entry.remaining - size) as Shares;
    if (entry.remaining === 0 && order.standing !== null) this.#forget(entry);
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

  /** Brings the venue's own count of a position up to date; `size` below 0 takes back. */
  #move({ market, side }: Order, size: number): void {
    this.#position[market] = (this.#position[market] as number) + (side === 'buy' ? size : -size);
  }

  #lotOf(market: MarketIndex): Shares {
    return this.state.facts[market]?.lot ?? DEFAULT_LOT;
  }

  /** The part of `size` that the order may trade: whole lots of what it has left and may reduce. */
  #bounded(entry: VenueOrder, size: number): Shares {
    const most = Math.min(size, entry.remaining, this.#reducible(entry.order)) as Shares;
    return floorToLot(most, this.#lotOf(entry.order.market));
  }

  /** Shares that a reduce-only order may still trade; no bound for the others. */
  #reducible(order: Order): number {
    if (!order.reduceOnly) return Number.POSITIVE_INFINITY;
    const held = this.#position[order.market] as number;
    return Math.max(0, order.side === 'sell' ? held : -held);
  }

  #cancelResting(market: MarketIndex, reason: string, time: Micros): void {
    for (const entry of this.#resting.of(market)) {
      this.#forget(entry);
      this.#done(entry.order, 'cancelled', reason, time);
    }
  }

  #forget(entry: VenueOrder): void {
    entry.order.standing = null;
    if (this.#resting.count > 0) this.#resting.remove(entry);
  }

  #done(order: Order, state: 'cancelled' | 'rejected' | 'expired', reason: string, time: Micros): void {
    this.#ports.report({ kind: 'done', order, state, reason }, time);
  }
}

/** It waits in the book for what it does not get at once. */
const isPatient = (order: Order): boolean => order.timeInForce === 'gtc' || order.timeInForce === 'gtd';

/** The quote that a half-spread makes of a reference price; a side off the price range is empty. */
export function syntheticQuote(price: number, half: number): readonly [bid: number, ask: number] {
  const bid = price - half;
  const ask = price + half;
  return [bid > 0 ? bid : NO_PRICE, ask < PRICE_ONE ? ask : NO_PRICE];
}
