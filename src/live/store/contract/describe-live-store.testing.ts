import { afterEach, beforeEach, describe, expect } from 'vitest';
import type { Micros } from '../../../engine/units.js';
import type { LiveStore } from '../live-store.js';
import { describeAdmission } from './describe-admission.testing.js';
import { describeMoney } from './describe-money.testing.js';
import { describeWriters } from './describe-writers.testing.js';
import { ledgerSums } from './ledger-sums.testing.js';
import { openWorld } from './store-world.testing.js';

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
