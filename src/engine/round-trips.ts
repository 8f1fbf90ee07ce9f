import { assert } from './assert.js';
import { FIRST_CAPACITY, widen } from './columns.js';
import type { MarketIndex } from './ids.js';
import type { RoundTrip } from './run-result.js';
import { type Micros, type Shares, usd } from './units.js';

const NONE = 0;
const YES = 1;
const NO = 2;

/** A round trip that begins: the side that is held. */
interface Opening {
  readonly side: 'yes' | 'no';
  readonly openedAt: Micros;
}

/**
 * Positions from flat to flat, in columns: those that are open by market, those that ended in the order in which
 * they did. A run has hundreds of thousands, and an object each would be walked by every garbage collection.
 */
export class RoundTrips {
  /** When the open holding of a market began; -1 = flat. */
  readonly openedAt: Float64Array;
  readonly #openSide: Uint8Array;
  readonly #open: Amounts;
  readonly #columns = {
    market: new Int32Array(FIRST_CAPACITY),
    side: new Uint8Array(FIRST_CAPACITY),
    openedAt: new Float64Array(FIRST_CAPACITY),
    closedAt: new Float64Array(FIRST_CAPACITY),
    size: new Float64Array(FIRST_CAPACITY),
    cost: new Float64Array(FIRST_CAPACITY),
    proceeds: new Float64Array(FIRST_CAPACITY),
    fees: new Float64Array(FIRST_CAPACITY),
  };
  readonly #closedBy: string[] = [];

  constructor(markets: number) {
    this.openedAt = new Float64Array(markets).fill(-1);
    this.#openSide = new Uint8Array(markets);
    this.#open = amounts(markets);
  }

  /** Those that ended and were not forgotten. */
  get length(): number {
    return this.#closedBy.length;
  }

  isOpen(market: MarketIndex): boolean {
    return this.#openSide[market] !== NONE;
  }

  begin(market: MarketIndex, { side, openedAt }: Opening): void {
    this.#openSide[market] = side === 'yes' ? YES : NO;
    this.openedAt[market] = openedAt;
    const { size, cost, proceeds, fees } = this.#open;
    size[market] = 0;
    cost[market] = 0;
    proceeds[market] = 0;
    fees[market] = 0;
  }

  /** @param held shares after the purchase, unsigned. */
  pay(market: MarketIndex, cost: number, held: number): void {
    this.#mustBeOpen(market);
    const open = this.#open;
    open.cost[market] = (open.cost[market] as number) + cost;
    open.size[market] = Math.max(open.size[market] as number, held);
  }

  take(market: MarketIndex, proceeds: number): void {
    this.#mustBeOpen(market);
    this.#open.proceeds[market] = (this.#open.proceeds[market] as number) + proceeds;
  }

  charge(market: MarketIndex, fee: number): void {
    this.#mustBeOpen(market);
    this.#open.fees[market] = (this.#open.fees[market] as number) + fee;
  }

  /** The open trip of `market` ends. */
  end(market: MarketIndex, closedAt: Micros, closedBy: string): void {
    const columns = this.#columns;
    this.#mustBeOpen(market);
    const { size, cost, proceeds, fees } = this.#open;
    const row = this.#add(market, closedAt, closedBy);
    columns.side[row] = this.#openSide[market] as number;
    columns.openedAt[row] = this.openedAt[market] as number;
    columns.size[row] = size[market] as number;
    columns.cost[row] = cost[market] as number;
    columns.proceeds[row] = proceeds[market] as number;
    columns.fees[row] = fees[market] as number;
    this.#openSide[market] = NONE;
    this.openedAt[market] = -1;
  }

  /** A payment without a holding, that begins and ends at `time`. */
  addPayment(market: MarketIndex, amount: number, time: Micros, closedBy: string): void {
    const columns = this.#columns;
    const row = this.#add(market, time, closedBy);
    columns.side[row] = YES;
    columns.openedAt[row] = time;
    columns.size[row] = 0;
    columns.cost[row] = amount < 0 ? -amount : 0;
    columns.proceeds[row] = amount < 0 ? 0 : amount;
    columns.fees[row] = 0;
  }

  /** The `row`-th that ended. Made anew at each call. */
  at(row: number): RoundTrip {
    const columns = this.#columns;
    return tripOf(columns, row, {
      market: columns.market[row] as MarketIndex,
      side: columns.side[row] === YES ? 'yes' : 'no',
      openedAt: columns.openedAt[row] as Micros,
      closedAt: columns.closedAt[row] as Micros,
      closedBy: this.#closedBy[row] as string,
    });
  }

  /** All that ended, in order. Made anew at each call. */
  rows(): readonly RoundTrip[] {
    return this.#closedBy.map((_, row) => this.at(row));
  }

  /** The open trip of `market` as if it ended now. It goes on. */
  openTrip(market: MarketIndex, closedAt: Micros, closedBy: string): RoundTrip {
    this.#mustBeOpen(market);
    return tripOf(this.#open, market, {
      market,
      side: this.#openSide[market] === YES ? 'yes' : 'no',
      openedAt: this.openedAt[market] as Micros,
      closedAt,
      closedBy,
    });
  }

  /** Those that ended were told of and are not needed again. */
  forget(): void {
    this.#closedBy.length = 0;
  }

  #mustBeOpen(market: MarketIndex): void {
    assert(this.#openSide[market] !== NONE, 'a market without a holding has no open round trip');
  }

  #add(market: MarketIndex, closedAt: Micros, closedBy: string): number {
    const columns = this.#columns;
    const row = this.#closedBy.length;
    if (row === columns.market.length) widen(columns);
    this.#closedBy.push(closedBy);
    columns.market[row] = market;
    columns.closedAt[row] = closedAt;
    return row;
  }
}

/** Columns of a trip: shares in 1e-6, money in 1e-6 dollars. */
interface Amounts {
  readonly size: Float64Array;
  readonly cost: Float64Array;
  readonly proceeds: Float64Array;
  readonly fees: Float64Array;
}

const amounts = (length: number): Amounts => ({
  size: new Float64Array(length),
  cost: new Float64Array(length),
  proceeds: new Float64Array(length),
  fees: new Float64Array(length),
});

function tripOf(
  { size, cost, proceeds, fees }: Amounts,
  row: number,
  trip: Omit<RoundTrip, keyof Amounts | 'pnl'>,
): RoundTrip {
  const [paid, taken, fee] = [cost[row] as number, proceeds[row] as number, fees[row] as number];
  return {
    market: trip.market,
    side: trip.side,
    openedAt: trip.openedAt,
    closedAt: trip.closedAt,
    size: size[row] as Shares,
    cost: usd(paid),
    proceeds: usd(taken),
    fees: usd(fee),
    pnl: usd(taken - paid - fee),
    closedBy: trip.closedBy,
  };
}
