import type { TapeEvent } from '../../../../engine/events.js';
import type { MarketIndex } from '../../../../engine/ids.js';
import type { Usd } from '../../../../engine/units.js';
import type { Ports } from '../../../ports/ports.js';
import type { Timer } from '../../../ports/timers.js';
import type { FeedNews } from '../../venue-adapter.js';
import { finalPayouts } from '../catalog/final-payouts.js';
import { marketFacts } from '../catalog/market-facts.js';
import type { ListedMarket, TokenTable } from '../catalog/token-table.js';
import type { Hosts } from '../hosts.js';
import { readBody } from '../orders/read-pages.js';
import type { PublicRequests } from '../public-requests.js';
import { readClobMarket } from '../wire/clob-market.js';
import { fieldsOf, readList } from '../wire/fields.js';
import { type GammaMarket, readGammaMarket } from '../wire/gamma-market.js';
import { readEach } from '../wire/read-each.js';
import type { EventStamper } from './event-stamper.js';

const EVERY_MS = 60_000;
/** Conditions of one question. */
const BATCH = 20;

export interface RulesPollOptions {
  readonly hosts: Hosts;
  readonly tokens: TokenTable;
  readonly requests: PublicRequests;
  readonly stamper: EventStamper;
  news(news: FeedNews): void;
}

/**
 * Asks every minute what the channel does not tell: rules that changed, and outcomes, since the message of a resolution
 * may never come and does not exist for a split outcome.
 */
export class RulesPoll {
  readonly #ports: Ports;
  readonly #options: RulesPollOptions;
  readonly #paid = new Map<MarketIndex, Usd>();
  #timer: Timer | null = null;
  #isWanted = false;

  constructor(ports: Ports, options: RulesPollOptions) {
    this.#ports = ports;
    this.#options = options;
  }

  /** Rules as of now, of every market: what a tape of this session begins with. */
  start(): void {
    const events = this.rules();
    if (events.length > 0) this.#options.news({ kind: 'events', events });
    this.#isWanted = true;
    this.#later();
  }

  /** Rules in force, of every market. */
  rules(): readonly TapeEvent[] {
    const now = this.#ports.clock.now();
    const { tokens, stamper } = this.#options;
    return tokens.markets.flatMap(({ index }): TapeEvent[] => {
      const facts = tokens.factsOf(index);
      return facts === null
        ? []
        : [{ kind: 'marketFacts', market: index, facts, ...stamper.stamp(now, now) }];
    });
  }

  /** Outcomes that were told. */
  outcomes(): readonly TapeEvent[] {
    const now = this.#ports.clock.now();
    return [...this.#paid].map(([market, payout]) => ({
      ...{ kind: 'resolution', market, payout, label: 'authoritative' },
      ...this.#options.stamper.stamp(now, now),
    }));
  }

  stop(): void {
    this.#isWanted = false;
    if (this.#timer !== null) this.#ports.timers.cancel(this.#timer);
    this.#timer = null;
  }

  /** A resolution that the channel told: it is not told again unless it is another. */
  paid(market: MarketIndex, payout: Usd): void {
    this.#paid.set(market, payout);
  }

  #later(): void {
    this.#timer = this.#ports.timers.after(EVERY_MS, () => {
      void this.poll().then(() => {
        if (this.#isWanted) this.#later();
      });
    });
  }

  async poll(): Promise<void> {
    const markets = this.#options.tokens.markets;
    for (let from = 0; from < markets.length && this.#isWanted; from += BATCH) {
      const batch = markets.slice(from, from + BATCH);
      const open = await this.#read(batch, false);
      for (const gamma of open) await this.#heed(gamma);
      if (open.length === batch.length) continue;
      // Closed markets are listed only when they are asked for.
      for (const gamma of await this.#read(batch, true)) await this.#heed(gamma);
    }
  }

  async #read(batch: readonly ListedMarket[], closed: boolean): Promise<readonly GammaMarket[]> {
    const conditions = batch.map(({ condition }) => `condition_ids=${condition}`).join('&');
    const url = `${this.#options.hosts.gamma}/markets/keyset?limit=100&closed=${closed}&${conditions}`;
    const read = readBody(await this.#options.requests.get(url, 'gamma'), (body) =>
      readEach(readList(fieldsOf(body, 'page'), 'markets'), readGammaMarket),
    );
    const unread = read.kind === 'read' ? read.value.unread : [{ slug: 'a batch', reason: read.reason }];
    for (const { slug, reason } of unread) {
      this.#options.news({ kind: 'unrecognised', detail: `rules of ${slug} could not be read: ${reason}` });
    }
    return read.kind === 'read' ? read.value.values : [];
  }

  async #heed(gamma: GammaMarket): Promise<void> {
    const { tokens, requests, hosts } = this.#options;
    const market = tokens.byCondition(gamma.condition);
    if (market === null) return;
    const events: TapeEvent[] = [];
    this.#outcome(market, gamma, events);
    const result = await requests.get(`${hosts.clob}/clob-markets/${market.condition}`, 'other');
    const clob = readBody(result, readClobMarket);
    // Of a market that is over the order service may know nothing more; while it is open, half the rules are none.
    if (clob.kind === 'read' || gamma.closed === true) {
      this.#rules(market, marketFacts(gamma, clob.kind === 'read' ? clob.value : null), events);
    }
    if (events.length > 0) this.#options.news({ kind: 'events', events });
  }

  #rules(market: ListedMarket, reading: ReturnType<typeof marketFacts>, events: TapeEvent[]): void {
    const { tokens, stamper, news } = this.#options;
    if (reading.kind === 'refused') {
      news({ kind: 'health', market: market.index, healthy: false, reason: reading.reason });
      return;
    }
    if (!tokens.setFacts(market.index, reading.facts)) return;
    const now = this.#ports.clock.now();
    events.push({
      kind: 'marketFacts',
      market: market.index,
      facts: reading.facts,
      ...stamper.stamp(now, now),
    });
  }

  /** Pays only when the market is closed, the oracle is done and the two prices are a payout. */
  #outcome(market: ListedMarket, gamma: GammaMarket, events: TapeEvent[]): void {
    const paid = finalPayouts(gamma);
    if (paid === null) return;
    if (paid === 'no-payout') {
      const [first, second] = gamma.prices ?? [];
      const detail = `${market.slug} is closed at ${first} and ${second}, which is no payout`;
      this.#options.news({ kind: 'unrecognised', detail });
      return;
    }
    const payout = paid.get(market.yes);
    if (payout === undefined) {
      this.#options.news({ kind: 'unrecognised', detail: `${market.slug} is closed with other tokens` });
      return;
    }
    if (this.#paid.get(market.index) === payout) return;
    this.#paid.set(market.index, payout);
    const now = this.#ports.clock.now();
    const stamp = this.#options.stamper.stamp(now, now);
    events.push({ kind: 'resolution', market: market.index, payout, label: 'authoritative', ...stamp });
  }
}
