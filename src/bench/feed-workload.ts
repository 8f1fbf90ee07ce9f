import { TouchlineError } from '../engine/errors.js';
import { micros } from '../engine/units.js';
import { nodeEntropy } from '../live/adapters/node-entropy.js';
import type { Ports } from '../live/ports/ports.js';
import type { SocketListener } from '../live/ports/sockets.js';
import type { Timer } from '../live/ports/timers.js';
import { PolymarketFeed } from '../live/venues/polymarket/feeds/polymarket-feed.js';
import { HOSTS } from '../live/venues/polymarket/hosts.js';
import { RateBuckets } from '../live/venues/polymarket/orders/rate-buckets.js';
import { PublicRequests } from '../live/venues/polymarket/public-requests.js';
import { feedFrames } from './feed-frames.js';
import { scaled } from './quote-workloads.js';
import type { PreparedWorkload, Workload } from './workload.js';

const MESSAGES = 200_000;
/** Frames that are made; they are heard again and again. */
const FRAMES = 50_000;
const MARKETS = 100;

/** A world in which nothing happens but what is said on the one market connection. */
function silentPorts(listeners: SocketListener[]): Ports {
  const now = micros(Date.UTC(2026, 4, 1) * 1_000);
  const nothing = () => undefined;
  return {
    clock: { now: () => now, monotonicMs: () => 0 },
    timers: { after: () => ({ timer: Symbol('never') }) as unknown as Timer, cancel: nothing },
    entropy: nodeEntropy,
    http: { send: () => Promise.resolve({ kind: 'failed', reached: 'no', reason: 'no network' }) },
    sockets: {
      dial: ({ url }, listener) => {
        if (url === HOSTS.marketSocket) listeners.push(listener);
        return { send: nothing, pause: nothing, resume: nothing, close: nothing };
      },
    },
  };
}

/** Text of a message in, events in terms of YES out: everything that the live feed does but waiting. */
function prepare(scale: number): PreparedWorkload {
  const messages = scaled(MESSAGES, scale);
  const { tokens, frames } = feedFrames(Math.min(FRAMES, messages), MARKETS);
  const listeners: SocketListener[] = [];
  const ports = silentPorts(listeners);
  const requests = new PublicRequests(ports, new RateBuckets(ports.clock, ports.timers), 1_000);
  const feed = new PolymarketFeed(ports, {
    ...{ hosts: HOSTS, tokens, requests, games: new Map(), scoreOrders: new Map() },
  });
  let events = 0;
  feed.start((news) => {
    if (news.kind === 'events') events += news.events.length;
  });
  const [connection] = listeners;
  connection?.opened();
  const run = (): void => {
    const before = events;
    for (let heard = 0; heard < messages; heard += 1)
      connection?.message(frames[heard % frames.length] ?? '');
    const { lost, unreadable } = feed.counts();
    if (lost + unreadable > 0 || events - before < messages / 2) {
      throw new TouchlineError('ASSERT_INVARIANT', 'the feed lost books of the bench', {
        where: { lost, unreadable, events: events - before },
      });
    }
  };
  return { events: messages, run };
}

export const liveFeed: Workload = {
  name: 'live-feed',
  summary: 'messages of 100 live markets: parsed, both books kept, checked and told in terms of YES',
  prepare,
};
