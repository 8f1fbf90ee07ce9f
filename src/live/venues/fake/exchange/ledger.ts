import type { TradeStatus, VenueTrade } from './venue-trade.js';

/** One leg of one trade, as the oracle keeps it. */
export interface LedgerFill {
  readonly tradeId: string;
  readonly orderId: string;
  readonly token: string;
  readonly side: 'buy' | 'sell';
  /** 1e-4 dollars. */
  readonly price: bigint;
  /** 1e-6 shares. */
  readonly size: bigint;
  /** 1e-6 dollars. */
  readonly fee: bigint;
  readonly role: 'taker' | 'maker';
  status: TradeStatus;
}

/** What an account has when every trade that has not failed settles, 1e-6 dollars and shares. */
export interface LedgerTotals {
  readonly cash: bigint;
  readonly fees: bigint;
  readonly shares: ReadonlyMap<string, bigint>;
}

/**
 * The second ledger: what happened, kept apart from the exchange's own balances and added up anew from the first
 * entry each time it is asked. It is what the checkers believe.
 */
export class OracleLedger {
  readonly #deposits = new Map<string, bigint>();
  readonly #fills = new Map<string, LedgerFill[]>();
  readonly #byTrade = new Map<string, LedgerFill[]>();
  /** What one share of a token paid, 1e-6 dollars. */
  readonly #payouts = new Map<string, bigint>();

  deposit(wallet: string, amount: number): void {
    this.#deposits.set(wallet, (this.#deposits.get(wallet) ?? 0n) + BigInt(amount));
  }

  matched(trade: VenueTrade): void {
    const fills: LedgerFill[] = [];
    for (const leg of [trade.taker, ...trade.makers]) {
      if (leg.order === null) continue;
      const fill: LedgerFill = {
        tradeId: trade.id,
        orderId: leg.orderId,
        token: trade.market.tokens[leg.outcome],
        side: leg.side,
        price: BigInt(leg.price),
        size: BigInt(leg.size),
        fee: BigInt(leg.fee),
        role: leg === trade.taker ? 'taker' : 'maker',
        status: trade.status,
      };
      const { wallet } = leg.order.request.account;
      const before = this.#fills.get(wallet);
      if (before === undefined) this.#fills.set(wallet, [fill]);
      else before.push(fill);
      fills.push(fill);
    }
    this.#byTrade.set(trade.id, fills);
  }

  moved(trade: VenueTrade): void {
    for (const fill of this.#byTrade.get(trade.id) ?? []) fill.status = trade.status;
  }

  resolved(token: string, payout: number): void {
    this.#payouts.set(token, BigInt(payout));
  }

  fills(wallet: string): readonly Readonly<LedgerFill>[] {
    return this.#fills.get(wallet) ?? [];
  }

  totals(wallet: string): LedgerTotals {
    let cash = this.#deposits.get(wallet) ?? 0n;
    let fees = 0n;
    const shares = new Map<string, bigint>();
    for (const { token, side, price, size, fee, status } of this.fills(wallet)) {
      if (status === 'FAILED') continue;
      const value = (price * size + 5_000n) / 10_000n;
      cash += (side === 'buy' ? -value : value) - fee;
      fees += fee;
      shares.set(token, (shares.get(token) ?? 0n) + (side === 'buy' ? size : -size));
    }
    for (const [token, payout] of this.#payouts) {
      cash += ((shares.get(token) ?? 0n) * payout) / 1_000_000n;
      shares.delete(token);
    }
    return { cash, fees, shares: new Map([...shares].filter(([, size]) => size !== 0n)) };
  }
}
