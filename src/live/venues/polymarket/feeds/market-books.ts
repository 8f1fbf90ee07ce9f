import type { MarketFacts, TapeEvent } from '../../../../engine/events.js';
import { complement, type Micros, PRICE_ONE, type Price, price, usd } from '../../../../engine/units.js';
import type { ListedMarket, ListedToken, TokenTable } from '../catalog/token-table.js';
import type { BookMessage, MarketMessage, PriceChange } from '../wire/market-message.js';
import { faultValue } from '../wire/wire-fault.js';
import type { EventStamper } from './event-stamper.js';
import { TokenBook } from './token-book.js';

/** What a frame came to. Filled anew for each; its lists are the caller's until the next. */
export interface Heard {
  readonly events: TapeEvent[];
  /** Tokens whose book had to be dropped, and why: a fresh one is wanted. */
  readonly lost: { readonly token: string; readonly reason: string }[];
  /** Tokens whose book became known. */
  readonly known: string[];
  readonly unrecognised: string[];
  /** Tokens that were spoken of. */
  readonly heard: Set<string>;
}

const nothing = (): Heard => ({ events: [], lost: [], known: [], unrecognised: [], heard: new Set() });

/**
 * Books of the tokens of one connection, and what their messages are in terms of YES. Both tokens of a market are
 * kept: events come from YES, and NO shows whether it is the mirror image that everybody takes it for.
 * Nothing here waits or reads a clock.
 */
export class MarketBooks {
  readonly #tokens: TokenTable;
  readonly #stamper: EventStamper;
  readonly #books = new Map<string, TokenBook>();

  constructor(tokens: TokenTable, stamper: EventStamper, of: readonly string[]) {
    this.#tokens = tokens;
    this.#stamper = stamper;
    for (const token of of) this.#books.set(token, new TokenBook());
  }

  book(token: string): TokenBook | null {
    return this.#books.get(token) ?? null;
  }

  get all(): ReadonlyMap<string, TokenBook> {
    return this.#books;
  }

  /** Takes the messages of one frame. */
  hear(messages: readonly MarketMessage[], localTime: Micros): Heard {
    const heard = nothing();
    for (const message of messages) this.#take(message, localTime, heard);
    return heard;
  }

  /** A market's YES book whole, as an event; `null` = not known. */
  snapshot({ yes, index }: ListedMarket, localTime: Micros): TapeEvent | null {
    const book = this.#books.get(yes);
    if (book === undefined || !book.isKnown) return null;
    const stamp = this.#stamper.stamp(book.venueTime, localTime);
    return { kind: 'bookSnapshot', market: index, ...book.levels(), ...stamp };
  }

  /** Whether the two books of a market are mirror images at the touch; `null` = one of them is not known. */
  isMirrored({ yes, no }: ListedMarket): boolean | null {
    const [one, other] = [this.#books.get(yes), this.#books.get(no)];
    if (!one?.isKnown || !other?.isKnown) return null;
    return one.bestBid === mirrored(other.bestAsk) && one.bestAsk === mirrored(other.bestBid);
  }

  #take(message: MarketMessage, localTime: Micros, heard: Heard): void {
    switch (message.kind) {
      case 'price-change':
        this.#change(message, localTime, heard);
        return;
      case 'book':
        this.#replace(message, localTime, heard);
        return;
      case 'trade':
        this.#trade(message, localTime, heard);
        return;
      case 'tick':
        this.#tick(message, localTime, heard);
        return;
      case 'resolved':
        this.#resolve(message, localTime, heard);
        return;
      case 'touch':
        heard.heard.add(message.token);
        return;
      case 'new-market':
        return;
      case 'unrecognised':
        heard.unrecognised.push(message.detail);
        return;
      default:
        this.#unreadable(message, heard);
    }
  }

