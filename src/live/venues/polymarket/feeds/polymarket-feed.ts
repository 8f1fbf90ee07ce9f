import type { GameIndex } from '../../../../engine/ids.js';
import type { Usd } from '../../../../engine/units.js';
import type { ScoreOrder } from '../../../../strategies/sport/feeds/feed-reading.js';
import type { Ports } from '../../../ports/ports.js';
import type { FeedCounts, MarketFeed } from '../../market-feed.js';
import type { FeedNews } from '../../venue-adapter.js';
import type { TokenTable } from '../catalog/token-table.js';
import { MARKET_SOURCE, SPORTS_SOURCE } from '../catalog/venue-catalog.js';
import type { Hosts } from '../hosts.js';
import { readBody } from '../orders/read-pages.js';
import type { PublicRequests } from '../public-requests.js';
import { fieldsOf } from '../wire/fields.js';
import { readBook } from '../wire/market-message.js';
import { wireFault } from '../wire/wire-fault.js';
import type { ReadBooks } from './book-canary.js';
import { EventStamper } from './event-stamper.js';
import { FeedInbox } from './feed-inbox.js';
import { MarketShard } from './market-shard.js';
import { readPayouts } from './read-payouts.js';
import { RulesPoll } from './rules-poll.js';
import { SportsChannel } from './sports-channel.js';

/** Beyond some 500 tokens a connection leaves out snapshots and stalls; nautilus_trader keeps to 200. */
const MARKETS_OF_SHARD = 100;

export interface PolymarketFeedOptions {
  readonly hosts: Hosts;
  readonly tokens: TokenTable;
  readonly games: ReadonlyMap<string, GameIndex>;
  readonly scoreOrders: ReadonlyMap<string, ScoreOrder>;
  readonly requests: PublicRequests;
}

/** Market data of Polymarket in terms of YES: books, trades, rules, outcomes and states of games. */
export class PolymarketFeed implements MarketFeed {
  readonly #ports: Ports;
  readonly #options: PolymarketFeedOptions;
  #parts: Parts | null = null;
  #counted: FeedCounts = { lost: 0, unreadable: 0 };

  constructor(ports: Ports, options: PolymarketFeedOptions) {
    this.#ports = ports;
    this.#options = options;
  }

  start(listener: (news: FeedNews) => void): void {
    if (this.#parts !== null) return;
    this.#parts = new Parts(this.#ports, this.#options, listener);
    this.#parts.start();
  }

  resnapshot(): void {
    this.#parts?.resnapshot();
  }

  hold(): void {
    this.#parts?.inbox.hold();
  }

  release(): void {
    this.#parts?.inbox.release();
  }

  stop(): Promise<void> {
    this.#counted = this.counts();
    this.#parts?.stop();
    this.#parts = null;
    return Promise.resolve();
  }

  payouts(instruments: readonly string[]): Promise<ReadonlyMap<string, Usd>> {
    return readPayouts(this.#options, instruments);
  }

  counts(): FeedCounts {
    if (this.#parts === null) return this.#counted;
    const sum = { lost: 0, unreadable: 0 };
    for (const { counts } of this.#parts.shards) {
      sum.lost += counts.lost;
      sum.unreadable += counts.unreadable;
    }
    return sum;
  }
}

/** Everything of one start. */
class Parts {
  readonly inbox: FeedInbox;
  readonly shards: readonly MarketShard[];
  readonly #rules: RulesPoll;
  readonly #sports: SportsChannel;
  readonly #options: PolymarketFeedOptions;
  #told: string | null = null;

  constructor(ports: Ports, options: PolymarketFeedOptions, listener: (news: FeedNews) => void) {
    const { hosts, tokens, games, scoreOrders, requests } = options;
    this.#options = options;
    this.inbox = new FeedInbox(listener, (isPaused) => {
      for (const shard of this.shards) isPaused ? shard.pause() : shard.resume();
    });
    const stamper = new EventStamper(MARKET_SOURCE);
    const news = (each: FeedNews) => this.#pass(each);
    this.#rules = new RulesPoll(ports, { hosts, tokens, requests, stamper, news });
    this.#sports = new SportsChannel(ports, {
      ...{ url: hosts.sportsSocket, games, scoreOrders, news },
      stamper: new EventStamper(SPORTS_SOURCE),
    });
    const { markets } = tokens;
    const count = Math.ceil(markets.length / MARKETS_OF_SHARD);
    this.shards = Array.from(
      { length: count },
      (_, shard) =>
        new MarketShard(ports, {
          ...{ url: hosts.marketSocket, tokens, stamper, news },
          markets: markets.slice(shard * MARKETS_OF_SHARD, (shard + 1) * MARKETS_OF_SHARD),
          readBooks: (of) => this.#readBooks(of),
          up: (_isUp, reason) => this.#connection(reason),
        }),
    );
  }

  start(): void {
    this.#rules.start();
    for (const shard of this.shards) shard.start();
    this.#sports.start();
    this.#connection('not connected yet');
  }

  stop(): void {
    this.#rules.stop();
    this.#sports.stop();
    for (const shard of this.shards) shard.stop();
  }

  resnapshot(): void {
    const books = this.shards.flatMap((shard) => shard.snapshots());
    const events = [...this.#rules.rules(), ...books, ...this.#sports.states(), ...this.#rules.outcomes()];
    if (events.length > 0) this.#pass({ kind: 'events', events });
  }

  #pass(news: FeedNews): void {
    if (news.kind === 'events') {
      for (const event of news.events) {
        if (event.kind === 'resolution') this.#rules.paid(event.market, event.payout);
      }
    }
    this.inbox.push(news);
  }

  /** Up when every connection is: told at each change. */
  #connection(reason: string): void {
    const up = this.shards.every(({ isUp }) => isUp);
    const told = up ? '' : reason;
    if (this.#told === told) return;
    this.#told = told;
    this.#pass({ kind: 'connection', up, reason: told });
  }

  readonly #readBooks: ReadBooks = async (of) => {
    const body = JSON.stringify(of.map((token) => ({ token_id: token })));
    const read = readBody(
      await this.#options.requests.ask(`${this.#options.hosts.clob}/books`, 'book', body),
      (books) => {
        if (!Array.isArray(books)) throw wireFault('books', books, 'a list');
        return books.map((book) => readBook(fieldsOf(book, 'book')));
      },
    );
    return read.kind === 'read' ? read.value : null;
  };
}
