import { Agenda } from '../agenda.js';
import { assert, assertNever } from '../assert.js';
import type { Catalog } from '../catalog.js';
import { Courier, reachVenue } from '../courier.js';
import { TouchlineError } from '../errors.js';
import type { TapeEvent } from '../events.js';
import type { MarketIndex } from '../ids.js';
import { Order } from '../order.js';
import { RecentOrders } from '../order-log.js';
import type { FeeRule } from '../simulation/fees/fee-rule.js';
import { Latency } from '../simulation/latency.js';
import { SimulatedVenue } from '../simulation/simulated-venue.js';
import type { VenueOptions } from '../simulation/venue-options.js';
import type { VenueReport } from '../simulation/venue-report.js';
import type { Micros, Shares } from '../units.js';
import { EventBuffer } from './event-buffer.js';
import type { Outbound, OutboundOrder } from './outbound.js';
import type { OrderReport, ReportInput } from './session-input.js';

/** Ended orders that a late cancel can still name. */
const RECENT_ORDERS_MAX = 10_000;

/** Steps that one instant may take before it counts as a session that answers itself for ever. */
const STEPS_PER_INSTANT_MAX = 100_000;

/** What an exchange on paper depends on. */
export interface PaperOptions {
  readonly catalog: Catalog;
  readonly venue: VenueOptions;
  /** For latencies and failed trades that are drawn. */
  readonly seed: string;
}

/**
 * The simulated venue of a backtest by itself, for trading on paper: it is fed the events of the live feeds and
 * the messages of a session, and says what becomes of orders. It has no clock: whoever drives it feeds what
 * happens in the order of time and calls `reach`, at the latest at `nextDue`.
 *
 * It goes by the time at which events are heard, since what the venue does meanwhile is not known in real time:
 * a feed that lags is best answered by that much more latency in its options.
 */
export class PaperExchange {
  readonly #venue: SimulatedVenue;
  readonly #buffer: EventBuffer;
  readonly #agenda = new Agenda();
  readonly #courier: Courier;
  readonly #lag: Int32Array;
  readonly #report: (input: ReportInput) => void;
  readonly #orders = new RecentOrders(RECENT_ORDERS_MAX);
  #now = Number.NEGATIVE_INFINITY as Micros;

  /** @param report is called from within `reach` and may call `send`. */
  constructor(options: PaperOptions, report: (input: ReportInput) => void) {
    this.#report = report;
    this.#buffer = new EventBuffer(options.catalog);
    this.#lag = new Int32Array(options.catalog.markets.length);
    this.#courier = new Courier(this.#agenda, new Latency(options.venue.latency, options.seed), this.#lag);
    this.#venue = new SimulatedVenue(options.catalog, options.venue, {
      report: (answer, time) => this.#courier.answer(answer, time),
      wake: (at, wake) => this.#agenda.act(at, { kind: 'wake', wake }),
    });
  }

  /** When to call `reach` next: something is due then. Infinity = nothing is. */
  get nextDue(): number {
    return this.#agenda.nextTime;
  }

  /** Fee rules that were applied so far. */
  get feeRules(): readonly FeeRule[] {
    return this.#venue.feeRules;
  }

  /** The account holds `size` signed shares of `market` already. */
  hold(market: MarketIndex, size: number): void {
    this.#venue.hold(market, size);
  }

  /**
   * Events happen, each after what was due before its instant. What is due at the last one's instant waits for
   * `reach`, so that orders meet the market as it is after all of its events.
   */
  feed(events: readonly TapeEvent[]): void {
    for (const event of events) this.#noteLag(event);
    const tape = this.#buffer.tape(events, this.#now);
    for (let row = 0; row < tape.length; row += 1) {
      const time = tape.localTime[row] as Micros;
      this.#settle((due) => due < time);
      this.#now = time;
      this.#venue.apply(tape, row);
    }
  }

  /**
   * A message of a session sets out; it arrives after its latency.
   *
   * @throws ENGINE_ORDER for an order that was sent before, or a cancel of one that never was.
   */
  send(message: Outbound): void {
    const at = Math.max(this.#now, message.at) as Micros;
    switch (message.kind) {
      case 'place':
        this.#courier.send({ kind: 'order', order: this.#take(message.order, at) }, at);
        return;
      case 'cancel':
        this.#courier.send({ kind: 'cancel', order: this.#orders.order(message.order) }, at);
        return;
      case 'replace': {
        const old = this.#orders.order(message.old);
        this.#courier.send({ kind: 'replace', old, order: this.#take(message.order, at) }, at);
        return;
      }
      default:
        assertNever(message);
    }
  }

  /** The clock reaches `time`: what is due until then and at it happens, and is told of. */
  reach(time: Micros): void {
    this.#settle((due) => due <= time);
    this.#now = Math.max(this.#now, time) as Micros;
  }

  #settle(isDue: (time: number) => boolean): void {
    const { actions, reports } = this.#agenda;
    for (let steps = 0; ; steps += 1) {
      const next = this.#agenda.nextTime;
      if (!isDue(next) || next === Number.POSITIVE_INFINITY) return;
      if (next > this.#now) steps = 0;
      assert(steps < STEPS_PER_INSTANT_MAX, `a session answers its own orders for ever at ${next}`);
      this.#now = Math.max(this.#now, next) as Micros;
      if (actions.nextTime <= next) reachVenue(this.#venue, actions.pop(), this.#now);
      else this.#tell(reports.pop());
    }
  }

  #take(outbound: OutboundOrder, at: Micros): Order {
    const { id, size } = outbound;
    if (this.#orders.has(id)) {
      throw new TouchlineError('ENGINE_ORDER', `order ${id} was sent before`, { where: { order: id } });
    }
    const order = new Order({ at: () => id }, outbound, { sequence: 0, size, at });
    this.#orders.add(order);
    return order;
  }

  /** Tells of an order, and keeps its state as its owner has it then. */
  #tell(answer: VenueReport): void {
    const { order } = answer;
    if (answer.kind === 'live') order.state = 'live';
    else if (answer.kind === 'done') order.state = answer.state;
    else if (answer.kind === 'fill') {
      order.filled = (order.filled + answer.size) as Shares;
      if (order.remaining === 0) order.state = 'filled';
    }
    this.#report({ kind: 'report', at: this.#now, order: order.id, report: orderReport(answer) });
  }

  #noteLag(event: TapeEvent): void {
    if (!('market' in event) || event.market === null) return;
    if (event.market < this.#lag.length) this.#lag[event.market] = event.localTime - event.venueTime;
  }
}

function orderReport(answer: VenueReport): OrderReport {
  if (answer.kind === 'live') return { state: 'live' };
  if (answer.kind === 'cancelRefused') return { state: answer.kind, reason: answer.reason };
  if (answer.kind === 'done') return { state: answer.state, reason: answer.reason };
  const { kind: state, price, size, fee, liquidity } = answer;
  return { state, price, size, fee, liquidity };
}
