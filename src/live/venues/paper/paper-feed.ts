import type { MarketFeed } from '../market-feed.js';
import type { PaperVenue } from './paper-venue.js';

/** A feed whose events happen at the paper venue first, as they do at a real one. */
export function throughPaper(feed: MarketFeed, venue: PaperVenue): MarketFeed {
  return {
    start: (listener) =>
      feed.start((news) => {
        if (news.kind === 'events') venue.happen(news.events);
        listener(news);
      }),
    resnapshot: () => feed.resnapshot(),
    hold: () => feed.hold(),
    release: () => feed.release(),
    counts: () => feed.counts(),
    payouts: async (instruments) => {
      const paid = await feed.payouts(instruments);
      for (const [instrument, each] of paid) venue.redeem(instrument, each);
      return paid;
    },
    stop: () => feed.stop(),
  };
}
