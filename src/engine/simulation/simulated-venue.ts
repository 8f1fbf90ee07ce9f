import type { Catalog } from '../catalog.js';
import type { MarketFacts } from '../events.js';
import { EventKind } from '../events.js';
import type { GameIndex, MarketIndex } from '../ids.js';
import type { Order } from '../order.js';
import { EVERY_MARKET, NO_PRICE, type Tape } from '../tape.js';
import {
  floorToLot,
  MICROS_PER_MILLISECOND,
  type Micros,
  PRICE_ONE,
  type Price,
  type Shares,
  ZERO_SHARES,
} from '../units.js';
import { chargeFill } from './fees/charge-fill.js';
import { type FeeAccount, newFeeAccount } from './fees/fee-account.js';
import type { FeeRule } from './fees/fee-rule.js';
import { feeRuleAt } from './fees/fee-rule-at.js';
import { nextFeeChange } from './fees/schedules.js';
import { DEFAULT_LOT } from './lot.js';
import { MarketState } from './market-state.js';
import { takeFrom, touchFor } from './touch.js';
import type { VenueOptions } from './venue-options.js';
import type { VenueReport } from './venue-report.js';

/** An order as the venue holds it. */
interface VenueOrder {
  readonly order: Order;
  readonly feeAccount: FeeAccount;
  remaining: Shares;
  /** Held for the taker delay: it cannot be cancelled. */
  held: boolean;
}

interface Match {
  readonly price: Price;
  readonly size: Shares;
  readonly liquidity: 'taker' | 'maker';
}

/** What the venue asks to be told later: the end of a taker delay, or a scheduled start. */
export type VenueWake =
  | { readonly kind: 'release'; readonly order: Order }
  | { readonly kind: 'clear'; readonly market: MarketIndex; readonly startTime: Micros };

/** How the venue reaches whoever drives it. */
export interface VenuePorts {
  /** Tells the owner of an order; the kernel adds the way back. */
  report(report: VenueReport, time: Micros): void;
  wake(at: Micros, wake: VenueWake): void;
}

/**
 * A venue over recorded quotes. A taker fills at the touch, up to what stands there or the stated cap; a
 * resting order fills only when a later quote trades through it. Nothing fills in a gap, in a crossed or
 * stale book, in a suspended or resolved market.
 */
