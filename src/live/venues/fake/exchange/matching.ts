import type { Side } from '../../../../engine/events.js';
import type { Clock } from '../../../ports/clock.js';
import type { ExchangeListener } from './exchange-listener.js';
import type { Settlement } from './settlement.js';
import { costOf } from './venue-account.js';
import { type BookSide, isBetter, otherSide } from './venue-book.js';
import { opposite, type VenueMarket } from './venue-market.js';
import type { VenueOrder } from './venue-order.js';
import { type TradeLeg, takerFee, type VenueTrade } from './venue-trade.js';

/** Names and chance that matching needs. */
export interface MatchingSources {
  /** A fresh id of a trade. */
  tradeId(): string;
  /** A fresh 32-byte hash in hex: strangers' orders, transactions. */
  hash(): string;
  /** True in `share` of the cases. */
  chance(share: number): boolean;
}

interface Fill {
  readonly order: VenueOrder | null;
  readonly size: number;
}

/** Share of strangers who trade the other token: a mint or a merge instead of a transfer. */
const COMPLEMENTARY_SHARE = 0.4;

/** Matches by price, then by time; recorded liquidity stands before the accounts' orders at a price. */
export class Matching {
  readonly #clock: Clock;
  readonly #sources: MatchingSources;
  readonly #settlement: Settlement;
  readonly #listener: ExchangeListener;
  /** Tells that an order has nothing left. */
  readonly #filled: (order: VenueOrder) => void;

  constructor(parts: {
    clock: Clock;
    sources: MatchingSources;
    settlement: Settlement;
    listener: ExchangeListener;
    filled: (order: VenueOrder) => void;
  }) {
    this.#clock = parts.clock;
    this.#sources = parts.sources;
    this.#settlement = parts.settlement;
    this.#listener = parts.listener;
    this.#filled = parts.filled;
  }

  /** What `order` would find within its limit: shares, and whether it would be whole. */
  available(order: VenueOrder): { readonly shares: number; readonly whole: boolean } {
    const { book } = order.request.market;
    const side = otherSide(order.bookSide);
    const own = new Map<number, number>();
    for (const resting of book.resting(side)) {
      if (resting.request.account !== order.request.account) continue;
      own.set(resting.yesPrice, (own.get(resting.yesPrice) ?? 0) + resting.remaining);
    }
    const found = { shares: 0, money: 0 };
    for (const { price, size } of book.levels(side)) {
      if (isBetter(side, order.yesPrice, price)) break;
      const taken = Math.min(size - (own.get(price) ?? 0), order.takes(price, found));
      found.shares += taken;
      found.money += costOf(order.ownPrice(price), taken);
    }
    return { shares: found.shares, whole: order.takes(order.yesPrice, found) === 0 };
  }

  /** Executes what can be: one trade for each price. */
  take(order: VenueOrder): readonly VenueTrade[] {
    const trades: VenueTrade[] = [];
    for (;;) {
      const price = order.remaining > 0 ? this.#bestFor(order) : null;
      if (price === null) return trades;
      const { bookSide, request } = order;
      const taker = { order, bookSide };
      trades.push(this.#trade(request.market, price, { taker, makers: this.#makersAt(order, price) }));
    }
  }

  /** A stranger trades `size` at `limit` or better with whoever of the accounts rests on `side`. */
  hit(market: VenueMarket, side: BookSide, { limit, size }: { limit: number; size: number }): number {
    let left = size;
    while (left > 0) {
      const price = market.book.resting(side)[0]?.yesPrice;
      if (price === undefined || isBetter(side, limit, price)) break;
      const makers: Fill[] = [];
      for (const order of market.book.resting(side)) {
        if (order.yesPrice !== price || left === 0) break;
        const queued = limit === price ? Math.min(order.ahead, left) : 0;
        order.ahead -= queued;
        const taken = Math.min(order.remaining, left - queued);
        left -= queued + taken;
        if (taken > 0) makers.push({ order, size: taken });
      }
      if (makers.length === 0) break;
      this.#trade(market, price, { taker: { order: null, bookSide: otherSide(side) }, makers });
    }
    return size - left;
  }

  #bestFor(order: VenueOrder): number | null {
    const side = otherSide(order.bookSide);
    const { book } = order.request.market;
    const recorded = book.bestRecorded(side);
    const account = order.request.account;
    const other = book.resting(side).find(({ request }) => request.account !== account)?.yesPrice ?? null;
    const best =
      recorded === null || other === null
        ? (recorded ?? other)
        : isBetter(side, other, recorded)
          ? other
          : recorded;
    return best === null || isBetter(side, order.yesPrice, best) ? null : best;
  }

