import type { Timer, Timers } from '../../../ports/timers.js';
import type { VenueAccount } from '../exchange/venue-account.js';
import { jsonAnswer, type VenueResponse } from './venue-http.js';

/** Silence after which the venue cancels everything, milliseconds. */
export const DEAD_MAN_MS = 10_000;

interface Beat {
  readonly id: string;
  readonly timer: Timer;
}

/** The dead-man switch: whoever has begun to beat and stops loses every open order. */
export class Heartbeats {
  readonly #timers: Timers;
  readonly #nextId: () => string;
  readonly #lost: (account: VenueAccount) => void;
  readonly #beats = new Map<VenueAccount, Beat>();

  constructor(timers: Timers, nextId: () => string, lost: (account: VenueAccount) => void) {
    this.#timers = timers;
    this.#nextId = nextId;
    this.#lost = lost;
  }

  /** A beat has to name the id that the one before was answered with; the first names none. */
  beat(account: VenueAccount, given: unknown): VenueResponse {
    const before = this.#beats.get(account);
    if (before !== undefined && given !== before.id) {
      return jsonAnswer({ heartbeat_id: before.id, error_msg: 'Invalid Heartbeat ID' }, 400);
    }
    if (before !== undefined) this.#timers.cancel(before.timer);
    const id = this.#nextId();
    const timer = this.#timers.after(DEAD_MAN_MS, () => {
      this.#beats.delete(account);
      this.#lost(account);
    });
    this.#beats.set(account, { id, timer });
    return jsonAnswer({ heartbeat_id: id });
  }

  isArmed(account: VenueAccount): boolean {
    return this.#beats.has(account);
  }
}
