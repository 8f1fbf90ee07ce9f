import { FIRST_CAPACITY, widen } from './columns.js';
import type { MarketIndex } from './ids.js';
import type { LedgerKind, LedgerRow } from './run-result.js';
import type { Micros, Usd } from './units.js';

const KINDS = ['deposit', 'trade', 'fee', 'settlement'] as const satisfies readonly LedgerKind[];

/**
 * Movements of cash in columns: 21 bytes each, where a row as an object takes 96 and is walked by every
 * garbage collection of a long run. Or handed out, none kept.
 */
export class Ledger {
  readonly #columns = {
    time: new Float64Array(FIRST_CAPACITY),
    amount: new Float64Array(FIRST_CAPACITY),
    market: new Int32Array(FIRST_CAPACITY),
    kind: new Uint8Array(FIRST_CAPACITY),
  };
  #length = 0;
  readonly #listener: ((row: LedgerRow) => void) | null;
  #cashHandedOut = 0;

  constructor(listener: ((row: LedgerRow) => void) | null) {
    this.#listener = listener;
  }

  add(kind: LedgerKind, market: MarketIndex, amount: number, time: Micros): void {
    const columns = this.#columns;
    if (this.#listener !== null) {
      this.#cashHandedOut += amount;
      const cashAfter = this.#cashHandedOut as Usd;
      this.#listener({ time, kind, market, amount: amount as Usd, cashAfter });
      return;
    }
    const row = this.#length;
    if (row === columns.time.length) widen(columns);
    this.#length = row + 1;
    columns.time[row] = time;
    columns.amount[row] = amount;
    columns.market[row] = market;
    columns.kind[row] = KINDS.indexOf(kind);
  }

  /** The movements as rows, oldest first, each with the cash after it. Made anew at each call. */
  rows(): readonly LedgerRow[] {
    let cash = 0;
    return Array.from({ length: this.#length }, (_, row) => {
      const amount = this.#columns.amount[row] as Usd;
      cash += amount;
      return {
        time: this.#columns.time[row] as Micros,
        kind: KINDS[this.#columns.kind[row] as number] as LedgerKind,
        market: this.#columns.market[row] as MarketIndex,
        amount,
        cashAfter: cash as Usd,
      };
    });
  }
}
