import type { MarketFacts, TapeEvent } from '../../../../engine/events.js';
import type { Clock } from '../../../ports/clock.js';
import type { Timer, Timers } from '../../../ports/timers.js';
import { refusalByBalance, refusalByRules } from './admission.js';
import type { ExchangeListener } from './exchange-listener.js';
import { OracleLedger } from './ledger.js';
import { Matching, type MatchingSources } from './matching.js';
import { type RedemptionPlan, Settlement, type SettlementPlan } from './settlement.js';
import type { VenueAccount } from './venue-account.js';
import { type BookSide, isBetter, type Level, otherSide } from './venue-book.js';
import type { VenueMarket, VenueRules } from './venue-market.js';
import { type OrderRequest, type OrderStatus, VenueOrder } from './venue-order.js';
import type { VenueTrade } from './venue-trade.js';

/** What came of an order. */
export type Placed =
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'accepted'; readonly order: VenueOrder; readonly trades: readonly VenueTrade[] };

/** What an exchange is made of. */
export interface ExchangeOptions {
  readonly markets: readonly VenueMarket[];
  readonly clock: Clock;
  readonly timers: Timers;
  readonly sources: MatchingSources;
  readonly settlement: SettlementPlan;
  readonly redeemAfterMs: RedemptionPlan;
  readonly listener: ExchangeListener;
  /** Stands for the size of a quote whose size was not recorded, 1e-6 shares. */
  readonly unknownSize: number;
}

/** GTD orders end this long before their stated expiry, seconds. */
const EXPIRY_EARLY_SECONDS = 60;
const FOK_UNFILLED = "order couldn't be fully filled. FOK orders are fully filled or killed.";
const FAK_UNMATCHED =
  'no orders found to match with FAK order. FAK orders are partially filled or killed if no match is found.';

/** Accounts, orders and trades over the books of a recording. */
export class Exchange {
  readonly ledger = new OracleLedger();
  readonly settlement: Settlement;
  readonly accounts = new Map<string, VenueAccount>();
  /** Every order that the venue ever took, by id. */
  readonly orders = new Map<string, VenueOrder>();
  readonly #options: ExchangeOptions;
  readonly #matching: Matching;
  readonly #starts = new Map<VenueMarket, Timer>();

