import { assert } from './assert.js';
import type { Books } from './books.js';
import { cashToLock, costAtLimit } from './cash-lock.js';
import type { Catalog } from './catalog.js';
import { GateSheet } from './gate-sheet.js';
import type { MarketIndex } from './ids.js';
import { Order } from './order.js';
import { orderIdOf } from './order-id.js';
import { Portfolio } from './portfolio.js';
import type { RiskControl, RiskView } from './risk/risk-control.js';
import { DEFAULT_LOT } from './simulation/lot.js';
import type { VenueReport } from './simulation/venue-report.js';
import type { FillView, OrderIntent } from './strategy.js';
import { type Micros, PRICE_ONE, type Price, type Shares, type Usd, usd } from './units.js';

/** What an account starts from and is held to. */
export interface AccountOptions {
  readonly catalog: Catalog;
  readonly startingCash: Usd;
  readonly startTime: Micros;
  readonly seed: string;
  readonly strategy: string;
  readonly controls: readonly RiskControl[];
}

/** What the account asks of its surroundings. */
export interface AccountPorts {
  readonly books: Books;
  feePerShare(market: MarketIndex, price: Price): number;
  lotOf(market: MarketIndex): Shares;
  /** Books the verdicts of the risk controls on an order. */
  decide(sheet: GateSheet): void;
  /** Equity at the start of the trading day, 1e-6 dollars. */
  dayOpenEquity(): Usd;
}

const NO_ORDERS: readonly Order[] = [];

/**
 * One account as its owner knows it: orders, the cash that they lock, positions, and the risk controls that
 * every order passes before it leaves.
 */
export class TradingAccount {
  readonly portfolio: Portfolio;
  readonly orders: Order[] = [];
  readonly fills: FillView[] = [];
  rejected = 0;
  readonly #options: AccountOptions;
  readonly #ports: AccountPorts;
  readonly #open = new Map<MarketIndex, Order[]>();
  /** Cash that each open order has locked. */
  readonly #locks = new Map<Order, Usd>();
  readonly #lockedByMarket: Float64Array;
  readonly #sheet: GateSheet;

  constructor(options: AccountOptions, ports: AccountPorts) {
    const markets = options.catalog.markets.length;
    this.#options = options;
    this.#ports = ports;
    this.portfolio = new Portfolio(markets, options.startingCash, options.startTime);
    this.#lockedByMarket = new Float64Array(markets);
    this.#sheet = new GateSheet([...options.controls.map((control) => control.name), 'cash']);
  }

  get equity(): Usd {
    return this.portfolio.equity(this.#ports.books);
  }

  openOrders(market: MarketIndex): readonly Order[] {
    return this.#open.get(market) ?? NO_ORDERS;
  }

  /** Makes an order of `intent`. It is `rejected` already when a control refuses it. */
  place(intent: OrderIntent, now: Micros): Order {
    const { seed, strategy, catalog } = this.#options;
    const market = catalog.markets[intent.market];
    assert(market !== undefined, `market ${intent.market} is in the catalog`);
    const sequence = this.orders.length;
    const id = orderIdOf({ seed, strategy, market: market.slug, sequence });
    const size = intent.reduceOnly ? this.#reducible(intent) : intent.size;
    const order = new Order(id, { ...intent, size }, now);
    this.orders.push(order);
    const refusal = malformed(intent, this.#ports.lotOf(intent.market)) ?? this.#admit(order);
    if (refusal === null) this.#listed(intent.market).push(order);
    else this.#reject(order, refusal);
    return order;
  }

  /** Ends every open order: nothing more will be heard of it. */
  cancelOpen(reason: string): void {
    for (const order of [...this.#open.values()].flat()) {
      order.state = 'cancelled';
      order.reason = reason;
      this.#release(order);
    }
  }

  /** Books what the venue says. Returns the fill, if it was one. */
  hear(report: VenueReport, now: Micros): FillView | null {
    const { order } = report;
    if (report.kind === 'fill') return this.#hearFill(report, now);
    if (report.kind === 'live') {
      if (order.state === 'sending') order.state = 'live';
      return null;
    }
    if (report.state === 'rejected') this.#reject(order, report.reason);
    else {
      order.state = report.state;
      order.reason = report.reason;
    }
    this.#release(order);
    return null;
  }

  #hearFill(report: VenueReport & { kind: 'fill' }, now: Micros): FillView {
    const { order, price, size, fee, liquidity } = report;
    assert(order.filled + size <= order.size, `order ${order.id} filled beyond its size`);
    order.filled = (order.filled + size) as Shares;
    this.#relock(order);
    this.portfolio.apply({
      market: order.market,
      side: order.side,
      price,
      size,
      fee,
      time: now,
      tag: order.tag,
    });
    assert(this.portfolio.cash >= 0, `cash fell below 0 with order ${order.id}`);
    if (order.remaining === 0) {
      order.state = 'filled';
      this.#release(order);
    } else if (order.state === 'sending') order.state = 'live';
    const fill = { order, market: order.market, side: order.side, price, size, fee, liquidity, time: now };
    this.fills.push(fill);
    return fill;
  }

  /** A reduce-only order always may leave; any other passes the controls and locks its worst cost. */
  #admit(order: Order): string | null {
    if (order.size === 0) return 'nothing to reduce';
    const locked = this.#lockFor(order);
    const refusal = order.reduceOnly ? null : this.#checkRisk(order, locked);
    if (refusal !== null) return refusal;
    this.portfolio.lock(locked);
    this.#locks.set(order, locked);
    this.#addLocked(order.market, locked);
    return null;
  }

  #lockFor(order: Order): Usd {
    if (order.reduceOnly) return usd(0);
    return cashToLock(order, order.remaining, this.#ports.feePerShare(order.market, order.limit));
  }

  /** Every control judges, so that the funnel can tell which one alone holds orders back. */
  #checkRisk(order: Order, locked: Usd): string | null {
    const { controls } = this.#options;
    const view = this.#riskView(order);
    const sheet = this.#sheet;
    sheet.begin(order.market, 'order', order.tag);
    let first: string | null = null;
    controls.forEach((control, gate) => {
      const refusal = control.check(order, view);
      sheet.judge(gate, control.measure(view), control.limit, refusal === null);
      first ??= refusal;
    });
    const { freeCash } = this.portfolio;
    sheet.judge(controls.length, locked, freeCash, locked <= freeCash);
    this.#ports.decide(sheet);
    return first ?? (locked <= freeCash ? null : 'not enough cash');
  }

