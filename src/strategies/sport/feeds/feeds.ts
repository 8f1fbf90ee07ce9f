import { BetfairScoreFeed } from './betfair-score.js';
import { readEspn } from './espn.js';
import type { Feed, FeedReading } from './feed-reading.js';
import { readKalshiLive } from './kalshi-live.js';
import { readMlb } from './mlb.js';
import { readNba } from './nba.js';
import { readNhl } from './nhl.js';
import { PolymarketSportsFeed } from './polymarket-sports.js';

/** What is known of a feed beside its payloads. */
interface FeedFacts {
  /** Which feed is believed first: 0 the league itself, 1 a venue, 2 an aggregator. */
  readonly rank: 0 | 1 | 2;
  /** `push` = silent while nothing changes, so that any message shows that it lives; `poll` = every game, each time. */
  readonly delivery: 'push' | 'poll';
  readonly open: () => Feed;
}

const plain = (read: (payload: unknown) => readonly FeedReading[]) => (): Feed => ({ read });

/** Every feed of game states that can be read. */
export const FEEDS = {
  mlb: { rank: 0, delivery: 'poll', open: plain(readMlb) },
  nba: { rank: 0, delivery: 'poll', open: plain(readNba) },
  nhl: { rank: 0, delivery: 'poll', open: plain(readNhl) },
  'betfair-score': { rank: 1, delivery: 'push', open: () => new BetfairScoreFeed() },
  'polymarket-sports': { rank: 1, delivery: 'push', open: () => new PolymarketSportsFeed() },
  'kalshi-live': { rank: 1, delivery: 'poll', open: plain(readKalshiLive) },
  espn: { rank: 2, delivery: 'poll', open: plain(readEspn) },
} as const satisfies Readonly<Record<string, FeedFacts>>;

/** Name of a feed. */
export type FeedName = keyof typeof FEEDS;

/** Whether a text names a feed. */
export const isFeedName = (text: string): text is FeedName => Object.hasOwn(FEEDS, text);
