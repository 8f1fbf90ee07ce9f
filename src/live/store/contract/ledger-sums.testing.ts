import type { LedgerEntry } from '../live-store.js';

/** Sum of each posting in each commodity: all zero unless money appeared or went missing. */
export const ledgerSums = (entries: readonly LedgerEntry[]): readonly number[] => {
  const sums = new Map<string, number>();
  for (const { posting, commodity, amount } of entries) {
    const key = `${posting} ${commodity}`;
    sums.set(key, (sums.get(key) ?? 0) + amount);
  }
  return [...sums.values()];
};