  #riskView(order: Order): RiskView {
    const { markets, games } = this.#options.catalog;
    const gameOf = (market: MarketIndex): number => markets[market]?.game ?? -1;
    const sportOf = (market: MarketIndex): string => games[gameOf(market)]?.sport ?? 'unknown';
    const engaged = new Set<MarketIndex>([...this.portfolio.held, ...this.#open.keys()]);
    const view = { market: 0, game: 0, sport: 0, account: 0 };
    for (const market of engaged) {
      const exposure = this.#exposure(market);
      view.account += exposure;
      if (market === order.market) view.market += exposure;
      if (gameOf(market) === gameOf(order.market)) view.game += exposure;
      if (sportOf(market) === sportOf(order.market)) view.sport += exposure;
    }
    engaged.delete(order.market);
    return {
      atRisk: costAtLimit(order, order.size),
      marketExposure: usd(view.market),
      gameExposure: usd(view.game),
      sportExposure: usd(view.sport),
      accountExposure: usd(view.account),
      openMarkets: engaged.size,
      lossToday: usd(this.#ports.dayOpenEquity() - this.equity),
    };
  }

  #exposure(market: MarketIndex): number {
    return (this.portfolio.cost[market] as number) + (this.#lockedByMarket[market] as number);
  }

  /** What `intent` may close: shares of the other side that no open reduce-only order closes already. */
  #reducible(intent: OrderIntent): Shares {
    const held = this.portfolio.size[intent.market] as number;
    const opposite = intent.side === 'sell' ? held : -held;
    let claimed = 0;
    for (const order of this.openOrders(intent.market)) {
      if (order.reduceOnly && order.side === intent.side) claimed += order.remaining;
    }
    return Math.max(0, Math.min(intent.size, opposite - claimed)) as Shares;
  }

  /** Frees what a fill no longer needs; the fill itself is paid right after, out of what was freed. */
  #relock(order: Order): void {
    const before = this.#locks.get(order);
    assert(before !== undefined, `order ${order.id} is open`);
    const after = usd(order.remaining === 0 ? 0 : Math.min(before, this.#lockFor(order)));
    this.portfolio.unlock(usd(before - after));
    this.#addLocked(order.market, after - before);
    this.#locks.set(order, after);
  }

  #release(order: Order): void {
    const locked = this.#locks.get(order);
    if (locked === undefined) return;
    this.portfolio.unlock(locked);
    this.#addLocked(order.market, -locked);
    this.#locks.delete(order);
    const left = this.#listed(order.market).filter((other) => other !== order);
    if (left.length > 0) this.#open.set(order.market, left);
    else this.#open.delete(order.market);
  }

  #reject(order: Order, reason: string): void {
    order.state = 'rejected';
    order.reason = reason;
    this.rejected += 1;
  }

  #listed(market: MarketIndex): Order[] {
    const orders = this.#open.get(market) ?? [];
    this.#open.set(market, orders);
    return orders;
  }

  #addLocked(market: MarketIndex, amount: number): void {
    this.#lockedByMarket[market] = (this.#lockedByMarket[market] as number) + amount;
  }
}

function malformed(intent: OrderIntent, lot: Shares): string | null {
  if (intent.limit <= 0 || intent.limit >= PRICE_ONE) return `limit ${intent.limit} is not inside 0..1`;
  if (intent.size <= 0) return 'size is 0';
  if (intent.size % Math.max(lot, DEFAULT_LOT) !== 0) return `size is not a multiple of the lot ${lot}`;
  return null;
}
