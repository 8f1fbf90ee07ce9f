import { FIRST_CAPACITY, widen } from './columns.js';
import { TouchlineError } from './errors.js';
import type { MarketIndex, OrderId } from './ids.js';
import { Order } from './order.js';
import type { OrderIds } from './order-id.js';
import type { OrderIntent, OrderState, TimeInForce } from './strategy.js';
import type { Micros, Price, Shares } from './units.js';

/** `expiresAt` of an order that does not expire. */
const NEVER = -1;
const TIMES_IN_FORCE = ['gtc', 'gtd', 'fok', 'fak'] as const satisfies readonly TimeInForce[];
const STATES = [
  'sending',
  'live',
  'filled',
  'cancelled',
  'rejected',
  'expired',
] as const satisfies readonly OrderState[];
const IS_SELL = 1;
const IS_REDUCE_ONLY = 2;
const IS_POST_ONLY = 4;
const TIME_IN_FORCE_SHIFT = 3;
const STATE_SHIFT = 6;
const FLAG_MASK = 7;

/** What of an order is one of a few, in one word. */
const flagsOf = (order: Order): number =>
  (order.side === 'sell' ? IS_SELL : 0) |
  (order.reduceOnly ? IS_REDUCE_ONLY : 0) |
  (order.postOnly ? IS_POST_ONLY : 0) |
  (TIMES_IN_FORCE.indexOf(order.timeInForce) << TIME_IN_FORCE_SHIFT) |
  (STATES.indexOf(order.state) << STATE_SHIFT);

/** The orders of an account, by id. */
export interface OrderLog {
  /** Orders so far, those that are kept no longer included. */
  readonly count: number;
  /** Those that are kept, oldest first. */
  readonly kept: readonly Order[];
  add(order: Order): void;
  /** `order` cannot fill any more; told again when something of it changes all the same. */
  end(order: Order): void;
  /** @throws ENGINE_ORDER for an id that is not known. */
  order(id: OrderId): Order;
}

const unknownOrder = (id: OrderId): TouchlineError =>
  new TouchlineError('ENGINE_ORDER', `no order of this run has the id ${id}`, { where: { order: id } });

/** Texts that come again and again, by number. */
class Texts {
  readonly #texts: (string | null)[] = [];
  readonly #numbers = new Map<string | null, number>();

  numberOf(text: string | null): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  at(number: number): string | null {
    return this.#texts[number] as string | null;
  }
}

/**
 * Keeps every order: what a backtest returns. One that is open is an object; once it has ended it is a row of
 * columns, 54 bytes, that no garbage collection walks.
 */
export class AllOrders implements OrderLog {
  readonly #ids: OrderIds;
  /** By sequence; `null` = ended. */
  readonly #open: (Order | null)[] = [];
  readonly #columns = {
    market: new Int32Array(FIRST_CAPACITY),
    limit: new Float64Array(FIRST_CAPACITY),
    size: new Float64Array(FIRST_CAPACITY),
    filled: new Float64Array(FIRST_CAPACITY),
    placedAt: new Float64Array(FIRST_CAPACITY),
    expiresAt: new Float64Array(FIRST_CAPACITY),
    flags: new Uint16Array(FIRST_CAPACITY),
    tag: new Uint32Array(FIRST_CAPACITY),
    reason: new Uint32Array(FIRST_CAPACITY),
  };
  readonly #texts = new Texts();

  constructor(ids: OrderIds) {
    this.#ids = ids;
  }

  get count(): number {
    return this.#open.length;
  }

  get kept(): readonly Order[] {
    return this.#open.map((order, sequence) => order ?? this.#ended(sequence));
  }

  add(order: Order): void {
    this.#open.push(order);
    if (order.sequence === this.#columns.market.length) widen(this.#columns);
  }

  end(order: Order): void {
    const columns = this.#columns;
    const row = order.sequence;
    this.#open[row] = null;
    columns.market[row] = order.market;
    columns.limit[row] = order.limit;
    columns.size[row] = order.size;
    columns.filled[row] = order.filled;
    columns.placedAt[row] = order.placedAt;
    columns.expiresAt[row] = order.expiresAt ?? NEVER;
    columns.flags[row] = flagsOf(order);
    columns.tag[row] = this.#texts.numberOf(order.tag);
    columns.reason[row] = this.#texts.numberOf(order.reason);
  }

  order(id: OrderId): Order {
    const sequence = this.#ids.sequenceOf(id);
    const order = this.#open[sequence];
    if (order === undefined) throw unknownOrder(id);
    return order ?? this.#ended(sequence);
  }

  #ended(row: number): Order {
    const columns = this.#columns;
    const flags = columns.flags[row] as number;
    const expiresAt = columns.expiresAt[row] as Micros;
    const intent: OrderIntent = {
      market: columns.market[row] as MarketIndex,
      side: (flags & IS_SELL) === 0 ? 'buy' : 'sell',
      limit: columns.limit[row] as Price,
      size: columns.size[row] as Shares,
      timeInForce: TIMES_IN_FORCE[(flags >> TIME_IN_FORCE_SHIFT) & FLAG_MASK] as TimeInForce,
      reduceOnly: (flags & IS_REDUCE_ONLY) !== 0,
      postOnly: (flags & IS_POST_ONLY) !== 0,
      ...(expiresAt !== NEVER && { expiresAt }),
      tag: this.#texts.at(columns.tag[row] as number) as string,
    };
    const sent = { sequence: row, size: intent.size, at: columns.placedAt[row] as Micros };
    const order = new Order(this.#ids, intent, sent);
    order.state = STATES[(flags >> STATE_SHIFT) & FLAG_MASK] as OrderState;
    order.filled = columns.filled[row] as Shares;
    order.reason = this.#texts.at(columns.reason[row] as number);
    return order;
  }
}

/** Keeps what is open and the last of those that ended: of a failed trade is heard minutes after its order ended. */
export class RecentOrders implements OrderLog {
  readonly #byId = new Map<OrderId, Order>();
  readonly #max: number;
  #count = 0;

  /** @param max orders kept; more than that open at once are kept too. */
  constructor(max: number) {
    this.#max = max;
  }

  get count(): number {
    return this.#count;
  }

  get kept(): readonly Order[] {
    return [...this.#byId.values()];
  }

  add(order: Order): void {
    this.#count += 1;
    this.#byId.set(order.id, order);
    if (this.#byId.size <= this.#max) return;
    for (const [id, oldest] of this.#byId) {
      if (oldest.isOpen) continue;
      this.#byId.delete(id);
      return;
    }
  }

  end(): void {
    // The oldest that ended makes room for a new one.
  }

  has(id: OrderId): boolean {
    return this.#byId.has(id);
  }

  order(id: OrderId): Order {
    const order = this.#byId.get(id);
    if (order === undefined) throw unknownOrder(id);
    return order;
  }
}