export class SimulatedVenue {
  readonly state: MarketState;
  /** Fee rules that were applied, by name: what the report must say about fees. */
  readonly feeRules = new Map<string, FeeRule>();
  readonly #catalog: Catalog;
  readonly #options: VenueOptions;
  readonly #ports: VenuePorts;
  readonly #orders = new Map<Order, VenueOrder>();
  readonly #resting = new Map<MarketIndex, VenueOrder[]>();
  readonly #position: Float64Array;
  /** The rule that was last looked up for each market, and for how long it holds. */
  readonly #rules: ({ readonly rule: FeeRule; readonly from: number; readonly until: number } | undefined)[] =
    [];
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
    this.#position = new Float64Array(catalog.markets.length);
    this.#clearedFor = new Float64Array(catalog.markets.length).fill(Number.NaN);
  }

  /** Applies row `row` of the tape at its venue time, and matches what rests. */
  apply(tape: Tape, row: number, time: Micros): void {
    const market = tape.subject[row] as MarketIndex;
    switch (tape.kind[row]) {
      case EventKind.quote:
        this.#quote(market, time, tape.priceA[row] as number, tape.priceB[row] as number);
        this.state.books.setSizes(market, tape.sizeA[row] as number, tape.sizeB[row] as number);
        break;
      case EventKind.pricePoint:
        this.#pricePoint(market, time, tape.priceA[row] as number);
        break;
      case EventKind.marketFacts:
        this.#applyFacts(market, tape.facts[tape.sizeA[row] as number] as MarketFacts, time);
        return;
      case EventKind.gameState:
        this.#applyGameState(tape.subject[row] as GameIndex, tape, row);
        return;
      case EventKind.feedGap:
        this.#applyGap(tape.subject[row] as number);
        return;
      case EventKind.resolution:
        this.#resolve(market, tape.sizeA[row] as number, time);
        return;
      default:
        return;
    }
    if (this.#resting.size > 0) this.#matchResting(market, time);
  }

  /** An order reaches the venue. */
  arrive(order: Order, time: Micros): void {
    const refusal = this.#refusal(order, time);
    if (refusal !== null) {
      this.#done(order, 'rejected', refusal, time);
      return;
    }
    const entry: VenueOrder = { order, feeAccount: newFeeAccount(), remaining: order.size, held: false };
    this.#orders.set(order, entry);
    const delayMs = this.state.facts[order.market]?.takerDelayMs ?? 0;
    if (delayMs > 0 && this.state.inPlay[order.market] === 1 && this.#isMarketable(entry, time)) {
      entry.held = true;
      this.#ports.wake((time + delayMs * MICROS_PER_MILLISECOND) as Micros, { kind: 'release', order });
      return;
    }
    this.#matchTaker(entry, time);
  }

  /** A cancel reaches the venue. An order held for the taker delay cannot be cancelled. */
  cancel(order: Order, time: Micros): void {
    const entry = this.#orders.get(order);
    if (entry === undefined || entry.held) return;
    this.#forget(entry);
    this.#done(order, 'cancelled', 'cancelled by its owner', time);
  }

  /** Something that the venue asked to be told of is due. */
  wake(wake: VenueWake, time: Micros): void {
    if (wake.kind === 'clear') {
      this.#start(wake.market, wake.startTime, time);
      return;
    }
    const entry = this.#orders.get(wake.order);
    if (entry === undefined) return;
    entry.held = false;
    const refusal = this.#refusal(wake.order, time);
    if (refusal === null) {
      this.#matchTaker(entry, time);
      return;
    }
    this.#forget(entry);
    this.#done(wake.order, 'rejected', refusal, time);
  }

  /** The fee rule of `market` at `time`. @throws ENGINE_FEE_UNKNOWN: an unknown fee refuses to run. */
  feeRule(market: MarketIndex, time: Micros): FeeRule {
    const known = this.#rules[market];
    if (known !== undefined && time >= known.from && time < known.until) return known.rule;
    const info = this.#catalog.markets[market];
    const league = info === undefined ? 'unknown' : (this.#catalog.games[info.game]?.league ?? 'unknown');
    const terms = this.state.facts[market]?.fee ?? null;
    const venue = info?.venue ?? 'synthetic';
    const rule = feeRuleAt({ venue, league, time, terms, createdAt: null });
    this.feeRules.set(`${rule.venue} ${rule.name} ${rule.certain} ${rule.note ?? ''}`, rule);
    this.#rules[market] = { rule, from: time, until: nextFeeChange(venue, time) };
    return rule;
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
    this.state.facts[market] = facts;
    this.#rules[market] = undefined;
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
      this.state.books.forget(subject as MarketIndex);
      return;
    }
    for (let market = 0; market < this.#catalog.markets.length; market += 1) {
      this.state.books.forget(market as MarketIndex);
    }
  }

  #resolve(market: MarketIndex, payout: number, time: Micros): void {
    this.state.payout[market] = payout;
    this.#cancelResting(market, 'market resolved', time);
  }

  #refusal(order: Order, time: Micros): string | null {
    if (this.state.isResolved(order.market)) return 'market resolved';
    const facts = this.state.facts[order.market];
    if (facts !== null && facts !== undefined && facts.status !== 'open') return `market ${facts.status}`;
    if (facts !== null && facts !== undefined && order.size < facts.minimumSize)
      return 'size below the minimum';
    if (order.reduceOnly && this.#reducible(order) === 0) return 'nothing to reduce';
    if (order.timeInForce === 'gtc') return null;
    const touch = touchFor(this.state, this.#options, { market: order.market, side: order.side, time });
    return touch.kind === 'none' ? touch.reason : null;
  }

  #isMarketable(entry: VenueOrder, time: Micros): boolean {
    const { market, side, limit } = entry.order;
    const touch = touchFor(this.state, this.#options, { market, side, time });
    return touch.kind === 'executable' && reaches(side, limit, touch.price);
  }

  #matchTaker(entry: VenueOrder, time: Micros): void {
    const { order } = entry;
    const touch = touchFor(this.state, this.#options, { market: order.market, side: order.side, time });
    const marketable = touch.kind === 'executable' && reaches(order.side, order.limit, touch.price);
    const size = marketable ? this.#fillable(entry, touch.size) : ZERO_SHARES;
    if (order.timeInForce === 'fok' && size < entry.remaining) {
      this.#forget(entry);
      this.#done(order, 'cancelled', 'not fully filled', time);
      return;
    }
    if (marketable && size > 0) {
      takeFrom(this.state, order.market, order.side, size);
      this.#fill(entry, { price: touch.price, size, liquidity: 'taker' }, time);
    }
    if (entry.remaining > 0) this.#restOrDrop(entry, time);
  }

  #restOrDrop(entry: VenueOrder, time: Micros): void {
    const { order } = entry;
    if (order.timeInForce !== 'gtc') {
      this.#forget(entry);
      this.#done(order, 'cancelled', 'no more to match', time);
      return;
    }
    const resting = this.#resting.get(order.market);
    if (resting === undefined) this.#resting.set(order.market, [entry]);
    else resting.push(entry);
    this.#ports.report({ kind: 'live', order }, time);
  }

  /** Resting orders fill at their own price when the other side of a quote has passed it. */
  #matchResting(market: MarketIndex, time: Micros): void {
    if ((this.state.facts[market]?.status ?? 'open') !== 'open') return;
    for (const entry of [...(this.#resting.get(market) ?? [])]) {
      const { order } = entry;
      const touch = touchFor(this.state, this.#options, { market, side: order.side, time });
      if (touch.kind === 'none' || !passes(order.side, order.limit, touch.price)) continue;
      const size = this.#fillable(entry, touch.size);
      if (size === 0) continue;
      takeFrom(this.state, market, order.side, size);
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
    const signed = order.side === 'buy' ? size : -size;
    this.#position[order.market] = (this.#position[order.market] as number) + signed;
    entry.remaining = (entry.remaining - size) as Shares;
    if (entry.remaining === 0) this.#forget(entry);
    this.#ports.report({ kind: 'fill', order, price, size, fee, liquidity }, time);
  }

  #fillable(entry: VenueOrder, standing: Shares): Shares {
    const lot = this.state.facts[entry.order.market]?.lot ?? DEFAULT_LOT;
    const most = Math.min(standing, entry.remaining, this.#reducible(entry.order)) as Shares;
    return floorToLot(most, lot);
  }

  /** Shares that a reduce-only order may still trade; no bound for the others. */
  #reducible(order: Order): number {
    if (!order.reduceOnly) return Number.POSITIVE_INFINITY;
    const held = this.#position[order.market] as number;
    return Math.max(0, order.side === 'sell' ? held : -held);
  }

  #cancelResting(market: MarketIndex, reason: string, time: Micros): void {
    for (const entry of [...(this.#resting.get(market) ?? [])]) {
      this.#forget(entry);
      this.#done(entry.order, 'cancelled', reason, time);
    }
  }

  #forget(entry: VenueOrder): void {
    this.#orders.delete(entry.order);
    if (this.#resting.size === 0) return;
    const resting = this.#resting.get(entry.order.market);
    if (resting === undefined) return;
    const left = resting.filter((other) => other !== entry);
    if (left.length > 0) this.#resting.set(entry.order.market, left);
    else this.#resting.delete(entry.order.market);
  }

  #done(order: Order, state: 'cancelled' | 'rejected', reason: string, time: Micros): void {
    this.#ports.report({ kind: 'done', order, state, reason }, time);
  }
}

/** A limit that the opposite price meets. */
const reaches = (side: 'buy' | 'sell', limit: Price, price: Price): boolean =>
  side === 'buy' ? price <= limit : price >= limit;

/** A limit that the opposite price has gone beyond: only then did everything at the limit trade. */
const passes = (side: 'buy' | 'sell', limit: Price, price: Price): boolean =>
  side === 'buy' ? price < limit : price > limit;

/** The quote that a half-spread makes of a reference price; a side off the price range is empty. */
export function syntheticQuote(price: number, half: number): readonly [bid: number, ask: number] {
  const bid = price - half;
  const ask = price + half;
  return [bid > 0 ? bid : NO_PRICE, ask < PRICE_ONE ? ask : NO_PRICE];
}
