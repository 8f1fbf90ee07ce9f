import type { VenueOrder } from './venue-order.js';

export type BookSide = 'bid' | 'ask';
export const otherSide = (side: BookSide): BookSide => (side === 'bid' ? 'ask' : 'bid');

/** One price and everything that rests there, in terms of YES: 1e-4 dollars, 1e-6 shares. */
export interface Level {
  readonly price: number;
  readonly size: number;
}

/** Whether `price` of `side` stands before `other`. */
export const isBetter = (side: BookSide, price: number, other: number): boolean =>
  side === 'bid' ? price > other : price < other;

/**
 * The book of one market in terms of YES: liquidity as recorded, less what was taken since, and the orders of the
 * venue's own accounts on top. Remembers which levels have changed until they are told.
 */
export class VenueBook {
  readonly #recorded = { bid: new Map<number, number>(), ask: new Map<number, number>() };
  readonly #resting: Record<BookSide, VenueOrder[]> = { bid: [], ask: [] };
  #changed = new Set<string>();

  /** Sets what others have at a level; 0 removes it. */
  setRecorded(side: BookSide, price: number, size: number): void {
    const levels = this.#recorded[side];
    if ((levels.get(price) ?? 0) === size) return;
    if (size > 0) levels.set(price, size);
    else levels.delete(price);
    this.#changed.add(`${side}:${price}`);
  }

  recordedAt(side: BookSide, price: number): number {
    return this.#recorded[side].get(price) ?? 0;
  }

  /** Replaces everything that others have on one side. */
  replaceRecorded(side: BookSide, levels: readonly Level[]): void {
    const wanted = new Map(levels.map(({ price, size }) => [price, size]));
    for (const price of [...this.#recorded[side].keys()]) {
      if (!wanted.has(price)) this.setRecorded(side, price, 0);
    }
    for (const [price, size] of wanted) this.setRecorded(side, price, size);
  }

  /** Best price of others; `null` = that side is empty. */
  bestRecorded(side: BookSide): number | null {
    let best: number | null = null;
    for (const price of this.#recorded[side].keys()) {
      if (best === null || isBetter(side, price, best)) best = price;
    }
    return best;
  }

  add(order: VenueOrder): void {
    const orders = this.#resting[order.bookSide];
    const place = orders.findIndex(({ yesPrice }) => isBetter(order.bookSide, order.yesPrice, yesPrice));
    orders.splice(place === -1 ? orders.length : place, 0, order);
    this.touched(order);
  }

  remove(order: VenueOrder): void {
    const orders = this.#resting[order.bookSide];
    const place = orders.indexOf(order);
    if (place === -1) return;
    orders.splice(place, 1);
    this.touched(order);
  }

  /** The size of an order has changed. */
  touched(order: VenueOrder): void {
    this.#changed.add(`${order.bookSide}:${order.yesPrice}`);
  }

  /** Orders of the venue's accounts, best price first, then by time. A copy. */
  resting(side: BookSide): readonly VenueOrder[] {
    return [...this.#resting[side]];
  }

  hasResting(side: BookSide): boolean {
    return this.#resting[side].length > 0;
  }

  /** Everything that can be seen of a side, best first. */
  levels(side: BookSide): readonly Level[] {
    const sizes = new Map(this.#recorded[side]);
    for (const order of this.#resting[side]) {
      sizes.set(order.yesPrice, (sizes.get(order.yesPrice) ?? 0) + order.remaining);
    }
    const levels = [...sizes].map(([price, size]) => ({ price, size }));
    return levels.sort((left, right) => (isBetter(side, left.price, right.price) ? -1 : 1));
  }

  best(side: BookSide): number | null {
    const recorded = this.bestRecorded(side);
    const own = this.#resting[side][0]?.yesPrice ?? null;
    if (recorded === null || own === null) return recorded ?? own;
    return isBetter(side, own, recorded) ? own : recorded;
  }

  /** Levels whose size has changed since the last call, with the size that can be seen now. */
  takeChanges(): readonly (Level & { readonly side: BookSide })[] {
    const changed = [...this.#changed];
    this.#changed = new Set();
    return changed.map((key) => {
      const [side, price] = key.split(':') as [BookSide, string];
      return { side, price: Number(price), size: this.#visibleAt(side, Number(price)) };
    });
  }

  #visibleAt(side: BookSide, price: number): number {
    let size = this.recordedAt(side, price);
    for (const order of this.#resting[side]) if (order.yesPrice === price) size += order.remaining;
    return size;
  }
}
