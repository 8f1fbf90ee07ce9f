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
  /** By consumer, the id up to which it has everything. */
  readonly #ackedUntil = new Map<string, number>();

  add(message: OutboxMessage, at: Micros): void {
    this.#rows.push({ id: this.#rows.length + 1, ...message, at });
  }

  claim(consumer: string, limit: number, now: Micros): readonly OutboxRow[] {
    const mine = this.#of(consumer);
    const claimed: OutboxRow[] = [];
    let from = this.#ackedUntil.get(consumer) ?? 0;
    while (mine.get(from + 1)?.acked === true) from += 1;
    this.#ackedUntil.set(consumer, from);
    for (let at = from; at < this.#rows.length && claimed.length < limit; at += 1) {
      const row = this.#rows[at] as OutboxRow;
      const delivery = mine.get(row.id);
      if (delivery === undefined || (!delivery.acked && delivery.claimedAt <= now - OUTBOX_CLAIM))
        claimed.push(row);
    }
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
