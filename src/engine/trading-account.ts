import type { Books } from './books.js';
import { cashToLock, costAtLimit } from './cash-lock.js';
import type { Catalog } from './catalog.js';
import { TouchlineError } from './errors.js';
import { FillLog } from './fill-log.js';
import { GateSheet } from './gate-sheet.js';
import type { HeldPosition } from './held-position.js';
import type { MarketIndex, OrderId } from './ids.js';
import type { KernelListener } from './kernel-listener.js';
import { Order } from './order.js';
import { OrderIds } from './order-id.js';
import { AllOrders, type OrderLog, RecentOrders } from './order-log.js';
import { Portfolio } from './portfolio.js';
import { Exposure } from './risk/exposure.js';
import type { RiskControl, RiskView } from './risk/risk-control.js';
import type { LedgerRow } from './run-result.js';
import { DEFAULT_LOT } from './simulation/lot.js';
import type { VenueReport } from './simulation/venue-report.js';
import type { FillView, OrderIntent } from './strategy.js';
import {
  type Micros,
  PRICE_ONE,
  type Price,
  type Shares,
  USD_PER_DOLLAR,
  type Usd,
  usd,
  ZERO_USD,
} from './units.js';

/** What an account starts from and is held to. */
export interface AccountOptions {
  readonly catalog: Catalog;
  readonly startingCash: Usd;
  readonly startTime: Micros;
  readonly seed: string;
  readonly strategy: string;
  readonly controls: readonly RiskControl[];
  /** Hears fills and movements of cash, which are not kept then. */
  readonly listener?: Pick<KernelListener, 'fill' | 'movement'> | undefined;
  /** Orders kept once they have ended; left out = all. */
  readonly recentOrdersMax?: number | undefined;
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

type MatchReport = Extract<VenueReport, { readonly price: Price }>;

const NO_ORDERS: readonly Order[] = [];

/**
 * One account as its owner knows it: orders, the cash that they lock, positions, and the risk controls that
 * every order passes before it leaves.
 */
export class TradingAccount {
  readonly portfolio: Portfolio;
  readonly fills: FillLog;
  rejected = 0;
  readonly #options: AccountOptions;
  readonly #ports: AccountPorts;
  /** Open orders by market, oldest first. */
  readonly #open: (Order[] | undefined)[];
  readonly #ids: OrderIds;
  readonly #orders: OrderLog;
  readonly #exposure: Exposure;
  readonly #lockedByMarket: Float64Array;
  readonly #sheet: GateSheet;

