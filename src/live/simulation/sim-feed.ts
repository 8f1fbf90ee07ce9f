import type { TapeEvent } from '../../engine/events.js';
import { micros, price, shares, usd } from '../../engine/units.js';
import { every } from '../session/every.js';
import type { VenueMarket } from '../venues/fake/exchange/venue-market.js';
import type { MarketFeed } from '../venues/market-feed.js';
import type { FeedNews } from '../venues/venue-adapter.js';
import type { SimProcess } from './sim-process.js';
import type { SimWorld } from './sim-world.js';

/** How often books, rules and outcomes are read. */
const READ_MS = 1_000;

/**
 * Market data for sessions of the simulation: reads books, rules and outcomes of the venue once a second, in process.
 * What goes wrong on market channels is the business of the feed's own tests; here orders are what is tried.
 */
export function simFeed(world: SimWorld, process: SimProcess): MarketFeed {
  let stop = (): void => undefined;
  let sequence = 0;
  const told = new Map<VenueMarket, string>();
  const paid = new Set<VenueMarket>();
  const stamp = () => {
    sequence += 1;
    const now = process.clock.now();
    return { venueTime: now, localTime: now, source: 'sim', sequence };
  };
  const eventsOf = (market: VenueMarket): readonly TapeEvent[] => {
    const events: TapeEvent[] = [];
    const { index } = market.info;
    const facts = world.season.facts[index];
    const rules = JSON.stringify(market.rules);
    if (facts !== undefined && told.get(market) !== rules) {
      told.set(market, rules);
      const tick = price(market.rules.tick);
      const tickBands = [{ from: tick, to: price(10_000 - tick), tick }];
      const status = market.rules.open ? 'open' : 'closed';
      events.push({ ...stamp(), kind: 'marketFacts', market: index, facts: { ...facts, tickBands, status } });
    }
    if (market.payout !== null) {
      if (!paid.has(market)) {
        paid.add(market);
        const payout = usd(market.payout);
        events.push({ ...stamp(), kind: 'resolution', market: index, payout, label: 'authoritative' });
      }
      return events;
    }
    const side = (name: 'bid' | 'ask') =>
      market.book.levels(name).map((level) => ({ price: price(level.price), size: shares(level.size) }));
    events.push({ ...stamp(), kind: 'bookSnapshot', market: index, bids: side('bid'), asks: side('ask') });
    return events;
  };
  /** Markets that somebody quotes, and those that have just ended. */
  const isHeard = (market: VenueMarket): boolean => {
    const start = world.season.starts[market.info.index] ?? micros(0);
    return process.clock.now() >= start - 1_800_000_000 && !paid.has(market);
  };
  return {
    start(listener: (news: FeedNews) => void): void {
      listener({ kind: 'connection', up: true, reason: '' });
      const read = (): void => {
        const events = world.venue.markets.filter(isHeard).flatMap(eventsOf);
        if (events.length > 0) listener({ kind: 'events', events });
      };
      read();
      stop = every(process.timers, { everyMs: READ_MS, run: read }, (cause) => {
        throw cause;
      });
    },
    resnapshot: () => undefined,
    stop: () => {
      stop();
      return Promise.resolve();
    },
  };
}
