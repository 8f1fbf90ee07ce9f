import { TouchlineError } from './errors.js';
import type { OrderId } from './ids.js';
import type { Order } from './order.js';
import type { OrderIds } from './order-id.js';

/** The orders of an account, by id. */
export interface OrderLog {
  /** Orders so far, those that are kept no longer included. */
  readonly count: number;
  /** Those that are kept, oldest first. */
  readonly kept: readonly Order[];
  add(order: Order): void;
  /** @throws ENGINE_ORDER for an id that is not known. */
  order(id: OrderId): Order;
}

const unknownOrder = (id: OrderId): TouchlineError =>
  new TouchlineError('ENGINE_ORDER', `no order of this run has the id ${id}`, { where: { order: id } });

/** Keeps every order: what a backtest returns. */
export class AllOrders implements OrderLog {
  readonly kept: Order[] = [];
  readonly #ids: OrderIds;

  constructor(ids: OrderIds) {
    this.#ids = ids;
  }

  get count(): number {
    return this.kept.length;
  }

  add(order: Order): void {
    this.kept.push(order);
  }

  order(id: OrderId): Order {
    const order = this.kept[this.#ids.sequenceOf(id)];
    if (order === undefined) throw unknownOrder(id);
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

  has(id: OrderId): boolean {
    return this.#byId.has(id);
  }

  order(id: OrderId): Order {
    const order = this.#byId.get(id);
    if (order === undefined) throw unknownOrder(id);
    return order;
  }
}