  #makersAt(order: VenueOrder, price: number): readonly Fill[] {
    const side = otherSide(order.bookSide);
    const { book } = order.request.market;
    const wanted = order.takes(price, { shares: 0, money: 0 });
    const recorded = Math.min(wanted, book.recordedAt(side, price));
    const makers: Fill[] = recorded > 0 ? [{ order: null, size: recorded }] : [];
    book.setRecorded(side, price, book.recordedAt(side, price) - recorded);
    let left = wanted - recorded;
    for (const maker of book.resting(side)) {
      if (maker.yesPrice !== price || maker.request.account === order.request.account || left === 0) continue;
      const size = Math.min(left, maker.remaining);
      left -= size;
      makers.push({ order: maker, size });
    }
    return makers;
  }

  #trade(
    market: VenueMarket,
    yesPrice: number,
    { taker, makers }: { taker: { order: VenueOrder | null; bookSide: BookSide }; makers: readonly Fill[] },
  ): VenueTrade {
    const size = makers.reduce((sum, fill) => sum + fill.size, 0);
    const now = Math.floor(this.#clock.now() / 1_000);
    const takerLeg = this.#leg(taker.order, taker.bookSide, { yesPrice, size });
    const fee = taker.order === null ? 0 : takerFee(market.rules.takerRate, yesPrice, size);
    const trade: VenueTrade = {
      id: this.#sources.tradeId(),
      market,
      taker: { ...takerLeg, fee },
      makers: makers.map((fill) =>
        this.#leg(fill.order, otherSide(taker.bookSide), { yesPrice, size: fill.size }),
      ),
      matchedMs: now,
      updatedMs: now,
      transactionHash: this.#sources.hash(),
      status: 'MATCHED',
    };
    this.#countFills(trade, taker.order, { makers, yesPrice });
    market.lastTrade = yesPrice;
    this.#settlement.begin(trade);
    const takerSide: Side = taker.bookSide === 'bid' ? 'buy' : 'sell';
    this.#listener.printed({ market, price: yesPrice, size, takerSide, trade });
    for (const { order } of makers) if (order !== null) this.#listener.order(order, 'UPDATE');
    return trade;
  }

  #leg(
    order: VenueOrder | null,
    bookSide: BookSide,
    { yesPrice, size }: { yesPrice: number; size: number },
  ): TradeLeg {
    if (order !== null) {
      const { outcome, side } = order.request;
      return { orderId: order.id, order, outcome, side, price: order.ownPrice(yesPrice), size, fee: 0 };
    }
    const complementary = this.#sources.chance(COMPLEMENTARY_SHARE);
    const side: Side = (bookSide === 'bid') === complementary ? 'sell' : 'buy';
    const outcome = complementary ? opposite('yes') : 'yes';
    const price = complementary ? 10_000 - yesPrice : yesPrice;
    return { orderId: this.#sources.hash(), order: null, outcome, side, price, size, fee: 0 };
  }

  #countFills(
    trade: VenueTrade,
    taker: VenueOrder | null,
    { makers, yesPrice }: { readonly makers: readonly Fill[]; readonly yesPrice: number },
  ): void {
    const fills = taker === null ? makers : [...makers, { order: taker, size: trade.taker.size }];
    for (const { order, size } of fills) {
      if (order === null) continue;
      order.match(size, yesPrice);
      order.trades.push(trade.id);
      order.request.market.book.touched(order);
      if (order.remaining === 0) this.#filled(order);
    }
  }
}
