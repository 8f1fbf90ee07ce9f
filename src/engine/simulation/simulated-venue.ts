import type { Catalog } from '../catalog.js';
import type { MarketFacts } from '../events.js';
import { EventKind } from '../events.js';
import type { MarketIndex } from '../ids.js';
import type { Order } from '../order.js';
import { type Tape, venueTimeAt } from '../tape.js';
import { MICROS_PER_MILLISECOND, type Micros } from '../units.js';
import { admissionRefusal, isPatient } from './admission.js';
import type { FeeRule } from './fees/fee-rule.js';
import { MarketFeed } from './market-feed.js';
import type { MarketState } from './market-state.js';
import { Matching } from './matching.js';
import type { RestingOrders } from './resting-orders.js';
import type { Venue, VenuePorts, VenueWake } from './venue.js';
import type { VenueOptions } from './venue-options.js';
import { VenueOrder } from './venue-order.js';
import { inVenueWords } from './venue-words.js';

/** A constant of this module: optimized code has it built in, where an imported one is read each time. */
const TRADE = EventKind.trade;

/**
 * A venue over recorded markets: what it takes in, holds, clears and cancels; `Matching` fills. Nothing fills in
 * a gap, in a crossed or stale book, in a suspended or resolved market.
 */
export class SimulatedVenue implements Venue {
  readonly state: MarketState;
  readonly #feed: MarketFeed;
  readonly #matching: Matching;
  readonly #resting: RestingOrders;
  readonly #ports: VenuePorts;
  /** The scheduled start at which each book was cleared; NaN = not yet. */
  readonly #clearedFor: Float64Array;

  constructor(catalog: Catalog, options: VenueOptions, ports: VenuePorts) {
    this.#ports = ports;
    this.#feed = new MarketFeed(catalog, options.syntheticHalfSpread);
    this.state = this.#feed.state;
    this.#matching = new Matching(this.#feed, options, ports);
    this.#resting = this.#matching.resting;
    this.#clearedFor = new Float64Array(catalog.markets.length).fill(Number.NaN);
  }

  feeRule(market: MarketIndex, time: Micros): FeeRule {
    return this.#feed.feeRule(market, time);
  }

  get feeRules(): readonly FeeRule[] {
    return this.#feed.feeRules;
  }

  /** The account holds `size` signed shares of `market` already: what a reduce-only order may reduce. */
  hold(market: MarketIndex, size: number): void {
    this.#matching.hold(market, size);
  }

  /** Gaps are told of at their end: those of the tape have to be known before. */
  readAhead(tape: Tape): void {
    this.state.gaps.read(tape);
  }

  /** Applies row `row` of the tape at its venue time, and matches what rests. */
  apply(tape: Tape, row: number): void {
    if (tape.kind[row] === TRADE) {
      this.#matching.trade(tape, row, venueTimeAt(tape, row));
      return;
    }
    if (this.#feed.apply(tape, row)) {
      if (this.#resting.count > 0) this.#matching.bookChanged(tape, row);
      return;
    }
    const market = tape.subject[row] as MarketIndex;
    switch (tape.kind[row]) {
      case EventKind.marketFacts:
        this.#awaitStart(
          market,
          tape.facts[tape.sizeA[row] as number] as MarketFacts,
          venueTimeAt(tape, row),
        );
        return;
      case EventKind.resolution:
        this.#matching.cancelResting(market, 'market resolved', venueTimeAt(tape, row));
        return;
      default:
    }
  }

  /** An order reaches the venue. */
  arrive(order: Order, time: Micros): void {
    const marketable = this.#matching.isMarketable(order, time);
    const refusal = this.#refusal(order, time, marketable);
    if (refusal !== null) {
      this.#reject(order, refusal, time);
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
    // A book that nothing in it meets: it only waits.
    if (!marketable && isPatient(order)) this.#matching.rest(entry, time);
    else this.#matching.matchTaker(entry, time);
  }

  /** `old` gives way to `order` in one step. Where `old` is gone already, `order` is refused. */
  replace(old: Order, order: Order, time: Micros): void {
    const entry = old.standing;
    if (entry === null || entry.held) {
      this.#matching.done(order, 'rejected', 'nothing to replace', time);
      return;
    }
    this.#matching.forget(entry);
    this.#matching.done(old, 'cancelled', 'replaced by its owner', time);
    this.arrive(order, time);
  }

  /**
   * A cancel reaches the venue. An order that is gone, or has not arrived yet, is not found: one that arrives later
   * lives. An order held for the taker delay cannot be cancelled.
   */
  cancel(order: Order, time: Micros): void {
    const entry = order.standing;
    if (entry === null || entry.held) {
      const reason = entry === null ? 'order not found' : 'held for the taker delay';
      this.#ports.report({ kind: 'cancelRefused', order, reason }, time);
      return;
    }
    this.#matching.forget(entry);
    this.#matching.done(order, 'cancelled', 'cancelled by its owner', time);
  }

  wake(wake: VenueWake, time: Micros): void {
    switch (wake.kind) {
      case 'clear':
        this.#start(wake.market, wake.startTime, time);
        return;
      case 'void':
        this.#matching.move(wake.order, -wake.match.size);
        this.#ports.report({ kind: 'void', order: wake.order, ...wake.match, fee: wake.fee }, time);
        return;
      case 'expire':
        this.#expire(wake.order, time);
        return;
      default:
        this.#release(wake.order, time);
    }
  }

  #expire(order: Order, time: Micros): void {
    if (order.standing === null) return;
    this.#matching.forget(order.standing);
    this.#matching.done(order, 'expired', 'good till date', time);
  }

  /** The taker delay is over: the order is judged anew and meets the book as it is now. */
  #release(order: Order, time: Micros): void {
    const entry = order.standing;
    if (entry === null) return;
    order.standing = null;
    entry.held = false;
    const refusal = this.#refusal(order, time, this.#matching.isMarketable(order, time));
    if (refusal === null) this.#matching.matchTaker(entry, time);
    else this.#reject(order, refusal, time);
  }

  #awaitStart(market: MarketIndex, facts: MarketFacts, time: Micros): void {
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
    this.#matching.cancelResting(market, 'book cleared at the start', time);
  }

  #reject(order: Order, refusal: string, time: Micros): void {
    const venue = this.#feed.catalog.markets[order.market]?.venue ?? 'synthetic';
    this.#matching.done(order, 'rejected', inVenueWords(venue, refusal), time);
  }

  #refusal(order: Order, time: Micros, marketable: boolean): string | null {
    const { market, side } = order;
    const matching = this.#matching;
    if (this.state.isResolved(market)) return 'market resolved';
    const venue = this.#feed.catalog.markets[market]?.venue ?? 'synthetic';
    const refusal = admissionRefusal(order, this.state.facts[market] ?? null, { venue, time, marketable });
    if (refusal !== null) return refusal;
    if (order.reduceOnly && matching.reducible(order) === 0) return 'nothing to reduce';
    if (order.postOnly && marketable) return 'post-only order crosses the book';
    if (matching.meetsItself(order)) return 'self-match prevented';
    if (isPatient(order)) return null;
    return matching.liquidity.refusal(market, side, time);
  }
}
