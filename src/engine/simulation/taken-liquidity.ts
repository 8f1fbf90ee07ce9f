/**
 * What the account has taken out of recorded books. The record knows nothing of it, so it is taken off what
 * is recorded until the record says that the level itself is smaller or gone: liquidity is consumed once.
 */
export class TakenLiquidity {
  /** By `market x 2 + side` (0 bid, 1 ask): shares taken by price. */
  readonly #bySlot: (Map<number, number> | undefined)[];

  constructor(markets: number) {
    this.#bySlot = new Array<Map<number, number> | undefined>(2 * markets).fill(undefined);
  }

  at(slot: number, price: number): number {
    return this.#bySlot[slot]?.get(price) ?? 0;
  }

  add(slot: number, price: number, size: number): void {
    const taken = this.#bySlot[slot];
    if (taken === undefined) this.#bySlot[slot] = new Map([[price, size]]);
    else taken.set(price, (taken.get(price) ?? 0) + size);
  }

  /** A recorded level has become `total`: no more than that can have been taken from it. */
  levelChanged(slot: number, price: number, total: number): void {
    const taken = this.#bySlot[slot];
    const before = taken?.get(price);
    if (taken === undefined || before === undefined) return;
    if (total === 0) taken.delete(price);
    else if (before > total) taken.set(price, total);
  }

  /** A whole new book: each price keeps what was taken, as far as the new level has it. */
  snapshot(slot: number, sizeOf: (price: number) => number): void {
    const taken = this.#bySlot[slot];
    if (taken === undefined) return;
    for (const price of [...taken.keys()]) this.levelChanged(slot, price, sizeOf(price));
  }

  /** A new quote stands, of which nothing is taken. */
  reset(market: number): void {
    if (this.#bySlot[2 * market] !== undefined) this.#bySlot[2 * market] = undefined;
    if (this.#bySlot[2 * market + 1] !== undefined) this.#bySlot[2 * market + 1] = undefined;
  }
}
