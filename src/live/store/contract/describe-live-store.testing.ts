import { afterEach, beforeEach, describe, expect } from 'vitest';
import type { Micros } from '../../../engine/units.js';
import type { LedgerEntry, LiveStore } from '../live-store.js';
import { describeAdmission } from './describe-admission.testing.js';
import { describeMoney } from './describe-money.testing.js';
import { describeWriters } from './describe-writers.testing.js';
import { openWorld } from './store-world.testing.js';

/** Sum of each posting in each commodity: all zero unless money appeared or went missing. */
export const ledgerSums = (entries: readonly LedgerEntry[]): readonly number[] => {
  const sums = new Map<string, number>();
  for (const { posting, commodity, amount } of entries) {
    const key = `${posting} ${commodity}`;
    sums.set(key, (sums.get(key) ?? 0) + amount);
  }
  return [...sums.values()];
};

/** The rules of `LiveStore`, the same for each implementation. After each test the ledger sums to zero. */
export function describeLiveStore(name: string, open: () => Promise<LiveStore>): void {
  describe(name, () => {
    const world = {} as { store: LiveStore; fence: Awaited<ReturnType<typeof openWorld>> };

    beforeEach(async () => {
      world.store = await open();
      world.fence = await openWorld(world.store);
    });
    afterEach(async () => {
      const sums = ledgerSums(await world.store.ledger('paper', 0 as Micros));
      expect(sums.length).toBeGreaterThan(0);
      expect(sums.every((sum) => sum === 0)).toBe(true);
      expect(await world.store.brokenAuditLinks()).toEqual([]);
      await world.store.close();
    });

    describeWriters(world);
    describeAdmission(world);
    describeMoney(world);
  });
}
