import type { Ports } from '../../../ports/ports.js';
import type { Timer } from '../../../ports/timers.js';
import type { PlaceOutcome, SignedOrder } from '../../venue-adapter.js';

/** Orders that the venue takes in one request. Source: docs.polymarket.com, changelog of 2025-08-21. */
export const BATCH_MOST = 15;
/** How long an order waits at most for others that were signed and have not come yet. */
const COMPANY_MS = 5;
/** An order that was signed so long ago and has not come was held back. */
const HELD_BACK_MS = 50;

interface Waiting {
  readonly order: SignedOrder;
  readonly resolve: (outcome: PlaceOutcome) => void;
}

/**
 * Lets entries that are decided together leave in one request. An order that is alone leaves at once: it waits only while
 * another was signed and is about to follow. What reduces risk always leaves alone, because one order off the tick has the
 * venue refuse all of a batch. Each order is in exactly one request.
 */
export class PlacementBatches {
  readonly #ports: Pick<Ports, 'clock' | 'timers'>;
  readonly #send: (orders: readonly SignedOrder[]) => Promise<readonly PlaceOutcome[]>;
  /** When each order that has not come yet was signed, by its venue order id; monotonic, milliseconds. */
  readonly #coming = new Map<string, number>();
  #waiting: Waiting[] = [];
  #timer: Timer | null = null;

  /** @param send answers with an outcome an order, in their order. */
  constructor(
    ports: Pick<Ports, 'clock' | 'timers'>,
    send: (orders: readonly SignedOrder[]) => Promise<readonly PlaceOutcome[]>,
  ) {
    this.#ports = ports;
    this.#send = send;
  }

  /** An order is being signed: it will come soon, or not at all. */
  announce({ venueOrderId, purpose }: Pick<SignedOrder, 'venueOrderId' | 'purpose'>): void {
    if (purpose === 'entry') this.#coming.set(venueOrderId, this.#ports.clock.monotonicMs());
  }

  async place(order: SignedOrder): Promise<PlaceOutcome> {
    this.#coming.delete(order.venueOrderId);
    if (order.purpose !== 'entry') return first(await this.#send([order]));
    return new Promise((resolve) => {
      this.#waiting.push({ order, resolve });
      if (this.#waiting.length >= BATCH_MOST || !this.#isAnyComing()) this.#leave();
      else this.#timer ??= this.#ports.timers.after(COMPANY_MS, () => this.#leave());
    });
  }

  #isAnyComing(): boolean {
    const since = this.#ports.clock.monotonicMs() - HELD_BACK_MS;
    for (const [id, signedAt] of this.#coming) if (signedAt < since) this.#coming.delete(id);
    return this.#coming.size > 0;
  }

  #leave(): void {
    if (this.#timer !== null) this.#ports.timers.cancel(this.#timer);
    this.#timer = null;
    const leaving = this.#waiting;
    this.#waiting = [];
    const answer = (outcomes: readonly PlaceOutcome[]): void => {
      for (const [index, { resolve }] of leaving.entries()) resolve(outcomes[index] ?? LOST);
    };
    this.#send(leaving.map(({ order }) => order)).then(answer, () => answer([]));
  }
}

const LOST: PlaceOutcome = { kind: 'unknown', reason: 'no answer for this order' };
const first = ([outcome]: readonly PlaceOutcome[]): PlaceOutcome => outcome ?? LOST;
