import type { Ports } from '../../../ports/ports.js';
import type { BookMessage } from '../wire/market-message.js';
import type { TokenBook } from './token-book.js';

/** Asks the venue for books over REST. `null` = it did not answer. */
export type ReadBooks = (tokens: readonly string[]) => Promise<readonly BookMessage[] | null>;

/** A token that was silent for so long is asked for: with answer and grace a freeze shows within 20 s. */
const SILENCE_MS = 14_000;
/** One that was silent for so long is asked for along with another: silent markets are asked for together. */
const ALONG_MS = SILENCE_MS / 2;
/** How long the channel may lag behind an answer. */
const GRACE_MS = 2_000;
/** Most tokens of one question. */
const MOST_TOKENS = 100;

export type CanaryFinding =
  | {
      readonly kind: 'found';
      readonly askedMs: number;
      /** The book here is the one there. */
      readonly confirmed: readonly string[];
      /** The venue has no book of it: its market has ended, or does not trade. */
      readonly absent: readonly string[];
      /** The book there is newer, and the channel did not tell. */
      readonly stale: readonly string[];
    }
  | { readonly kind: 'failed'; readonly reason: string };

/** Compares books of silent tokens with the venue's own: a connection can answer PONG and tell nothing for hours. */
export class BookCanary {
  readonly #ports: Ports;
  readonly #read: ReadBooks;
  #isAsking = false;
  #askedMs = Number.NEGATIVE_INFINITY;

  constructor(ports: Ports, read: ReadBooks) {
    this.#ports = ports;
    this.#read = read;
  }

  /** Whether a token that was last heard or asked for in vain at `heardMs` should be asked for. One question at a time. */
  isDue(heardMs: number, nowMs: number): boolean {
    return !this.#isAsking && nowMs - heardMs >= SILENCE_MS && nowMs - this.#askedMs >= GRACE_MS;
  }

  /** Whether a token that was last heard at `heardMs` is asked for when another one is. */
  isAlong(heardMs: number, nowMs: number): boolean {
    return nowMs - heardMs >= ALONG_MS;
  }

  async probe(
    tokens: readonly string[],
    bookOf: (token: string) => TokenBook | null,
  ): Promise<CanaryFinding> {
    this.#isAsking = true;
    this.#askedMs = this.#ports.clock.monotonicMs();
    try {
      return await this.#probe(tokens.slice(0, MOST_TOKENS), bookOf);
    } finally {
      this.#isAsking = false;
    }
  }

  async #probe(
    tokens: readonly string[],
    bookOf: (token: string) => TokenBook | null,
  ): Promise<CanaryFinding> {
    const askedMs = this.#askedMs;
    const books = await this.#read(tokens);
    if (books === null) return { kind: 'failed', reason: 'books could not be read' };
    const differing: BookMessage[] = [];
    const confirmed: string[] = [];
    for (const book of books) {
      const own = bookOf(book.token);
      if (own === null || !own.isKnown) continue;
      // Another hash of the same levels says nothing: it may cover the time, or the order of a change.
      const isSame = (own.hash !== null && own.hash === book.hash) || own.agrees(book);
      if (isSame || own.venueTime > book.at) confirmed.push(book.token);
      else differing.push(book);
    }
    if (differing.length > 0) await this.#wait(GRACE_MS);
    const stale = differing.filter((book) => {
      const own = bookOf(book.token);
      return own?.isKnown === true && own.venueTime < book.at && !own.agrees(book);
    });
    const answered = new Set(books.map(({ token }) => token));
    const absent = tokens.filter((token) => !answered.has(token));
    return {
      kind: 'found',
      askedMs,
      confirmed,
      absent,
      stale: stale.map(({ token }) => token),
    };
  }

  #wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#ports.timers.after(delayMs, resolve);
    });
  }
}
