import { encodeSessionInput } from '../../engine/session/session-codec.js';
import type { SessionInput } from '../../engine/session/session-input.js';
import type { SessionKernel } from '../../engine/session/session-kernel.js';
import type { DecisionRow } from '../store/live-store.js';
import type { JournalBuffer } from './journal-buffer.js';

/** Decisions that are booked and not known to be kept yet. */
export class DecisionBuffer {
  #rows: DecisionRow[] = [];
  #next: number;

  constructor(next: number) {
    this.#next = next;
  }

  add(row: Omit<DecisionRow, 'sequence'>): void {
    this.#rows.push({ ...row, sequence: this.#next });
    this.#next += 1;
  }

  peek(count: number): readonly DecisionRow[] {
    return this.#rows.slice(0, count);
  }

  kept(sequence: number): void {
    this.#rows = this.#rows.filter((row) => row.sequence > sequence);
  }
}

/**
 * Feeds the kernel, one input after the other, each written to the journal first. Inputs that are made while one
 * is being taken wait for their turn.
 */
export class KernelDriver {
  readonly #kernel: SessionKernel;
  readonly #journal: JournalBuffer;
  readonly #waiting: SessionInput[] = [];
  readonly #after: () => void;
  #busy = false;

  /** @param after runs when everything that waited has been taken. */
  constructor(kernel: SessionKernel, journal: JournalBuffer, after: () => void) {
    this.#kernel = kernel;
    this.#journal = journal;
    this.#after = after;
  }

  take(input: SessionInput): void {
    this.#waiting.push(input);
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
        this.#journal.add(encodeSessionInput(next));
        this.#kernel.apply(next);
      }
    } finally {
      this.#busy = false;
    }
    this.#after();
  }
}
