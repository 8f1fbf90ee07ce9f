import type { Micros, Usd } from '../../../engine/units.js';
import type { LedgerBook, LedgerEntry } from '../live-store.js';
import type { Posting } from '../rules/postings.js';

/** Double-entry ledger of one account: a posting whose sides do not sum to zero is a bug. */
export class MemoryLedger {
  readonly #entries: LedgerEntry[] = [];
  readonly #balances = new Map<string, number>();
  readonly #nextPosting: () => number;

  constructor(nextPosting: () => number) {
    this.#nextPosting = nextPosting;
  }

  post(posting: Posting, at: Micros): void {
    if (posting.sides.length === 0) return;
    const number = this.#nextPosting();
    for (const side of posting.sides) {
      this.#entries.push({
        posting: number,
        at,
        kind: posting.kind,
        ...side,
        reference: posting.reference,
      });
      const key = `${side.book} ${side.commodity}`;
      this.#balances.set(key, (this.#balances.get(key) ?? 0) + side.amount);
    }
  }

  balance(book: LedgerBook, commodity = 'usd'): Usd {
    return (this.#balances.get(`${book} ${commodity}`) ?? 0) as Usd;
  }

  since(from: Micros): readonly LedgerEntry[] {
    return this.#entries
      .filter((entry) => entry.at >= from)
      .sort((a, b) => a.posting - b.posting || compare(a.commodity, b.commodity) || compare(a.book, b.book));
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
