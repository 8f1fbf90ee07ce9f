import type { Clock } from '../../../ports/clock.js';
import type { Timers } from '../../../ports/timers.js';
import type { ExchangeListener } from './exchange-listener.js';
import type { OracleLedger } from './ledger.js';
import { costOf, type VenueAccount } from './venue-account.js';
import type { VenueMarket } from './venue-market.js';
import type { VenueOrder } from './venue-order.js';
import { ownLegs, type TradeLeg, type TradeStatus, type VenueTrade } from './venue-trade.js';

/** A status that a trade comes to, so long after the one before. */
export interface SettlementStage {
  readonly afterMs: number;
  readonly status: TradeStatus;
}

/** How a trade settles. Ends in CONFIRMED or FAILED. */
export type SettlementPlan = (trade: VenueTrade) => readonly SettlementStage[];

/** How long after its market was decided a holding is redeemed, milliseconds: 0 = at once. */
export type RedemptionPlan = () => number;

/** What Polygon usually does: mined after two seconds, final some seconds later. */
export const USUAL_SETTLEMENT: SettlementPlan = () => [
  { afterMs: 2_000, status: 'MINED' },
  { afterMs: 4_000, status: 'CONFIRMED' },
];

type OwnLeg = TradeLeg & { readonly order: VenueOrder };

/** Brings trades from match to chain: holds what they will move, moves it when mined, gives it back when failed. */
export class Settlement {
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #plan: SettlementPlan;
  readonly #redeemAfterMs: RedemptionPlan;
  readonly #listener: ExchangeListener;
  readonly #ledger: OracleLedger;
  readonly #mined = new Set<string>();
  /** Every trade of the venue's accounts, oldest first. */
  readonly trades: VenueTrade[] = [];

  constructor(parts: {
    clock: Clock;
    timers: Timers;
    plan: SettlementPlan;
    redeemAfterMs: RedemptionPlan;
    listener: ExchangeListener;
    ledger: OracleLedger;
  }) {
    this.#clock = parts.clock;
    this.#timers = parts.timers;
    this.#plan = parts.plan;
    this.#redeemAfterMs = parts.redeemAfterMs;
    this.#listener = parts.listener;
    this.#ledger = parts.ledger;
  }

  begin(trade: VenueTrade): void {
    this.trades.push(trade);
    for (const leg of ownLegs(trade)) hold(leg, trade.market, 1);
    this.#ledger.matched(trade);
    this.#listener.trade(trade);
    this.#advance(trade, this.#plan(trade), 0);
  }

  /** Trades that are neither confirmed nor failed. */
  get unsettled(): number {
    return this.trades.filter(({ status }) => status !== 'CONFIRMED' && status !== 'FAILED').length;
  }

  /** Pays what every account holds of a market that has come to its end, when it is redeemed; until then it is shares. */
  payOut(market: VenueMarket, accounts: Iterable<VenueAccount>): void {
    for (const account of accounts) {
      const waitMs = this.#redeemAfterMs();
      if (waitMs === 0) redeem(market, account);
      else this.#timers.after(waitMs, () => redeem(market, account));
    }
  }

  #advance(trade: VenueTrade, stages: readonly SettlementStage[], place: number): void {
    const stage = stages[place];
    if (stage === undefined) return;
    this.#timers.after(stage.afterMs, () => {
      this.#move(trade, stage.status);
      this.#advance(trade, stages, place + 1);
    });
  }

  #move(trade: VenueTrade, status: TradeStatus): void {
    const mined = this.#mined.has(trade.id);
    trade.status = status;
    trade.updatedMs = Math.floor(this.#clock.now() / 1_000);
    for (const leg of ownLegs(trade)) {
      if (status === 'MINED' && !mined) {
        hold(leg, trade.market, -1);
        transfer(leg, trade.market, 1);
      }
      if (status === 'FAILED') {
        if (mined) transfer(leg, trade.market, -1);
        else hold(leg, trade.market, -1);
      }
    }
    if (status === 'MINED') this.#mined.add(trade.id);
    this.#ledger.moved(trade);
    this.#listener.trade(trade);
  }
}

function redeem(market: VenueMarket, account: VenueAccount): void {
  for (const outcome of ['yes', 'no'] as const) {
    const size = account.shares.get(market.tokens[outcome]) ?? 0;
    account.shares.delete(market.tokens[outcome]);
    account.cash += payoutOf(market, outcome, size);
  }
}

/** Sets aside what a leg will take (`sign` 1), or frees it again (-1). */
function hold({ order, outcome, side, price, size, fee }: OwnLeg, market: VenueMarket, sign: 1 | -1): void {
  const { account } = order.request;
  if (side === 'buy') account.pendingCash += sign * (costOf(price, size) + fee);
  else account.addPendingShares(market.tokens[outcome], sign * size);
}

/** Moves shares and money of a leg on the chain (`sign` 1), or undoes it (-1). */
function transfer(
  { order, outcome, side, price, size, fee }: OwnLeg,
  market: VenueMarket,
  sign: 1 | -1,
): void {
  const { account } = order.request;
  const bought = side === 'buy' ? size : -size;
  account.cash += sign * ((side === 'buy' ? -1 : 1) * costOf(price, size) - fee);
  if (market.payout === null) account.addShares(market.tokens[outcome], sign * bought);
  else account.cash += payoutOf(market, outcome, sign * bought);
}

function payoutOf(market: VenueMarket, outcome: 'yes' | 'no', size: number): number {
  const each = outcome === 'yes' ? (market.payout ?? 0) : 1_000_000 - (market.payout ?? 0);
  return Number((BigInt(size) * BigInt(each)) / 1_000_000n);
}