  constructor(options: ExchangeOptions) {
    const { clock, timers, listener, sources } = options;
    this.#options = options;
    this.settlement = new Settlement({
      clock,
      timers,
      listener,
      plan: options.settlement,
      redeemAfterMs: options.redeemAfterMs,
      ledger: this.ledger,
    });
    this.#matching = new Matching({
      clock,
      sources,
      settlement: this.settlement,
      listener,
      filled: (order) => this.#close(order, 'matched'),
    });
  }

  addAccount(account: VenueAccount): void {
    this.accounts.set(account.signer, account);
    this.ledger.deposit(account.wallet, account.cash);
  }

  nowMs(): number {
    return Math.floor(this.#options.clock.now() / 1_000);
  }

  place(request: OrderRequest): Placed {
    const { market, account, postOnly } = request;
    if (this.orders.has(request.id)) return refused(`order ${request.id} is invalid. Duplicated.`);
    const order = new VenueOrder(request, this.nowMs());
    const available = this.#matching.available(order);
    const taking = available.shares > 0;
    const refusal =
      refusalByRules(request, this.nowMs()) ??
      (postOnly && taking ? 'invalid post-only order: order crosses book' : null) ??
      (taking ? this.#refusalByValue(request) : null) ??
      refusalByBalance(request, taking) ??
      (market.rules.takerDelayMs > 0 && taking ? null : unfillable(order, available));
    if (refusal !== null) return refused(refusal);
    this.orders.set(order.id, order);
    account.open.add(order);
    if (taking && market.rules.takerDelayMs > 0) {
      order.status = 'delayed';
      this.#options.listener.order(order, 'PLACEMENT');
      this.#options.timers.after(market.rules.takerDelayMs, () => this.#endDelay(order));
      return { kind: 'accepted', order, trades: [] };
    }
    this.#options.listener.order(order, 'PLACEMENT');
    const trades = this.#execute(order);
    this.#options.listener.bookChanged(market, false);
    return { kind: 'accepted', order, trades };
  }

  /** Takes an open order off the book. False = it was not open, or is held. */
  cancel(order: VenueOrder, status: OrderStatus = 'cancelled'): boolean {
    if (order.status !== 'live') return false;
    this.#end(order, status);
    this.#options.listener.bookChanged(order.request.market, false);
    return true;
  }

  /** Takes one event of the recording. Outcomes, rules and books change by it; the accounts' orders match. */
  apply(event: TapeEvent): void {
    if (event.kind === 'gameState' || event.kind === 'pricePoint' || event.kind === 'feedGap') return;
    const market = this.#options.markets[event.market];
    if (market === undefined) return;
    switch (event.kind) {
      case 'quote': {
        const unknown = this.#options.unknownSize;
        market.book.replaceRecorded('bid', touch(event.bid, event.bidSize ?? unknown));
        market.book.replaceRecorded('ask', touch(event.ask, event.askSize ?? unknown));
        this.#bookMoved(market, false);
        return;
      }
      case 'bookSnapshot':
        market.book.replaceRecorded('bid', event.bids);
        market.book.replaceRecorded('ask', event.asks);
        this.#bookMoved(market, true);
        return;
      case 'bookDelta':
        market.book.setRecorded(event.side, event.price, event.size);
        this.#bookMoved(market, false);
        return;
      case 'trade':
        this.#printed(market, event);
        return;
      case 'marketFacts':
        this.#newRules(market, event.facts);
        return;
      case 'resolution':
        this.resolve(market, event.payout);
    }
  }

  /** Ends a market: open orders go, every share is paid. A second outcome of the same market changes nothing. */
  resolve(market: VenueMarket, payout: number): void {
    if (market.payout !== null) return;
    market.rules = { ...market.rules, open: false };
    for (const order of this.#openIn(market)) this.#end(order, 'market-resolved');
    market.payout = payout;
    this.ledger.resolved(market.tokens.yes, payout);
    this.ledger.resolved(market.tokens.no, 1_000_000 - payout);
    this.settlement.payOut(market, this.accounts.values());
    this.#options.listener.bookChanged(market, false);
    this.#options.listener.resolved(market);
  }

  /** Changes rules of a market; the start is watched anew. */
  setRules(market: VenueMarket, rules: Partial<VenueRules>): void {
    const before = market.rules;
    market.rules = { ...before, ...rules };
    if (market.rules.startMs !== before.startMs) this.#watchStart(market);
    this.#options.listener.rulesChanged(market, before);
  }

  #refusalByValue({ side, price, size, market }: OrderRequest): string | null {
    const { minimumNotional } = market.rules;
    const amount = (price * size) / 10_000;
    if (side === 'sell' || amount >= minimumNotional) return null;
    return `invalid amount for a marketable BUY order ($${amount / 1e6}), min size: $${minimumNotional / 1e6}`;
  }

  #endDelay(order: VenueOrder): void {
    if (order.status !== 'delayed') return;
    const { account, market } = order.request;
    // Checked again as if it came now; what it has locked itself does not count against it.
    account.open.delete(order);
    const available = this.#matching.available(order);
    const still = market.rules.open && market.payout === null;
    const refusal = still ? refusalByBalance(order.request, available.shares > 0) : 'market closed';
    account.open.add(order);
    order.status = 'live';
    if (refusal !== null || unfillable(order, available) !== null) {
      this.#end(order, refusal === null ? 'cancelled' : 'invalid');
      return;
    }
    this.#execute(order);
    if (order.isOpen) this.#options.listener.order(order, 'UPDATE');
    this.#options.listener.bookChanged(market, false);
  }

  /** Matches an order that may execute now, and rests what is left of it. */
  #execute(order: VenueOrder): readonly VenueTrade[] {
    const { type, market, expiration } = order.request;
    const trades = this.#matching.take(order);
    if (trades.length > 0) this.#options.listener.order(order, 'UPDATE');
    if (order.remaining === 0) return trades;
    if (type === 'FOK' || type === 'FAK') {
      this.#end(order, 'cancelled');
      return trades;
    }
    order.ahead = market.book.recordedAt(order.bookSide, order.yesPrice);
    market.book.add(order);
    if (type === 'GTD') {
      const endMs = (expiration - EXPIRY_EARLY_SECONDS) * 1_000;
      this.#options.timers.after(Math.max(0, endMs - this.nowMs()), () => this.cancel(order));
    }
    return trades;
  }

  #end(order: VenueOrder, status: OrderStatus): void {
    this.#close(order, status);
    this.#options.listener.order(order, 'CANCELLATION');
  }

  #close(order: VenueOrder, status: OrderStatus): void {
    order.status = status;
    order.request.account.open.delete(order);
    order.request.market.book.remove(order);
  }

  #openIn(market: VenueMarket): readonly VenueOrder[] {
    const open = [...this.accounts.values()].flatMap((account) => [...account.open]);
    return open.filter((order) => order.request.market === market);
  }

  #bookMoved(market: VenueMarket, whole: boolean): void {
    for (const side of ['bid', 'ask'] as const) if (market.book.hasResting(side)) this.#meet(market, side);
    this.#options.listener.bookChanged(market, whole);
  }

  /** Orders that the recorded book has come to: it takes them at their price. */
  #meet(market: VenueMarket, side: BookSide): void {
    const other = otherSide(side);
    for (;;) {
      const order = market.book.resting(side)[0];
      const best = market.book.bestRecorded(other);
      if (order === undefined || best === null || isBetter(side, best, order.yesPrice)) return;
      const size = Math.min(order.remaining, market.book.recordedAt(other, best));
      market.book.setRecorded(other, best, market.book.recordedAt(other, best) - size);
      order.ahead = 0;
      this.#matching.hit(market, side, { limit: order.yesPrice, size });
    }
  }

  #printed(market: VenueMarket, event: TapeEvent & { kind: 'trade' }): void {
    const { price, size, takerSide } = event;
    market.lastTrade = price;
    this.#options.listener.printed({ market, price, size, takerSide, trade: null });
    this.#matching.hit(market, takerSide === 'buy' ? 'ask' : 'bid', { limit: price, size });
    this.#options.listener.bookChanged(market, false);
  }

  #newRules(market: VenueMarket, facts: MarketFacts): void {
    const { fee, startTime } = facts;
    this.setRules(market, {
      // One tick a market at this venue: the finest that is in force.
      tick: facts.tickBands.reduce((least, { tick }) => Math.min(least, tick), 1_000),
      minimumSize: facts.minimumSize,
      minimumNotional: facts.minimumNotional,
      ...(fee !== null && { takerRate: fee.takerRate }),
      takerDelayMs: facts.takerDelayMs,
      startMs: startTime === null ? null : Math.floor(startTime / 1_000),
      clearAtStart: facts.clearAtStart,
      open: facts.status === 'open' && market.payout === null,
    });
  }

  #watchStart(market: VenueMarket): void {
    const before = this.#starts.get(market);
    if (before !== undefined) this.#options.timers.cancel(before);
    const { startMs, clearAtStart } = market.rules;
    if (startMs === null || !clearAtStart || startMs < this.nowMs()) return;
    const timer = this.#options.timers.after(startMs - this.nowMs(), () => {
      for (const order of this.#openIn(market)) this.cancel(order);
    });
    this.#starts.set(market, timer);
  }
}

const refused = (reason: string): Placed => ({ kind: 'refused', reason });

/** Why an order that must execute at once cannot; `null` = it can, or may rest. */
function unfillable(
  { request: { type } }: VenueOrder,
  available: { readonly shares: number; readonly whole: boolean },
): string | null {
  if (type === 'FOK' && !available.whole) return FOK_UNFILLED;
  return type === 'FAK' && available.shares === 0 ? FAK_UNMATCHED : null;
}

const touch = (price: number | null, size: number): readonly Level[] =>
  price === null || size === 0 ? [] : [{ price, size }];
