import type { FillView, OrderView } from './strategy.js';
import type { Micros, Price, Shares, Usd } from './units.js';

const FIRST_CAPACITY = 256;
const IS_MAKER = 1;
const IS_SELL = 2;

/** Every fill of a run, in columns: 35 bytes each where an object takes three times that. Or handed out, none kept. */
export class FillLog {
  readonly #order: OrderView[] = [];
  #price = new Uint16Array(FIRST_CAPACITY);
  #size = new Float64Array(FIRST_CAPACITY);
  #fee = new Float64Array(FIRST_CAPACITY);
  #time = new Float64Array(FIRST_CAPACITY);
  #flags = new Uint8Array(FIRST_CAPACITY);
  readonly #listener: ((fill: FillView) => void) | null;
  #handedOut = 0;

  constructor(listener: ((fill: FillView) => void) | null) {
    this.#listener = listener;
  }

  /** Fills so far. */
  get length(): number {
    return this.#order.length + this.#handedOut;
  }

  add(fill: FillView): void {
    if (this.#listener !== null) {
      this.#handedOut += 1;
      this.#listener(fill);
      return;
    }
    const row = this.#order.length;
    if (row === this.#price.length) this.#grow();
    this.#order.push(fill.order);
    this.#price[row] = fill.price;
    this.#size[row] = fill.size;
    this.#fee[row] = fill.fee;
    this.#time[row] = fill.time;
    this.#flags[row] = (fill.liquidity === 'maker' ? IS_MAKER : 0) | (fill.side === 'sell' ? IS_SELL : 0);
  }

  /** The fills, oldest first. Made anew at each call. */
  rows(): readonly FillView[] {
    return this.#order.map((order, row) => {
      const flags = this.#flags[row] as number;
      return {
        order,
        market: order.market,
        side: (flags & IS_SELL) === 0 ? 'buy' : 'sell',
        price: this.#price[row] as Price,
        size: this.#size[row] as Shares,
        fee: this.#fee[row] as Usd,
        liquidity: (flags & IS_MAKER) === 0 ? 'taker' : 'maker',
        time: this.#time[row] as Micros,
      };
    });
  }

  #grow(): void {
    const capacity = 2 * this.#price.length;
    const [price, size, fee, time, flags] = [this.#price, this.#size, this.#fee, this.#time, this.#flags];
    this.#price = new Uint16Array(capacity);
    this.#size = new Float64Array(capacity);
    this.#fee = new Float64Array(capacity);
    this.#time = new Float64Array(capacity);
    this.#flags = new Uint8Array(capacity);
    this.#price.set(price);
    this.#size.set(size);
    this.#fee.set(fee);
    this.#time.set(time);
    this.#flags.set(flags);
  }
}
