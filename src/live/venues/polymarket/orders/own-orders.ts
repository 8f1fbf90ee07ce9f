/** The most ids that are remembered; what is older the store knows. */
const MOST = 100_000;

/** Ids of orders that were made here, the newest of them. */
export class OwnOrders {
  readonly #ids = new Set<string>();

  add(id: string): void {
    this.#ids.add(id.toLowerCase());
    if (this.#ids.size <= MOST) return;
    const [oldest] = this.#ids;
    if (oldest !== undefined) this.#ids.delete(oldest);
  }

  has(id: string): boolean {
    return this.#ids.has(id.toLowerCase());
  }
}
