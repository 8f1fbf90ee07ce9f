import { wait } from '../../live/orders/wait.js';
import type { Ports } from '../../live/ports/ports.js';
import type { LiveStore, OutboxRow } from '../../live/store/live-store.js';

const BATCH = 100;
/** How often the store is asked when there was nothing new. */
const POLL_MS = 1_000;
const AGAIN_MS = 500;

/** Who reads, and what becomes of a message. */
export interface MessageReader {
  /** Each reader of another name is given every message. */
  readonly consumer: string;
  /** Goes on waiting for new ones. */
  readonly follow: boolean;
  /** Messages that are not wanted count as delivered. */
  wants(message: OutboxRow): boolean;
  /** False = it could not be passed on: it is offered again a minute later. */
  deliver(message: OutboxRow): Promise<boolean>;
  stopped(): boolean;
}

/** How many were passed on, and how many were not. */
export interface MessagesRead {
  readonly delivered: number;
  readonly failed: number;
}

/**
 * Reads the messages of the live store, each until it was passed on once: at least once, since whoever dies between passing
 * on and saying so is given it again.
 */
export async function readMessages(
  store: Pick<LiveStore, 'claimOutbox' | 'ackOutbox'>,
  { clock, timers }: Pick<Ports, 'clock' | 'timers'>,
  reader: MessageReader,
): Promise<MessagesRead> {
  const { consumer, follow, wants, deliver, stopped } = reader;
  let [delivered, failed] = [0, 0];
  while (!stopped()) {
    const messages = await store.claimOutbox(consumer, BATCH, clock.now());
    if (messages.length === 0) {
      if (!follow) break;
      await wait(timers, POLL_MS);
      continue;
    }
    for (const message of messages) {
      // What is left is offered again: it was claimed, and not passed on.
      if (stopped()) break;
      if (!wants(message)) await acknowledge(message);
      else if (await deliver(message)) {
        await acknowledge(message);
        delivered += 1;
      } else failed += 1;
    }
  }
  return { delivered, failed };

  async function acknowledge({ id }: OutboxRow): Promise<void> {
    while ((await store.ackOutbox(consumer, [id])).kind !== 'written') await wait(timers, AGAIN_MS);
  }
}
