import type { Side } from './events.js';
import type { TimeInForce } from './strategy.js';

/** One thing that happens in a naive world. Times in microseconds, prices in 1e-4, sizes in 1e-6 shares. */
export type NaiveEvent =
  | {
      readonly kind: 'quote';
      readonly time: number;
      readonly market: number;
      readonly bid: number | null;
      readonly ask: number | null;
      readonly bidSize: number | null;
      readonly askSize: number | null;
    }
  | { readonly kind: 'gap'; readonly time: number; readonly market: number; readonly from: number }
  | { readonly kind: 'resolution'; readonly time: number; readonly market: number; readonly payout: number };

/** An order of a naive world: decided at `time`, at the venue `latency` later. */
export interface NaiveOrder {
  readonly time: number;
  readonly market: number;
  readonly side: Side;
  readonly limit: number;
  readonly size: number;
  readonly timeInForce: TimeInForce;
  readonly reduceOnly: boolean;
}

/** What a naive world assumes. */
export interface NaiveRules {
  readonly latency: number;
  readonly sizeCap: number;
  readonly staleAfter: number;
}

/** `[order, price, size, fee, liquidity, time]`. */
export type NaiveFill = readonly [number, number, number, number, 'taker' | 'maker', number];

interface Live {
  readonly number: number;
  readonly order: NaiveOrder;
  left: number;
  arrived: boolean;
}

/** What comes first at one instant; orders that arrive follow with turn 1, decisions with turn 2. */
const TURN = { gap: -2, quote: -1, resolution: 0 } as const;

/** 0.05 C p(1 - p), half up to 0.00001 dollars: Polymarket's sports fee of 2026-07. */
function takerFee(price: number, size: number): number {
  const exact = 5n * BigInt(size) * BigInt(price) * BigInt(10_000 - price);
  const unit = 10n ** 11n;
  return Number(((2n * exact + unit) / (2n * unit)) * 10n);
}

/**
 * The simulated venue for quotes once more, from the words of the design and with an arithmetic of its own:
 * money is what YES was bought and sold for, less one dollar set aside for each YES sold short. It knows no
 * limits of cash or risk.
 */
export class NaiveVenue {
  readonly fills: NaiveFill[] = [];
  /** Signed YES shares by market. */
  readonly position = new Map<number, number>();
  fees = 0n;
  #paid = 0n;
  readonly #rules: NaiveRules;
  readonly #events: readonly NaiveEvent[];
  readonly #standing = new Map<number, NaiveEvent & { kind: 'quote' }>();
  readonly #taken = new Map<string, number>();
  readonly #resolved = new Set<number>();
  #open: Live[] = [];

  constructor(events: readonly NaiveEvent[], orders: readonly NaiveOrder[], rules: NaiveRules) {
    this.#rules = rules;
    this.#events = events;
    const acts = [
      ...events.map((event) => ({
        time: event.time,
        turn: TURN[event.kind] as number,
        act: () => this.#happen(event),
      })),
      ...orders.map((order, number) => ({
        time: order.time,
        turn: 2,
        act: () => this.#decide(order, number),
      })),
      ...orders.map((order, number) => ({
        time: order.time + rules.latency,
        turn: rules.latency === 0 ? 2 : 1,
        act: () => this.#arrive(number, order.time + rules.latency),
      })),
    ];
    for (const { act } of acts.sort((a, b) => a.time - b.time || a.turn - b.turn)) act();
  }

  /** Cash with `start` to begin with, 1e-6 dollars: a YES that was sold short has its dollar set aside. */
  cash(start: number): number {
    const short = [...this.position.values()].reduce((sum, size) => sum + Math.max(0, -size), 0);
    return Number(BigInt(start) - this.#paid - this.fees - BigInt(short));
  }

  #held(market: number): number {
    return this.position.get(market) ?? 0;
  }

