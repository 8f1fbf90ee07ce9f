import type { FeedNews } from './venue-adapter.js';

/** Market data of a session, in terms of YES, stamped with this machine's clock as it came in. */
export interface MarketFeed {
  start(listener: (news: FeedNews) => void): void;
  /** Tells every book whole again: after news had to be let go. */
  resnapshot(): void;
  stop(): Promise<void>;
}
