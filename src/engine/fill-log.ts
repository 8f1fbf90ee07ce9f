import { FIRST_CAPACITY, widen } from './columns.js';
import type { Order } from './order.js';
import type { FillView, OrderView } from './strategy.js';
import type { Micros, Price, Shares, Usd } from './units.js';

const IS_MAKER = 1;
const IS_SELL = 2;

/** Every fill of a run, in columns: 35 bytes each where an object takes three times that. Or handed out, none kept. */
export class FillLog {
  readonly #columns = {
    order: new Float64Array(FIRST_CAPACITY),
    price: new Uint16Array(FIRST_CAPACITY),
    size: new Float64Array(FIRST_CAPACITY),
    fee: new Float64Array(FIRST_CAPACITY),
    time: new Float64Array(FIRST_CAPACITY),
    flags: new Uint8Array(FIRST_CAPACITY),
  };
  readonly #listener: ((fill: FillView) => void) | null;
  #length = 0;

  constructor(listener: ((fill: FillView) => void) | null) {
    this.#listener = listener;
  }

  /** Fills so far. */
  get length(): number {
    return this.#length;
  }

  /** @param order of which the fill is. */
  add(fill: FillView, order: Order): void {
    const columns = this.#columns;
    const row = this.#length;
    this.#length = row + 1;
    if (this.#listener !== null) {
      this.#listener(fill);
      return;
    }
    if (row === columns.price.length) widen(columns);
    columns.order[row] = order.sequence;
    columns.price[row] = fill.price;
    columns.size[row] = fill.size;
    columns.fee[row] = fill.fee;
    columns.time[row] = fill.time;
    columns.flags[row] = (fill.liquidity === 'maker' ? IS_MAKER : 0) | (fill.side === 'sell' ? IS_SELL : 0);
  }

  /**
   * The fills, oldest first; none where they were handed out. Made anew at each call.
   *
   * @param orders of the account, all of them, oldest first.
   */
  rows(orders: readonly OrderView[]): readonly FillView[] {
    if (this.#listener !== null) return [];
    return Array.from({ length: this.#length }, (_, row) => {
      const flags = this.#columns.flags[row] as number;
      const order = orders[this.#columns.order[row] as number] as OrderView;
      return {
        order,
        market: order.market,
        side: (flags & IS_SELL) === 0 ? 'buy' : 'sell',
        price: this.#columns.price[row] as Price,
        size: this.#columns.size[row] as Shares,
        fee: this.#columns.fee[row] as Usd,
        liquidity: (flags & IS_MAKER) === 0 ? 'taker' : 'maker',
        time: this.#columns.time[row] as Micros,
      };
    });
  }
}
