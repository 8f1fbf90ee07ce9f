import type { Usd } from '../../engine/units.js';
import type { FeedNews } from './venue-adapter.js';

/** What went wrong with market data and was mended or left out, since the feed was started. */
export interface FeedCounts {
  /** Books that had lost a message and were read anew. */
  readonly lost: number;
  /** Messages that could not be read. */
  readonly unreadable: number;
}

/** Market data of a session, in terms of YES, stamped with this machine's clock as it came in. */
export interface MarketFeed {
  start(listener: (news: FeedNews) => void): void;
  /** Tells books, rules, states and outcomes again as they are now: after news had to be let go. */
  resnapshot(): void;
  /**
   * The listener cannot take more for now. What comes until `release` waits, bounded: of each level of a book the last
   * word, of everything else all; when that is too much the connections are not read.
   */
  hold(): void;
  /** Gives what waited and goes on. Does nothing when nothing was held. */
  release(): void;
  counts(): FeedCounts;
  /**
   * What a share of each instrument was paid in the end, 1e-6 dollars: asked for, whether or not the feed follows its market.
   * What is not decided yet, or could not be read, is left out.
   */
  payouts(instruments: readonly string[]): Promise<ReadonlyMap<string, Usd>>;
  stop(): Promise<void>;
}
