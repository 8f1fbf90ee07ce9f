import { beforeEach, describe, expect, it } from 'vitest';
import type { Usd } from '../../../engine/units.js';
import type { IntentState } from '../../orders/intent-state.js';
import type { AdmissionLimits, Fence, LiveStore } from '../live-store.js';
import {
  TEST_AUDIT as audit,
  dollars,
  fillOf,
  intentOf,
  later,
  NO_LIMITS,
  paperAccount,
  send,
  sessionOf,
  T0,
} from './store-world.testing.js';

/** Accounts, leases, the journal, the outbox. */
export function describeWriters(world: { readonly store: LiveStore; readonly fence: Fence }): void {
  let store: LiveStore;
  let fence: Fence;
  beforeEach(() => {
    store = world.store;
    fence = world.fence;
  });
  const admit = (
    intent = intentOf(1),
    limits: Partial<AdmissionLimits> = {},
    journal: { sequence: number; line: string }[] = [],
  ) => store.admit(fence, intent, { limits: { ...NO_LIMITS, ...limits }, journal, dayStart: T0 });
  const move = (number: number, to: IntentState, seconds = 50) =>
    store.transition(fence, { intent: intentOf(number).id, to, reason: `to ${to}`, at: later(seconds) });

  describe('accounts and leases', () => {
    it('keeps the first account of a name and deposits once', async () => {
      expect(await store.putAccount({ ...paperAccount(), venue: 'other' }, dollars(5))).toEqual({
        kind: 'exists',
      });
      expect(await store.accounts()).toEqual([paperAccount()]);
      expect(await store.totals('paper')).toEqual({
        cash: dollars(1000),
        reserved: 0,
        fees: 0,
        pending: 0,
      });
    });

    it('arms and disarms, with a line in the audit', async () => {
      await store.arm('paper', true, audit);
      expect((await store.accounts())[0]?.armed).toBe(true);
      await store.arm('paper', false, audit);
      expect((await store.accounts())[0]?.armed).toBe(false);
    });

    it('refuses to arm an account that is not there', async () => {
      await expect(store.arm('nobody', true, audit)).rejects.toMatchObject({
        code: 'LIVE_ACCOUNT_UNKNOWN',
      });
    });

    it('gives the lease to one holder until it runs out', async () => {
      expect(await store.acquireLease('paper', 'holder-2', { now: later(9), ttlMs: 10_000 })).toEqual({
        kind: 'held',
        holder: 'holder-1',
        expiresAt: later(10),
      });
      expect(await store.acquireLease('paper', 'holder-2', { now: later(10), ttlMs: 10_000 })).toEqual({
        kind: 'leader',
        fence: { account: 'paper', epoch: 2 },
        expiresAt: later(20),
      });
    });

    it('prolongs a lease', async () => {
      await store.renewLease(fence, { now: later(5), ttlMs: 10_000 });
      const other = await store.acquireLease('paper', 'holder-2', { now: later(14), ttlMs: 10_000 });
      expect(other).toMatchObject({ kind: 'held', expiresAt: later(15) });
    });

    it('refuses every write of an epoch that is not the newest', async () => {
      await send(store, fence, intentOf(1));
      await store.acquireLease('paper', 'holder-2', { now: later(20), ttlMs: 10_000 });
      const stale = { kind: 'stale-epoch' };
      expect(await store.renewLease(fence, { now: later(21), ttlMs: 1 })).toEqual(stale);
      expect(await store.releaseLease(fence)).toEqual(stale);
      expect(await store.openSession(fence, sessionOf('paper', 'session-2'))).toEqual(stale);
      expect(await store.endSession(fence, 'session-1', { at: T0, reason: '' })).toEqual(stale);
      expect(await store.appendJournal(fence, 'session-1', [{ sequence: 0, line: 'a' }])).toEqual(stale);
      expect(await store.saveDecisions(fence, 'session-1', [])).toEqual(stale);
      expect(await admit(intentOf(2, { market: 'other' }))).toEqual(stale);
      expect(await move(1, 'live')).toEqual(stale);
      expect(await store.requestCancel(fence, intentOf(1).id, T0)).toEqual(stale);
      expect(await store.recordFill(fence, fillOf(intentOf(1), 't1'), T0)).toEqual(stale);
      expect(await store.settle(fence, 'chiefs-chargers', { payout: 0 as Usd, time: T0 })).toEqual(stale);
      expect(await store.adjustCash(fence, dollars(1), { at: T0, reason: '' })).toEqual(stale);
      expect(await store.saveBalances(fence, { at: T0, cash: 0 as Usd, shares: new Map() })).toEqual(stale);
      expect(await store.intent(intentOf(1).id)).toMatchObject({ state: 'sending', filled: 0 });
    });

    it('writes nothing more under a lease that was given back, and grants the next at once', async () => {
      await store.releaseLease(fence);
      expect(await admit()).toEqual({ kind: 'stale-epoch' });
      const next = await store.acquireLease('paper', 'holder-2', { now: later(1), ttlMs: 10_000 });
      expect(next).toMatchObject({ kind: 'leader', fence: { epoch: 3 } });
    });
  });

  describe('the journal', () => {
    const lines = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => ({
        sequence: from + i,
        line: `line ${from + i} "é"\\\n`,
      }));

    it('goes on where it ended, and takes lines twice when they are the same', async () => {
      expect(await store.appendJournal(fence, 'session-1', lines(0, 3))).toEqual({ kind: 'written' });
      expect(await store.appendJournal(fence, 'session-1', lines(1, 5))).toEqual({ kind: 'written' });
      expect(await store.readJournal('session-1', 0, 100)).toEqual(lines(0, 5));
      expect(await store.readJournal('session-1', 2, 2)).toEqual(lines(2, 4));
    });

    it('refuses a gap and a line that changed', async () => {
      await store.appendJournal(fence, 'session-1', lines(0, 2));
      await expect(store.appendJournal(fence, 'session-1', lines(3, 4))).rejects.toMatchObject({
        code: 'LIVE_JOURNAL_GAP',
      });
      await expect(
        store.appendJournal(fence, 'session-1', [{ sequence: 1, line: 'other' }, ...lines(2, 3)]),
      ).rejects.toMatchObject({ code: 'LIVE_JOURNAL_CHANGED' });
      expect(await store.readJournal('session-1', 0, 100)).toEqual(lines(0, 2));
    });

    it('keeps what led to an order with the order, or neither', async () => {
      await admit(intentOf(1), {}, lines(0, 2));
      expect(await store.readJournal('session-1', 0, 100)).toEqual(lines(0, 2));
      await admit(intentOf(2), {}, lines(2, 3));
      expect(await store.readJournal('session-1', 0, 100)).toEqual(lines(0, 2));
    });

    it('keeps decisions by sequence', async () => {
      const rows = [0, 2].map((sequence) => ({
        sequence,
        journalSequence: 7,
        time: T0,
        json: `{"n":${sequence}}`,
      }));
      await store.saveDecisions(fence, 'session-1', rows);
      await store.saveDecisions(fence, 'session-1', rows);
      expect(await store.readDecisions('session-1', 0, 10)).toEqual(rows);
      expect(await store.readDecisions('session-1', 1, 10)).toEqual(rows.slice(1));
    });

    it('opens a session once, ends it once, and lists it', async () => {
      expect(await store.openSession(fence, sessionOf('paper'))).toEqual({ kind: 'written' });
      await expect(store.openSession(fence, { ...sessionOf('paper'), document: '{}' })).rejects.toMatchObject(
        { code: 'LIVE_SESSION_CHANGED' },
      );
      await store.endSession(fence, 'session-1', { at: later(9), reason: 'stopped' });
      await store.endSession(fence, 'session-1', { at: later(10), reason: 'again' });
      const ended = { ...sessionOf('paper'), endedAt: later(9), endReason: 'stopped' };
      expect(await store.sessions('paper')).toEqual([ended]);
      expect(await store.sessions(null)).toEqual([ended]);
      expect(await store.sessions('other')).toEqual([]);
    });
  });

  describe('the outbox', () => {
    it('offers each message to each consumer until it is acknowledged', async () => {
      await admit();
      await store.kill({ account: null, strategy: null, reason: 'r', by: 'x', at: T0 });
      const first = await store.claimOutbox('notify', 10, T0);
      expect(first.map(({ topic }) => topic)).toEqual(['intent', 'kill']);
      expect(JSON.parse(first[0]?.payload ?? '')).toEqual({
        account: 'paper',
        intent: intentOf(1).id,
        market: 'chiefs-chargers',
        from: null,
        to: 'planned',
        reason: null,
      });
      expect(await store.claimOutbox('notify', 10, later(59))).toEqual([]);
      expect(await store.claimOutbox('other', 1, later(59))).toEqual(first.slice(0, 1));
      await store.ackOutbox('notify', [first[0]?.id ?? 0]);
      expect(await store.claimOutbox('notify', 10, later(60))).toEqual(first.slice(1));
    });

    it('offers what was missed hours ago, and nothing twice that was had, however long ago', async () => {
      const stop = (strategy: string, seconds: number) =>
        store.kill({ account: 'paper', strategy, reason: 'r', by: 'x', at: later(seconds) });
      for (const strategy of ['a', 'b', 'c', 'd']) await stop(strategy, 0);
      const [first, second, third, fourth] = await store.claimOutbox('notify', 10, T0);
      await store.ackOutbox('notify', [first?.id ?? 0, second?.id ?? 0, fourth?.id ?? 0]);
      // Twice: the first claim after an hour may forget what was had, the second must not offer it.
      expect(await store.claimOutbox('notify', 10, later(7_200))).toEqual([third]);
      expect(await store.claimOutbox('notify', 10, later(7_230))).toEqual([]);
      await store.ackOutbox('notify', [third?.id ?? 0]);
      await stop('e', 7_240);
      const [fifth, ...others] = await store.claimOutbox('notify', 10, later(18_000));
      expect([fifth?.topic, others]).toEqual(['kill', []]);
      await store.ackOutbox('notify', [fifth?.id ?? 0]);
      expect(await store.claimOutbox('notify', 10, later(36_000))).toEqual([]);
      expect(await store.claimOutbox('notify', 10, later(36_001))).toEqual([]);
      // Another consumer has had none of it.
      expect(await store.claimOutbox('other', 10, later(36_001))).toHaveLength(5);
    });
  });

  it('answers a ping', async () => {
    expect(await store.pingMs()).toBeGreaterThanOrEqual(0);
  });
}
