import { MICROS_PER_SECOND, type Micros } from '../../engine/units.js';
import type { Intent } from './intent.js';

/** Two readings that show absence lie at least so far apart. */
export const BETWEEN_READINGS_SECONDS = 5;
/** After its stated expiry, the venue is given so long. */
export const AFTER_EXPIRY_SECONDS = 60;
/** How long an order without an expiry is waited for. */
export const WITHOUT_EXPIRY_SECONDS = 120;

/** One look at the venue for an order of unknown outcome. */
export interface AbsenceReading {
  readonly at: Micros;
  /** It is among the open orders, or a trade names it. */
  readonly present: boolean;
  /** The user channel has been up without a break since the one before. */
  readonly channelHealthy: boolean;
}

/** What to do next for an order of unknown outcome. */
export type ProofStep =
  | { readonly kind: 'read' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'wait'; readonly until: Micros }
  | { readonly kind: 'absent' };

/**
 * Gathers the proof that an order of unknown outcome was never placed. All of: two readings without it, far
 * enough apart; a cancel by its id that was answered "not found"; its expiry and a minute passed, or two minutes
 * where it has none; the user channel healthy in between. Anything less keeps it unknown.
 */
export class AbsenceProof {
  readonly #waitUntil: Micros;
  #firstAbsentAt: Micros | null = null;
  #lastAbsentAt: Micros | null = null;
  #cancelSaidGone = false;

  constructor(intent: Pick<Intent, 'expiresAt'>, unknownSince: Micros) {
    this.#waitUntil =
      intent.expiresAt === null
        ? ((unknownSince + WITHOUT_EXPIRY_SECONDS * MICROS_PER_SECOND) as Micros)
        : ((intent.expiresAt + AFTER_EXPIRY_SECONDS * MICROS_PER_SECOND) as Micros);
  }

  /** A look that did not show it. A break of the user channel begins the proof anew. */
  absent(reading: Pick<AbsenceReading, 'at' | 'channelHealthy'>): void {
    if (this.#firstAbsentAt === null || !reading.channelHealthy) {
      this.#firstAbsentAt = reading.at;
      this.#cancelSaidGone = false;
    }
    this.#lastAbsentAt = reading.at;
  }

  cancelSaidGone(): void {
    this.#cancelSaidGone = true;
  }

  next(now: Micros): ProofStep {
    if (this.#firstAbsentAt === null || this.#lastAbsentAt === null) return { kind: 'read' };
    if (!this.#cancelSaidGone) return { kind: 'cancel' };
    if (now < this.#waitUntil) return { kind: 'wait', until: this.#waitUntil };
    const apart = this.#lastAbsentAt - this.#firstAbsentAt;
    if (apart < BETWEEN_READINGS_SECONDS * MICROS_PER_SECOND || this.#lastAbsentAt < this.#waitUntil) {
      return { kind: 'read' };
    }
    return { kind: 'absent' };
  }
}
