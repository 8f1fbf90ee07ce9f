import { TouchlineError } from './errors.js';
import { grown } from './grown.js';
import type { MarketIndex, OrderId } from './ids.js';
import { Order } from './order.js';
import type { OrderIds } from './order-id.js';
import type { OrderIntent, OrderState, TimeInForce } from './strategy.js';
import type { Micros, Price, Shares } from './units.js';

const FIRST_CAPACITY = 256;
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
const WORD_MASK = 7;

/** What of an order is one of a few, in one word. */
const wordOf = (order: Order): number =>
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
class Words {
  readonly #words: (string | null)[] = [];
  readonly #numbers = new Map<string | null, number>();

  numberOf(word: string | null): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    this.#numbers.set(word, this.#words.length);
    return this.#words.push(word) - 1;
  }

  at(number: number): string | null {
    return this.#words[number] as string | null;
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
  #market = new Int32Array(FIRST_CAPACITY);
  #limit = new Float64Array(FIRST_CAPACITY);
  #size = new Float64Array(FIRST_CAPACITY);
  #filled = new Float64Array(FIRST_CAPACITY);
  #placedAt = new Float64Array(FIRST_CAPACITY);
  #expiresAt = new Float64Array(FIRST_CAPACITY);
  #words = new Uint16Array(FIRST_CAPACITY);
  #tag = new Uint32Array(FIRST_CAPACITY);
  #reason = new Uint32Array(FIRST_CAPACITY);
  readonly #said = new Words();

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
    if (order.sequence === this.#market.length) this.#grow();
  }

  end(order: Order): void {
    const row = order.sequence;
    this.#open[row] = null;
    this.#market[row] = order.market;
    this.#limit[row] = order.limit;
    this.#size[row] = order.size;
    this.#filled[row] = order.filled;
    this.#placedAt[row] = order.placedAt;
    this.#expiresAt[row] = order.expiresAt ?? NEVER;
    this.#words[row] = wordOf(order);
    this.#tag[row] = this.#said.numberOf(order.tag);
    this.#reason[row] = this.#said.numberOf(order.reason);
  }

  order(id: OrderId): Order {
    const sequence = this.#ids.sequenceOf(id);
    const order = this.#open[sequence];
    if (order === undefined) throw unknownOrder(id);
    return order ?? this.#ended(sequence);
  }

  #ended(row: number): Order {
    const word = this.#words[row] as number;
    const expiresAt = this.#expiresAt[row] as Micros;
    const intent: OrderIntent = {
      market: this.#market[row] as MarketIndex,
      side: (word & IS_SELL) === 0 ? 'buy' : 'sell',
      limit: this.#limit[row] as Price,
      size: this.#size[row] as Shares,
      timeInForce: TIMES_IN_FORCE[(word >> TIME_IN_FORCE_SHIFT) & WORD_MASK] as TimeInForce,
      reduceOnly: (word & IS_REDUCE_ONLY) !== 0,
      postOnly: (word & IS_POST_ONLY) !== 0,
      ...(expiresAt !== NEVER && { expiresAt }),
      tag: this.#said.at(this.#tag[row] as number) as string,
    };
    const sent = { sequence: row, size: intent.size, at: this.#placedAt[row] as Micros };
    const order = new Order(this.#ids, intent, sent);
    order.state = STATES[(word >> STATE_SHIFT) & WORD_MASK] as OrderState;
    order.filled = this.#filled[row] as Shares;
    order.reason = this.#said.at(this.#reason[row] as number);
    return order;
  }

  #grow(): void {
    const capacity = 2 * this.#market.length;
    this.#market = grown(this.#market, new Int32Array(capacity));
    this.#limit = grown(this.#limit, new Float64Array(capacity));
    this.#size = grown(this.#size, new Float64Array(capacity));
    this.#filled = grown(this.#filled, new Float64Array(capacity));
    this.#placedAt = grown(this.#placedAt, new Float64Array(capacity));
    this.#expiresAt = grown(this.#expiresAt, new Float64Array(capacity));
    this.#words = grown(this.#words, new Uint16Array(capacity));
    this.#tag = grown(this.#tag, new Uint32Array(capacity));
    this.#reason = grown(this.#reason, new Uint32Array(capacity));
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