  constructor(options: AccountOptions, ports: AccountPorts) {
    const markets = options.catalog.markets.length;
    this.#options = options;
    this.#ports = ports;
    const { startingCash: cash, startTime: time, listener } = options;
    const onMovement = listener && ((row: LedgerRow) => listener.movement(row));
    this.portfolio = new Portfolio(markets, { cash, time, onMovement });
    this.fills = new FillLog(listener ? (fill) => listener.fill(fill) : null);
    this.#open = new Array<Order[] | undefined>(markets).fill(undefined);
    this.#ids = new OrderIds(options);
    const { recentOrdersMax } = options;
    this.#orders =
      recentOrdersMax === undefined ? new AllOrders(this.#ids) : new RecentOrders(recentOrdersMax);
    this.#exposure = new Exposure(options.catalog);
    this.#lockedByMarket = new Float64Array(markets);
    this.#sheet = new GateSheet([...options.controls.map((control) => control.name), 'cash']);
  }

  get equity(): Usd {
    return this.portfolio.equity(this.#ports.books);
  }

  /** Every order, oldest first, as far as they are kept. Those that ended are made anew at each call. */
  get orders(): readonly Order[] {
    return this.#orders.kept;
  }

  openOrders(market: MarketIndex): readonly Order[] {
    return this.#open[market] ?? NO_ORDERS;
  }

  /** The order that `place` gave this id. @throws ENGINE_ORDER for an id of another run. */
  order(id: OrderId): Order {
    return this.#orders.order(id);
  }

  /** Makes an order of `intent`. It is `rejected` already when a control refuses it. */
  place(intent: OrderIntent, now: Micros): Order {
    const market = intent.market;
    if (market >= this.#open.length) throw new TouchlineError('ENGINE_ORDER', `there is no market ${market}`);
    const size = intent.reduceOnly ? this.#reducible(intent) : intent.size;
    const order = new Order(this.#ids, intent, { sequence: this.#orders.count, size, at: now });
    this.#orders.add(order);
    const refusal = malformed(intent, this.#ports.lotOf(market)) ?? this.#admit(order);
    if (refusal === null) this.#list(order);
    else {
      this.#reject(order, refusal);
      this.#orders.end(order);
    }
    return order;
  }

  /** Takes over what is held already. @throws ENGINE_POSITION for a holding that cannot be. */
  takeOver(position: HeldPosition): void {
    this.portfolio.takeOver(position);
    this.#touch(position.market);
  }

  /** Ends every open order: nothing more will be heard of it. */
  cancelOpen(reason: string): void {
    for (const order of this.#open.flatMap((orders) => orders ?? [])) {
      order.state = 'cancelled';
      order.reason = reason;
      this.#end(order);
    }
  }

  /** Books what the venue says. Returns the fill, if it was one. */
  hear(report: VenueReport, now: Micros): FillView | null {
    const { order } = report;
    if ('price' in report) {
      return report.kind === 'fill' ? this.#hearFill(report, now) : this.#hearVoid(report, now);
    }
    if (report.kind === 'cancelRefused') return null;
    if (report.kind === 'live') {
      if (order.state === 'sending') order.state = 'live';
      return null;
    }
    if (report.state === 'rejected') this.#reject(order, report.reason);
    else {
      order.state = report.state;
      order.reason = report.reason;
    }
    this.#end(order);
    return null;
  }

  #hearFill(report: MatchReport, now: Micros): FillView {
    const { order, price, size, fee, liquidity } = report;
    order.filled = (order.filled + size) as Shares;
    const before = this.portfolio.cash;
    this.portfolio.apply(report, now);
    this.#relock(order, before - this.portfolio.cash);
    if (order.remaining === 0) {
      order.state = 'filled';
      this.#end(order);
    } else if (order.state === 'sending') order.state = 'live';
    // A fill that is heard of after the end of its order.
    else if (!order.isOpen) this.#orders.end(order);
    const fill = { order, market: order.market, side: order.side, price, size, fee, liquidity, time: now };
    this.fills.add(fill, order);
    return fill;
  }

  /** A match that failed is undone by its mirror image, fee and all; the order does not come back. */
  #hearVoid(report: MatchReport, now: Micros): FillView {
    const { order, price, size, liquidity } = report;
    const side = order.side === 'buy' ? 'sell' : 'buy';
    const fee = usd(-report.fee);
    this.portfolio.apply({ order: { market: order.market, side, tag: 'void' }, price, size, fee }, now);
    this.#touch(order.market);
    if (this.portfolio.freeCash < 0) {
      throw new TouchlineError('ENGINE_SETTLEMENT', 'a failed trade takes back more than there is', {
        where: { order: order.id, market: order.market, short: -this.portfolio.freeCash },
      });
    }
    const fill = { order, market: order.market, side, price, size, fee, liquidity, time: now } as const;
    this.fills.add(fill, order);
    return fill;
  }

  /** A reduce-only order always may leave; any other passes the controls and locks its worst cost. */
  #admit(order: Order): string | null {
    if (order.size === 0) return 'nothing to reduce';
    const locked = this.#lockFor(order);
    const refusal = order.reduceOnly ? null : this.#checkRisk(order, locked);
    if (refusal !== null) return refusal;
    this.portfolio.lock(locked);
    this.#relockTo(order, locked);
    return null;
  }

  /** The cash of `order` was locked or freed down to `locked`. */
  #relockTo(order: Order, locked: Usd): void {
    const { market } = order;
    this.#lockedByMarket[market] = (this.#lockedByMarket[market] as number) + locked - order.locked;
    order.locked = locked;
    this.#touch(market);
  }

  /** Other markets of the same game with a holding or an open order that adds to one. */
  othersEngagedInGame(market: MarketIndex): number {
    return this.#exposure.othersEngagedInGame(market);
  }

  /** Something that exposure counts has changed in `market`. */
  #touch(market: MarketIndex): void {
    this.#exposure.set(market, {
      size: this.portfolio.lots[market] as number,
      cost: this.portfolio.held.has(market) ? (this.portfolio.cost[market] as number) : 0,
      locked: this.#lockedByMarket[market] as number,
    });
  }

  #lockFor(order: Order): Usd {
    if (order.reduceOnly) return usd(0);
    return cashToLock(order, order.remaining, this.#ports.feePerShare(order.market, order.limit));
  }

  /** Every control judges, so that the funnel can tell which one alone holds orders back. */
  #checkRisk(order: Order, locked: Usd): string | null {
    const { controls } = this.#options;
    const sheet = this.#sheet;
    sheet.begin(order.market, 'order', order.tag);
    let first: string | null = null;
    if (controls.length > 0) {
      const view = this.#riskView(order);
      for (const [gate, control] of controls.entries()) {
        const refusal = control.check(order, view);
        const { limit, scale } = control;
        sheet.judge(gate, control.measure(view) / scale, limit / scale, refusal === null);
        first ??= refusal;
      }
    }
    const { freeCash } = this.portfolio;
    sheet.judge(controls.length, locked / USD_PER_DOLLAR, freeCash / USD_PER_DOLLAR, locked <= freeCash);
    this.#ports.decide(sheet);
    return first ?? (locked <= freeCash ? null : 'not enough cash');
  }

  #riskView(order: Order): RiskView {
    const { market } = order;
    return {
      atRisk: costAtLimit(order, order.size),
      marketExposure: this.#exposure.ofMarket(market),
      gameExposure: this.#exposure.ofGame(market),
      sportExposure: this.#exposure.ofSport(market),
      accountExposure: this.#exposure.total,
      openMarkets: this.#exposure.othersEngaged(market),
      lossToday: usd(this.#ports.dayOpenEquity() - this.equity),
    };
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

  /**
   * Frees what a fill has paid and what the rest no longer needs. The reserve for rounding is one for all
   * fills of the order: renewed after each, it would be cash that nothing has set aside.
   */
  #relock(order: Order, paid: number): void {
    const left = Math.max(0, order.locked - Math.max(0, paid));
    const after = usd(order.remaining === 0 ? 0 : Math.min(left, this.#lockFor(order)));
    this.portfolio.unlock(usd(order.locked - after));
    this.#relockTo(order, after);
  }

  /** Nothing more is expected of `order`, whose state says so. */
  #end(order: Order): void {
    this.#release(order);
    this.#orders.end(order);
  }

  #release(order: Order): void {
    const orders = this.#open[order.market];
    const place = orders?.indexOf(order) ?? -1;
    if (orders === undefined || place < 0) return;
    if (place === orders.length - 1) orders.pop();
    else orders.splice(place, 1);
    this.portfolio.unlock(order.locked);
    this.#relockTo(order, ZERO_USD);
  }

  #reject(order: Order, reason: string): void {
    order.state = 'rejected';
    order.reason = reason;
    this.rejected += 1;
  }

  #list(order: Order): void {
    const orders = this.#open[order.market];
    if (orders === undefined) this.#open[order.market] = [order];
    else orders.push(order);
  }

  /** Called when a resolution has emptied the holding. */
  settled(market: MarketIndex): void {
    this.#touch(market);
  }
}

function malformed(intent: OrderIntent, lot: Shares): string | null {
  if (intent.limit <= 0 || intent.limit >= PRICE_ONE) return `limit ${intent.limit} is not inside 0..1`;
  if (intent.size <= 0) return 'size is 0';
  if (intent.size % Math.max(lot, DEFAULT_LOT) !== 0) return `size is not a multiple of the lot ${lot}`;
  return null;
}
