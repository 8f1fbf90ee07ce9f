import { beforeEach, describe, expect, it } from 'vitest';
import type { Micros, Usd } from '../../../engine/units.js';
import { INTENT_STATES, type IntentState, TRANSITIONS } from '../../orders/intent-state.js';
import type { AdmissionLimits, Fence, LiveStore, RiskSettings } from '../live-store.js';
import { NO_CAPS } from '../rules/tightest-limits.js';
import { pathsToEachState } from './paths-to-states.testing.js';
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
  shares,
  T0,
} from './store-world.testing.js';

/** What may be admitted, and how it moves on. */
export function describeAdmission(world: { readonly store: LiveStore; readonly fence: Fence }): void {
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

  describe('admission', () => {
    it('writes an intent as planned, and only once', async () => {
      expect(await admit()).toEqual({ kind: 'admitted' });
      expect(await admit()).toEqual({ kind: 'known' });
      const kept = {
        ...intentOf(1),
        state: 'planned',
        filled: 0,
        reason: null,
        epoch: 1,
        updatedAt: later(1),
        cancelRequestedAt: null,
        unknownSince: null,
      };
      expect(await store.intent(intentOf(1).id)).toEqual(kept);
      expect(await store.intentByVenueOrder(intentOf(1).venueOrderId)).toEqual(kept);
      expect(await store.intentByOrder('session-1', intentOf(1).orderId)).toEqual(kept);
      expect(await store.openIntents('paper', null)).toEqual([kept]);
      expect(await store.intent('f'.repeat(32))).toBeNull();
    });

    it('refuses a second identity for an order', async () => {
      await admit();
      await expect(
        admit(intentOf(2, { market: 'other', venueOrderId: intentOf(1).venueOrderId })),
      ).rejects.toMatchObject({ code: 'LIVE_INTENT_CHANGED' });
    });

    it('allows one open entry a market, in every state that has not ended', async () => {
      await admit();
      const second = intentOf(2);
      const open = { kind: 'entry-open', market: 'chiefs-chargers', intent: intentOf(1).id };
      for (const to of ['signed', 'sending', 'unknown', 'delayed', 'live', 'partial'] as const) {
        expect(await admit(second)).toEqual(open);
        await move(1, to);
      }
      expect(await admit(second)).toEqual(open);
      await move(1, 'cancelled');
      expect(await admit(second)).toEqual({ kind: 'admitted' });
    });

    it('admits exits beside an open entry', async () => {
      await admit();
      expect(await admit(intentOf(2, { purpose: 'exit', side: 'sell', reserved: 0 as Usd }))).toEqual({
        kind: 'admitted',
      });
    });

    it('gives one of 100 who ask at once for the same market', async () => {
      const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => admit(intentOf(n + 1))));
      const kinds = answers.map(({ kind }) => kind).sort();
      expect(kinds).toEqual(['admitted', ...Array(99).fill('entry-open')]);
      expect(await store.openIntents('paper', null)).toHaveLength(1);
    });

    it('takes nothing of a live account that is not armed, exits included', async () => {
      await store.putAccount({ ...paperAccount('real'), mode: 'live' }, dollars(100));
      const lease = await store.acquireLease('real', 'holder', { now: T0, ttlMs: 1000 });
      if (lease.kind !== 'leader') throw new Error('no lease');
      await store.openSession(lease.fence, sessionOf('real', 'session-real'));
      const exit = intentOf(1, { account: 'real', session: 'session-real', purpose: 'exit', side: 'sell' });
      const ask = () => store.admit(lease.fence, exit, { limits: NO_LIMITS, journal: [], dayStart: T0 });
      expect(await ask()).toEqual({ kind: 'disarmed' });
      await store.arm('real', true, audit);
      expect(await ask()).toEqual({ kind: 'admitted' });
    });

    it.each([
      ['account', { account: 'paper', strategy: null }],
      ['strategy', { account: 'paper', strategy: 'favourite-dip' }],
      ['whole store', { account: null, strategy: null }],
    ])('adds no risk while the %s is stopped, and still lets exits out', async (_, stopped) => {
      await store.kill({ ...stopped, reason: 'too fast', by: 'operator', at: T0 });
      expect(await admit()).toEqual({ kind: 'killed', reason: 'too fast' });
      expect(await admit(intentOf(2, { purpose: 'exit' }))).toEqual({ kind: 'admitted' });
      await store.rearm(stopped.account, audit);
      expect(await store.kills()).toEqual([]);
      expect(await admit()).toEqual({ kind: 'admitted' });
    });

    it('is not stopped by a kill of another account or strategy', async () => {
      await store.kill({ account: 'other', strategy: null, reason: 'a', by: 'x', at: T0 });
      await store.kill({ account: null, strategy: 'other', reason: 'b', by: 'x', at: T0 });
      expect(await store.kills()).toHaveLength(2);
      expect(await admit()).toEqual({ kind: 'admitted' });
    });

    it('lifts the kill of an account and leaves the kill of all', async () => {
      await store.kill({ account: null, strategy: null, reason: 'all', by: 'x', at: T0 });
      await store.kill({ account: 'paper', strategy: null, reason: 'one', by: 'x', at: T0 });
      await store.rearm('paper', audit);
      expect(await admit()).toEqual({ kind: 'killed', reason: 'all' });
    });
  });

  describe('limits of admission', () => {
    /** Holds 10 shares of chiefs at 0.50 and rests an entry of 5 dollars in another market of the game. */
    const engaged = async () => {
      await send(store, fence, intentOf(1));
      await store.recordFill(fence, fillOf(intentOf(1), 't1'), later(3));
      await admit(intentOf(2, { market: 'chiefs-by-10', game: 'game-of-chiefs-chargers' }));
    };
    const third = intentOf(20, { instrument: 'chiefs-chargers-no', outcome: 'no' });

    it.each<[keyof AdmissionLimits, number, number]>([
      ['perOrder', dollars(5), dollars(5) - 1],
      ['perMarket', dollars(10), dollars(10) - 1],
      ['perGame', dollars(15), dollars(15) - 1],
      ['gross', dollars(15), dollars(15) - 1],
      ['dailyTraded', dollars(15), dollars(15) - 1],
      ['ordersPerMinute', 3, 2],
      ['ordersPerHour', 3, 2],
      ['fillsPerMinutePerMarket', 2, 1],
      ['cashFloor', dollars(985), dollars(985) + 1],
    ])('admits at %s and refuses one unit beyond', async (limit, at, beyond) => {
      await engaged();
      expect(await admit(third, { [limit]: beyond })).toMatchObject({ kind: 'limit', limit });
      expect(await admit(third, { [limit]: at })).toEqual({ kind: 'admitted' });
    });

    it.each<[keyof RiskSettings, number, number]>([
      ['perOrder', dollars(5), dollars(5) - 1],
      ['perMarket', dollars(10), dollars(10) - 1],
      ['perGame', dollars(15), dollars(15) - 1],
      ['gross', dollars(15), dollars(15) - 1],
      ['dailyTraded', dollars(15), dollars(15) - 1],
      ['ordersPerMinute', 3, 2],
      ['ordersPerHour', 3, 2],
      ['cashFloor', dollars(985), dollars(985) + 1],
    ])('keeps what the account allows of %s, whatever the session is set to', async (cap, at, beyond) => {
      await engaged();
      expect(await store.riskSettings('paper')).toBeNull();
      await store.setRisk('paper', { ...NO_CAPS, [cap]: beyond } as RiskSettings, audit);
      expect(await store.riskSettings('paper')).toEqual({ ...NO_CAPS, [cap]: beyond });
      expect(await admit(third)).toMatchObject({ kind: 'limit', limit: cap });
      await store.setRisk('paper', { ...NO_CAPS, [cap]: at } as RiskSettings, audit);
      expect(await admit(third)).toEqual({ kind: 'admitted' });
    });

    it('takes the stricter of session and account, and the account for itself alone', async () => {
      await store.putAccount(paperAccount('other'), dollars(100));
      await store.setRisk('other', { ...NO_CAPS, perOrder: dollars(1) }, audit);
      await store.setRisk('paper', { ...NO_CAPS, perOrder: dollars(6) }, audit);
      expect(await admit(intentOf(1), { perOrder: dollars(4.999999) })).toMatchObject({ limit: 'perOrder' });
      expect(await admit(intentOf(1))).toEqual({ kind: 'admitted' });
      // What only reduces risk leaves whatever the caps say.
      await store.setRisk('paper', { ...NO_CAPS, ordersPerHour: 0, gross: 0 as Usd }, audit);
      const exit = intentOf(2, { purpose: 'exit', side: 'sell', reserved: 0 as Usd });
      expect(await admit(exit)).toEqual({ kind: 'admitted' });
      await expect(store.setRisk('nobody', NO_CAPS, audit)).rejects.toMatchObject({
        code: 'LIVE_ACCOUNT_UNKNOWN',
      });
      await expect(store.riskSettings('nobody')).rejects.toMatchObject({ code: 'LIVE_ACCOUNT_UNKNOWN' });
    });

    it('counts an order whose outcome is unknown in full', async () => {
      await send(store, fence, intentOf(1));
      await move(1, 'unknown');
      expect(await admit(intentOf(2, { market: 'other' }), { gross: dollars(9.999999) })).toMatchObject({
        kind: 'limit',
        limit: 'gross',
      });
    });

    it('refuses the same order again until the seconds are over', async () => {
      await admit(intentOf(1));
      await move(1, 'abandoned');
      expect(await admit(intentOf(10), { repeatSeconds: 10 })).toMatchObject({
        kind: 'limit',
        limit: 'repeatSeconds',
      });
      expect(await admit(intentOf(10, { size: shares(9) }), { repeatSeconds: 10 })).toEqual({
        kind: 'admitted',
      });
      await store.transition(fence, { intent: intentOf(10).id, to: 'abandoned', reason: null, at: T0 });
      expect(await admit(intentOf(11), { repeatSeconds: 10 })).toEqual({ kind: 'admitted' });
    });

    it('forgets orders of before the minute and fills of before the day', async () => {
      await engaged();
      const afterwards = intentOf(62, { market: 'other' });
      expect(await admit(afterwards, { ordersPerMinute: 1 })).toEqual({ kind: 'admitted' });
      const answer = await store.admit(fence, intentOf(63, { market: 'third' }), {
        limits: { ...NO_LIMITS, dailyTraded: dollars(15) },
        journal: [],
        dayStart: later(4),
      });
      expect(answer).toEqual({ kind: 'admitted' });
    });
  });

  describe('states', () => {
    it('moves along the table only, from every state to every other', async () => {
      const paths = pathsToEachState();
      let number = 0;
      for (const from of INTENT_STATES) {
        for (const to of INTENT_STATES) {
          number += 1;
          await admit(intentOf(number, { market: `m${number}` }));
          for (const step of paths.get(from) ?? []) await move(number, step);
          const answer = await move(number, to);
          const expected =
            from === to
              ? { kind: 'same' }
              : TRANSITIONS[from].includes(to)
                ? { kind: 'moved', from }
                : { kind: 'illegal', from };
          expect([from, to, answer]).toEqual([from, to, expected]);
          expect((await store.intent(intentOf(number).id))?.state).toBe(
            expected.kind === 'illegal' ? from : to,
          );
        }
      }
    });

    it('remembers when an outcome became unknown, why it stands where it does, and that a cancel was asked', async () => {
      await send(store, fence, intentOf(1));
      await move(1, 'unknown', 60);
      await store.requestCancel(fence, intentOf(1).id, later(61));
      await store.requestCancel(fence, intentOf(1).id, later(62));
      await move(1, 'live', 63);
      expect(await store.intent(intentOf(1).id)).toMatchObject({
        state: 'live',
        reason: 'to live',
        unknownSince: later(60),
        cancelRequestedAt: later(61),
        updatedAt: later(63),
      });
    });

    it('throws for an intent that is not the account’s', async () => {
      await expect(move(9, 'signed')).rejects.toMatchObject({ code: 'LIVE_INTENT_UNKNOWN' });
    });

    it('lists what is open, and what ended since', async () => {
      for (const number of [1, 2, 3]) await admit(intentOf(number, { market: `m${number}` }));
      await move(1, 'abandoned', 30);
      await move(2, 'abandoned', 40);
      const ids = async (since: Micros | null) =>
        (await store.openIntents('paper', since)).map(({ id }) => Number.parseInt(id, 16));
      expect(await ids(null)).toEqual([3]);
      expect(await ids(later(40))).toEqual([2, 3]);
      expect(await ids(T0)).toEqual([1, 2, 3]);
    });
  });
}
