import { createHash } from 'node:crypto';
import type { Micros } from '../../engine/units.js';

/** Lines that a run may keep for whoever looks into a seed that fails. */
const KEPT_MAX = 200_000;

/** Everything that happened, in order, folded into one hash: the same seed gives the same. */
export class EventLog {
  readonly #hash = createHash('sha256');
  readonly #now: () => Micros;
  readonly #kept: string[] | null;
  readonly #heard: (text: string) => void;
  count = 0;

  /** @param heard is told of each text that is added. */
  constructor(now: () => Micros, heard: (text: string) => void, keep = false) {
    this.#now = now;
    this.#heard = heard;
    this.#kept = keep ? [] : null;
  }

  add(kind: string, text: string): void {
    const line = `${this.#now()} ${kind} ${text}\n`;
    this.#hash.update(line);
    this.count += 1;
    this.#heard(text);
    if (this.#kept !== null && this.#kept.length < KEPT_MAX) this.#kept.push(line);
  }

  get digest(): string {
    return this.#hash.copy().digest('hex');
  }

  get lines(): readonly string[] {
    return this.#kept ?? [];
  }
}
