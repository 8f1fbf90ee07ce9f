import type { JournalLine } from '../store/live-store.js';

/**
 * Inputs that were consumed and are not known to be kept yet. Lines go out in order; what could not be written,
 * or may not have been, stays and is offered again: the store takes a line it has as done.
 */
export class JournalBuffer {
  readonly #lines: JournalLine[] = [];
  readonly #limit: number;
  #next: number;

  /** @param next sequence of the first line of this buffer. @param limit lines that may wait. */
  constructor(next: number, limit: number) {
    this.#next = next;
    this.#limit = limit;
  }

  /** Returns the line's sequence. */
  add(line: string): number {
    const sequence = this.#next;
    this.#next += 1;
    this.#lines.push({ sequence, line });
    return sequence;
  }

  /** Sequence of the last line added; -1 before the first of a session. */
  get last(): number {
    return this.#next - 1;
  }

  get waiting(): number {
    return this.#lines.length;
  }

  /** Too much waits: nothing more may be consumed until some of it is kept. */
  get isFull(): boolean {
    return this.#lines.length >= this.#limit;
  }

  /** At most `count` lines, oldest first; they stay until `kept`. */
  peek(count: number): readonly JournalLine[] {
    return this.#lines.slice(0, count);
  }

  /** Everything up to `sequence` is kept. */
  kept(sequence: number): void {
    const first = this.#lines[0]?.sequence ?? this.#next;
    const count = sequence - first + 1;
    if (count > 0) this.#lines.splice(0, count);
  }
}