  #change(message: Extract<MarketMessage, { kind: 'price-change' }>, localTime: Micros, heard: Heard): void {
    const { at, changes } = message;
    for (const change of changes) {
      const book = this.#books.get(change.token);
      if (book === undefined) continue;
      heard.heard.add(change.token);
      if (!book.isKnown) continue;
      book.apply(change, at);
      const listed = this.#tokens.token(change.token);
      if (listed?.outcome !== 'yes') continue;
      const { side, price: level, size } = change;
      heard.events.push({
        kind: 'bookDelta',
        market: listed.market.index,
        ...{ side, price: level, size },
        ...this.#stamper.stamp(at, localTime),
      });
    }
    for (let last = changes.length - 1; last >= 0; last -= 1) {
      const change = changes[last];
      const isLastOfToken =
        change !== undefined && changes.findLast(({ token }) => token === change.token) === change;
      if (isLastOfToken) this.#check(change, heard);
    }
  }

  /** After all of a message: the touch must be the one that it tells, and no book may be crossed. */
  #check({ token, hasTouch, bestBid, bestAsk }: PriceChange, heard: Heard): void {
    const book = this.#books.get(token);
    if (book === undefined || !book.isKnown) return;
    if (hasTouch && (book.bestBid !== bestBid || book.bestAsk !== bestAsk)) {
      this.#lose(token, 'its touch is not the one that was told', heard);
    } else if (book.isCrossed) this.#lose(token, 'it is crossed', heard);
  }

  #lose(token: string, reason: string, heard: Heard): void {
    this.#books.get(token)?.drop();
    heard.lost.push({ token, reason });
  }

  #replace(message: BookMessage, localTime: Micros, heard: Heard): void {
    const book = this.#books.get(message.token);
    const listed = this.#tokens.token(message.token);
    if (book === undefined || listed === null) return;
    heard.heard.add(message.token);
    const { bids, asks } = message;
    if (bids[0] !== undefined && asks[0] !== undefined && bids[0].price >= asks[0].price) {
      this.#lose(message.token, 'it is crossed', heard);
      return;
    }
    const isSame = book.isKnown && book.agrees(message);
    if (!book.isKnown) heard.known.push(message.token);
    book.replace(message);
    this.#learnTick(listed, message.tick, { at: message.at, localTime, heard });
    if (isSame || listed.outcome !== 'yes') return;
    const stamp = this.#stamper.stamp(message.at, localTime);
    heard.events.push({ kind: 'bookSnapshot', market: listed.market.index, bids, asks, ...stamp });
  }

  #trade(message: Extract<MarketMessage, { kind: 'trade' }>, localTime: Micros, heard: Heard): void {
    const listed = this.#tokens.token(message.token);
    if (listed === null || !this.#books.has(message.token)) return;
    heard.heard.add(message.token);
    if (message.size === 0) return;
    const isYes = listed.outcome === 'yes';
    heard.events.push({
      kind: 'trade',
      market: listed.market.index,
      price: isYes ? message.price : complement(message.price),
      size: message.size,
      takerSide: isYes === (message.side === 'buy') ? 'buy' : 'sell',
      ...this.#stamper.stamp(message.at, localTime),
    });
  }

  #tick(message: Extract<MarketMessage, { kind: 'tick' }>, localTime: Micros, heard: Heard): void {
    const listed = this.#tokens.token(message.token);
    if (listed === null || !this.#books.has(message.token)) return;
    heard.heard.add(message.token);
    // Levels of one grid say nothing about another: the venue sends the book again.
    this.#lose(message.token, 'its tick changed', heard);
    this.#learnTick(listed, message.tick, { at: message.at, localTime, heard });
  }

  #learnTick(
    { market }: ListedToken,
    tick: Price | null,
    { at, localTime, heard }: { readonly at: Micros; readonly localTime: Micros; readonly heard: Heard },
  ): void {
    const facts = this.#tokens.factsOf(market.index);
    if (tick === null || tick === 0 || facts === null) return;
    const changed = withTick(facts, tick);
    if (!this.#tokens.setFacts(market.index, changed)) return;
    const stamp = this.#stamper.stamp(at, localTime);
    heard.events.push({ kind: 'marketFacts', market: market.index, facts: changed, ...stamp });
  }

  #resolve(message: Extract<MarketMessage, { kind: 'resolved' }>, localTime: Micros, heard: Heard): void {
    const market = this.#tokens.byCondition(message.condition);
    if (market === null || !this.#books.has(market.yes)) return;
    if (message.winner !== market.yes && message.winner !== market.no) {
      heard.unrecognised.push(`the winner of ${market.slug} is neither of its tokens`);
      return;
    }
    heard.events.push({
      kind: 'resolution',
      market: market.index,
      payout: usd(message.winner === market.yes ? 1_000_000 : 0),
      label: 'authoritative',
      ...this.#stamper.stamp(message.at, localTime),
    });
  }

  /** A message was lost: every book that it may have changed is not known any more. */
  #unreadable(message: Extract<MarketMessage, { kind: 'unreadable' }>, heard: Heard): void {
    heard.unrecognised.push(`${message.fault.message}: ${faultValue(message.fault)}`);
    const named = message.tokens.filter((token) => this.#books.has(token));
    for (const token of named.length > 0 ? named : this.#books.keys()) {
      if (this.#books.get(token)?.isKnown) this.#lose(token, 'a message could not be read', heard);
    }
  }
}

const mirrored = (touch: Price | null): Price | null => (touch === null ? null : complement(touch));

/** The same rules on another grid. */
export const withTick = (facts: MarketFacts, tick: Price): MarketFacts => ({
  ...facts,
  tickBands: [{ from: tick, to: price(PRICE_ONE - tick), tick }],
});
