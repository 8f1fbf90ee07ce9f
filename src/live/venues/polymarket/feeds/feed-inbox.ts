import type { BookDeltaEvent, TapeEvent } from '../../../../engine/events.js';
import type { MarketIndex } from '../../../../engine/ids.js';
import type { FeedNews } from '../../venue-adapter.js';

/** Events that may wait before connections are no longer read. */
const MOST_WAITING = 10_000;

/**
 * What waits while its taker cannot take more. Book changes of one level become the last of them, and a whole book takes
 * the place of every change before it; trades, rules, states and outcomes are all kept. Full, it asks for the
 * connections to be paused: nothing is dropped.
 */
export class FeedInbox {
  readonly #take: (news: FeedNews) => void;
  readonly #setPaused: (isPaused: boolean) => void;
  /** Waiting news by a key of its own; the newest of a key is last in order. */
  readonly #waiting = new Map<string, TapeEvent>();
  readonly #others: FeedNews[] = [];
  readonly #levels = new Map<MarketIndex, Set<string>>();
  #isHeld = false;
  #isPaused = false;
  #serial = 0;

  constructor(take: (news: FeedNews) => void, setPaused: (isPaused: boolean) => void) {
    this.#take = take;
    this.#setPaused = setPaused;
  }

  get waiting(): number {
    return this.#waiting.size + this.#others.length;
  }

  push(news: FeedNews): void {
    if (!this.#isHeld) {
      this.#take(news);
      return;
    }
    if (news.kind === 'events') for (const event of news.events) this.#keep(event);
    else this.#others.push(news);
    if (this.waiting >= MOST_WAITING) this.#pause(true);
  }

  hold(): void {
    this.#isHeld = true;
  }

  /** Gives what waited, oldest first, and goes on. */
  release(): void {
    this.#isHeld = false;
    const events = [...this.#waiting.values()];
    const others = this.#others.splice(0);
    this.#waiting.clear();
    this.#levels.clear();
    if (events.length > 0) this.#take({ kind: 'events', events });
    for (const news of others) this.#take(news);
    this.#pause(false);
  }

  #keep(event: TapeEvent): void {
    if (event.kind === 'bookDelta') {
      this.#level(event);
      return;
    }
    if (event.kind === 'bookSnapshot' || event.kind === 'feedGap') {
      for (const key of this.#levels.get(event.market as MarketIndex) ?? []) this.#waiting.delete(key);
      this.#levels.delete(event.market as MarketIndex);
    }
    const isBook = event.kind === 'bookSnapshot';
    this.#serial += 1;
    const key = isBook ? `book ${event.market}` : `one ${this.#serial}`;
    this.#waiting.delete(key);
    this.#waiting.set(key, event);
  }

  #level(event: BookDeltaEvent): void {
    const key = `level ${event.market} ${event.side} ${event.price}`;
    this.#waiting.delete(key);
    this.#waiting.set(key, event);
    const keys = this.#levels.get(event.market) ?? new Set();
    keys.add(key);
    this.#levels.set(event.market, keys);
  }

  #pause(isPaused: boolean): void {
    if (this.#isPaused === isPaused) return;
    this.#isPaused = isPaused;
    this.#setPaused(isPaused);
  }
}
