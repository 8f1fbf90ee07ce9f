import { MICROS_PER_MINUTE, MICROS_PER_SECOND, type Micros } from '../../engine/units.js';
import type { LiveLimits } from './live-limits.js';

/** What the brake asks for after an outcome. */
export type Brake =
  | { readonly kind: 'none' }
  | { readonly kind: 'pause'; readonly until: Micros; readonly reason: string }
  | { readonly kind: 'halt'; readonly reason: string };

const NONE: Brake = { kind: 'none' };

/** Slows after refusals in a row, and halts when requests keep failing. */
export class RejectBrake {
  readonly #limits: Pick<LiveLimits, 'rejectsInRow' | 'rejectPauseSeconds' | 'errorsPerMinute'>;
  #rejects = 0;
  /** Times of failed requests within the last minute, oldest first; never longer than the limit. */
  #errors: Micros[] = [];

  constructor(limits: Pick<LiveLimits, 'rejectsInRow' | 'rejectPauseSeconds' | 'errorsPerMinute'>) {
    this.#limits = limits;
  }

  accepted(): void {
    this.#rejects = 0;
  }

  rejected(now: Micros): Brake {
    this.#rejects += 1;
    const { rejectsInRow, rejectPauseSeconds } = this.#limits;
    if (this.#rejects < rejectsInRow) return NONE;
    this.#rejects = 0;
    const until = (now + rejectPauseSeconds * MICROS_PER_SECOND) as Micros;
    return { kind: 'pause', until, reason: `${rejectsInRow} orders were refused in a row` };
  }

  failed(now: Micros): Brake {
    this.#errors = [...this.#errors.filter((at) => now - at < MICROS_PER_MINUTE), now];
    if (this.#errors.length < this.#limits.errorsPerMinute) return NONE;
    this.#errors = [];
    return { kind: 'halt', reason: `${this.#limits.errorsPerMinute} requests failed within a minute` };
  }
}
