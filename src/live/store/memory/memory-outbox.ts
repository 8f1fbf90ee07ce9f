import type { Micros } from '../../../engine/units.js';
import type { OutboxRow } from '../live-store.js';
import { OUTBOX_CLAIM } from '../rules/outbox-claim.js';
import type { OutboxMessage } from '../rules/outbox-message.js';

interface Delivery {
  claimedAt: Micros;
  acked: boolean;
}

/** Messages for the world outside, each offered to each consumer until it says that it has it. */
export class MemoryOutbox {
  readonly #rows: OutboxRow[] = [];
  readonly #deliveries = new Map<string, Map<number, Delivery>>();

  add(message: OutboxMessage, at: Micros): void {
    this.#rows.push({ id: this.#rows.length + 1, ...message, at });
  }

  claim(consumer: string, limit: number, now: Micros): readonly OutboxRow[] {
    const mine = this.#of(consumer);
    const due = this.#rows.filter(({ id }) => {
      const delivery = mine.get(id);
      return delivery === undefined || (!delivery.acked && delivery.claimedAt <= now - OUTBOX_CLAIM);
    });
    const claimed = due.slice(0, limit);
    for (const { id } of claimed) mine.set(id, { claimedAt: now, acked: false });
    return claimed;
  }

  ack(consumer: string, ids: readonly number[]): void {
    const mine = this.#of(consumer);
    for (const id of ids) {
      const delivery = mine.get(id);
      if (delivery !== undefined) delivery.acked = true;
    }
  }

  #of(consumer: string): Map<number, Delivery> {
    const known = this.#deliveries.get(consumer) ?? new Map<number, Delivery>();
    this.#deliveries.set(consumer, known);
    return known;
  }
}