  #reducible({ market, side }: NaiveOrder): number {
    return side === 'sell' ? this.#held(market) : -this.#held(market);
  }

  #happen(event: NaiveEvent): void {
    const { market } = event;
    const sent = event.time - this.#rules.latency;
    if (event.kind === 'gap') this.#standing.delete(market);
    else if (event.kind === 'resolution') {
      this.#resolved.add(market);
      this.#paid -= (BigInt(this.#held(market)) * BigInt(event.payout)) / 1_000_000n;
      this.position.set(market, 0);
      this.#open = this.#open.filter(({ order }) => order.market !== market || order.time > sent);
    } else {
      this.#standing.set(market, event);
      this.#taken.set(`${market} buy`, 0).set(`${market} sell`, 0);
      const resting = this.#open.filter(({ order, arrived }) => order.market === market && arrived);
      for (const live of resting) this.#match(live, event.time, 'maker');
    }
  }

  #decide(order: NaiveOrder, number: number): void {
    const claims = this.#open.filter(
      (live) => live.order.reduceOnly && live.order.market === order.market && live.order.side === order.side,
    );
    const claimed = claims.reduce((sum, live) => sum + live.left, 0);
    const left = order.reduceOnly ? Math.min(order.size, this.#reducible(order) - claimed) : order.size;
    if (left > 0) this.#open.push({ number, order, left, arrived: false });
  }

  #arrive(number: number, time: number): void {
    const live = this.#open.find((each) => each.number === number);
    if (live === undefined) return;
    const { order } = live;
    const refused =
      this.#resolved.has(order.market) ||
      (order.reduceOnly && this.#reducible(order) <= 0) ||
      this.#meetsItself(order);
    live.arrived = true;
    if (!refused) this.#match(live, time, 'taker');
    if (refused || order.timeInForce !== 'gtc') this.#open = this.#open.filter((each) => each !== live);
  }

  /** An own order waits on the other side where this one would trade. */
  #meetsItself({ market, side, limit }: NaiveOrder): boolean {
    return this.#open.some(({ order, arrived }) => {
      if (!arrived || order.market !== market || order.side === side) return false;
      return side === 'buy' ? order.limit <= limit : order.limit >= limit;
    });
  }

  /** What stands on the other side at `time`; `null` = nothing that can be executed. */
  #touch({ market, side }: NaiveOrder, time: number): { price: number; size: number } | null {
    const quote = this.#standing.get(market);
    if (quote === undefined || time - quote.time > this.#rules.staleAfter) return null;
    const gaps = this.#events.filter((event) => event.kind === 'gap' && event.market === market);
    if (gaps.some((gap) => gap.kind === 'gap' && gap.from <= time && time < gap.time)) return null;
    if (quote.bid !== null && quote.ask !== null && quote.bid > quote.ask) return null;
    const price = side === 'buy' ? quote.ask : quote.bid;
    const there = (side === 'buy' ? quote.askSize : quote.bidSize) ?? this.#rules.sizeCap;
    const taken = this.#taken.get(`${market} ${side}`) ?? 0;
    return price === null ? null : { price, size: Math.max(0, there - taken) };
  }

  #match(live: Live, time: number, liquidity: 'taker' | 'maker'): void {
    const { order } = live;
    const { market, side, limit } = order;
    const touch = this.#touch(order, time);
    if (touch === null) return;
    const better = side === 'buy' ? limit - touch.price : touch.price - limit;
    if (better < 0 || (liquidity === 'maker' && better === 0)) return;
    const most = order.reduceOnly ? Math.max(0, this.#reducible(order)) : Number.POSITIVE_INFINITY;
    const size = Math.min(live.left, touch.size, most);
    if (size === 0 || (order.timeInForce === 'fok' && size < live.left)) return;
    const key = `${market} ${side}`;
    this.#taken.set(key, (this.#taken.get(key) ?? 0) + size);
    const price = liquidity === 'taker' ? touch.price : limit;
    const fee = liquidity === 'taker' ? takerFee(price, size) : 0;
    const signed = side === 'buy' ? size : -size;
    this.#paid += (BigInt(signed) * BigInt(price)) / 10_000n;
    this.fees += BigInt(fee);
    this.position.set(market, this.#held(market) + signed);
    live.left -= size;
    if (live.left === 0) this.#open = this.#open.filter((each) => each !== live);
    this.fills.push([live.number, price, size, fee, liquidity, time]);
  }
}
