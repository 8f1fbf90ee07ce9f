import type { Fence, LiveStore, Written } from '../store/live-store.js';
import type { SessionCore } from './session-core.js';

/** Rows a write. */
const LINES = 2_000;
const DECISIONS = 500;

/** Keeps the journal and the decisions in the store, behind the session but never far. One write at a time. */
export class Flusher {
  readonly #store: LiveStore;
  readonly #core: SessionCore;
  #running: Promise<boolean> | null = null;

  constructor(store: LiveStore, core: SessionCore) {
    this.#store = store;
    this.#core = core;
  }

  /** Writes what waits. Returns whether all of it is kept; what is not stays and is offered again. */
  flush(fence: Fence): Promise<boolean> {
    this.#running ??= this.#write(fence).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #write(fence: Fence): Promise<boolean> {
    const { journal, decisions, row } = this.#core;
    for (let lines = journal.peek(LINES); lines.length > 0; lines = journal.peek(LINES)) {
      if (!isKept(await this.#store.appendJournal(fence, row.id, lines))) return false;
      journal.kept(lines.at(-1)?.sequence ?? -1);
    }
    for (let rows = decisions.peek(DECISIONS); rows.length > 0; rows = decisions.peek(DECISIONS)) {
      if (!isKept(await this.#store.saveDecisions(fence, row.id, rows))) return false;
      decisions.kept(rows.at(-1)?.sequence ?? -1);
    }
    return true;
  }
}

const isKept = (answer: Written): boolean => answer.kind === 'written';
