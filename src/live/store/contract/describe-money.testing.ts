import { beforeEach, describe, expect, it } from 'vitest';
import type { Price, Shares, Usd } from '../../../engine/units.js';
import type { IntentState } from '../../orders/intent-state.js';
import type { Fence, LiveStore } from '../live-store.js';
import { dollars, fillOf, intentOf, later, send, shares, T0 } from './store-world.testing.js';

/** Fills, settlements and cash. */
export function describeMoney(world: { readonly store: LiveStore; readonly fence: Fence }): void {
  let store: LiveStore;
  let fence: Fence;
  beforeEach(() => {
    store = world.store;
    fence = world.fence;
  });
  const move = (number: number, to: IntentState, seconds = 50) =>
    store.transition(fence, { intent: intentOf(number).id, to, reason: `to ${to}`, at: later(seconds) });

  describe('fills', () => {
    beforeEach(async () => {
      await send(store, fence, intentOf(1));
    });
    const fill = (trade: string, count: number, change = {}) =>
      store.recordFill(fence, fillOf(intentOf(1), trade, { size: shares(count), ...change }), later(200));

    it('books a purchase: cash, fee, reservation, holding', async () => {
      const fee = { fee: dollars(0.03) };
      expect(await fill('t1', 4, fee)).toMatchObject({ kind: 'recorded', change: 'new', before: null });
      expect(await store.intent(intentOf(1).id)).toMatchObject({ state: 'partial', filled: shares(4) });
      // 1000 - 4 x 0.50 - 0.03; 6 of the 10 shares are still open: 5 x 6/10 dollars.
      expect(await store.totals('paper')).toEqual({
        cash: dollars(997.97),
        reserved: dollars(3),
        fees: dollars(0.03),
        pending: dollars(-2.03),
      });
      expect(await store.holdings('paper')).toEqual([
        {
          market: 'chiefs-chargers',
          instrument: 'chiefs-chargers-yes',
          outcome: 'yes',
          size: shares(4),
          settled: 0,
          cost: dollars(2),
        },
      ]);
      expect(await store.exposures('paper')).toEqual([
        {
          market: 'chiefs-chargers',
          game: 'game-of-chiefs-chargers',
          purpose: 'entry',
          atRisk: dollars(3),
        },
      ]);
    });

    it('ends an order that is full, to the dust of the venue', async () => {
      await fill('t1', 4);
      await fill('t2', 5.99);
      expect(await store.intent(intentOf(1).id)).toMatchObject({ state: 'filled', filled: shares(9.99) });
      expect((await store.totals('paper')).reserved).toBe(0);
    });

    it('keeps what goes beyond the size: it has happened', async () => {
      await fill('t1', 4);
      expect(await fill('t2', 7.5)).toMatchObject({
        kind: 'recorded',
        intent: { state: 'filled', filled: shares(11.5) },
      });
      expect(await store.fills('paper', T0)).toHaveLength(2);
      expect(await store.holdings('paper')).toMatchObject([{ size: shares(11.5) }]);
      expect((await store.totals('paper')).reserved).toBe(0);
    });

    it('tells those that are not final, however old', async () => {
      await fill('t1', 1, { status: 'confirmed' });
      await fill('t2', 1, { status: 'mined' });
      await fill('t3', 1);
      await fill('t4', 1);
      await fill('t4', 1, { status: 'failed' });
      const pending = await store.pendingFills('paper');
      expect(pending.map(({ tradeId, status }) => [tradeId, status])).toEqual([
        ['t2', 'mined'],
        ['t3', 'matched'],
      ]);
      expect(await store.pendingFills('other')).toEqual([]);
    });

    it('hears each status once, in any order of arrival', async () => {
      await fill('t1', 4);
      expect(await fill('t1', 4)).toEqual({ kind: 'duplicate' });
      expect(await fill('t1', 4, { status: 'mined' })).toMatchObject({
        change: 'status',
        before: 'matched',
      });
      expect((await store.holdings('paper'))[0]).toMatchObject({ size: shares(4), settled: shares(4) });
      expect(await fill('t1', 4, { status: 'confirmed' })).toMatchObject({
        change: 'status',
        before: 'mined',
      });
      expect((await store.totals('paper')).pending).toBe(0);
      for (const status of ['matched', 'mined', 'confirmed', 'failed']) {
        expect(await fill('t1', 4, { status })).toEqual({ kind: 'duplicate' });
      }
    });

    it.each(['matched', 'mined'])('undoes a fill that failed after it was %s', async (status) => {
      await fill('t1', 4, { status, fee: dollars(0.03) });
      const failed = await fill('t1', 4, { status: 'failed', fee: dollars(0.03) });
      expect(failed).toMatchObject({ change: 'failed', before: status, intent: { filled: 0 } });
      expect(await store.holdings('paper')).toEqual([]);
      expect(await store.totals('paper')).toEqual({
        cash: dollars(1000),
        reserved: dollars(5),
        fees: 0,
        pending: 0,
      });
      expect(await fill('t1', 4, { status: 'mined', fee: dollars(0.03) })).toEqual({ kind: 'duplicate' });
    });

    it('books nothing of a fill that is first heard of as failed', async () => {
      expect(await fill('t1', 4, { status: 'failed' })).toMatchObject({ change: 'failed', before: null });
      expect((await store.totals('paper')).cash).toBe(dollars(1000));
      expect(await store.intent(intentOf(1).id)).toMatchObject({ state: 'sending', filled: 0 });
    });

    it('tells one trade that hits two of our orders apart', async () => {
      await send(store, fence, intentOf(2, { purpose: 'exit', side: 'sell', reserved: 0 as Usd }));
      await fill('t1', 4);
      const other = intentOf(2, { purpose: 'exit', side: 'sell' });
      const answer = await store.recordFill(fence, fillOf(other, 't1', { size: shares(1) }), later(201));
      expect(answer).toMatchObject({ kind: 'recorded', change: 'new' });
      expect((await store.holdings('paper'))[0]).toMatchObject({ size: shares(3), cost: dollars(1.5) });
    });

    it('writes nothing of a trade that changed', async () => {
      await fill('t1', 4);
      expect(await fill('t1', 5, { status: 'mined' })).toMatchObject({ kind: 'conflict' });
      expect(await fill('t2', 5, { side: 'sell' })).toMatchObject({ kind: 'conflict' });
      expect(await store.fills('paper', T0)).toHaveLength(1);
    });

    it('does not know the order of somebody else', async () => {
      expect(await store.recordFill(fence, fillOf(intentOf(9), 't1'), T0)).toEqual({ kind: 'foreign' });
    });

    it('keeps a fill that is told after the order ended', async () => {
      await move(1, 'live');
      await move(1, 'cancelled');
      expect(await fill('t1', 4)).toMatchObject({ kind: 'recorded', intent: { state: 'cancelled' } });
      expect((await store.totals('paper')).cash).toBe(dollars(998));
    });

    it('resolves an unknown outcome', async () => {
      await move(1, 'unknown');
      expect(await fill('t1', 4)).toMatchObject({ intent: { state: 'partial' } });
    });

    it('keeps average cost through purchases and a sale, and tells the profit', async () => {
      await fill('t1', 10);
      const more = intentOf(2, { limit: 6_000 as Price, reserved: dollars(6) });
      await send(store, fence, more);
      await store.recordFill(fence, fillOf(more, 't2', { venueTime: later(101) }), later(201));
      const exit = intentOf(3, {
        purpose: 'exit',
        side: 'sell',
        limit: 7_000 as Price,
        size: shares(5),
        reserved: 0 as Usd,
      });
      await send(store, fence, exit);
      const sale = fillOf(exit, 't3', { venueTime: later(102), fee: dollars(0.1) });
      await store.recordFill(fence, sale, later(202));
      // 20 shares cost 11; 5 of them 2.75; sold for 3.50, fee 0.10.
      expect((await store.holdings('paper'))[0]).toMatchObject({ size: shares(15), cost: dollars(8.25) });
      expect(await store.profitSince('paper', T0)).toBe(dollars(0.65));
      expect(await store.profitSince('paper', later(202))).toBe(dollars(0.65));
      expect(await store.profitSince('paper', later(203))).toBe(0);
    });
  });

  describe('settlement', () => {
    const settle = (payout: number, seconds = 300) =>
      store.settle(fence, 'chiefs-chargers', { payout: dollars(payout), time: later(seconds) });
    const bought = async (number: number, outcome: 'yes' | 'no', count: number) => {
      const intent = intentOf(number, { outcome, size: shares(count), reserved: dollars(count / 2) });
      await send(store, fence, intent);
      await store.recordFill(fence, fillOf(intent, `t${number}`), later(200));
      return intent;
    };
    const cash = async () => (await store.totals('paper')).cash;

    it('pays each side its part, once', async () => {
      await bought(1, 'yes', 10);
      await bought(2, 'no', 4);
      await settle(0.25);
      // 1000 - 5 - 2 + 10 x 0.25 + 4 x 0.75
      expect(await cash()).toBe(dollars(998.5));
      await settle(0.25);
      expect(await cash()).toBe(dollars(998.5));
      expect(await store.holdings('paper')).toEqual([]);
      expect(await store.profitSince('paper', T0)).toBe(dollars(-1.5));
      expect(await store.profitSince('paper', later(250))).toBe(dollars(-1.5));
      expect(await store.profitSince('paper', later(301))).toBe(0);
    });

    it('tells what was paid for, until it is redeemed shares at the venue', async () => {
      await bought(1, 'yes', 10);
      await bought(2, 'no', 4);
      expect(await store.settled('paper', T0)).toEqual([]);
      await settle(1);
      const [winner, ...others] = await store.settled('paper', later(300));
      expect(winner).toEqual({ instrument: expect.any(String), size: shares(10), paid: dollars(10) });
      expect(others).toEqual([]);
      expect(await store.settled('paper', later(301))).toEqual([]);
      await settle(0, 400);
      expect((await store.settled('paper', T0)).map(({ size, paid }) => [size, paid])).toEqual([
        [shares(4), dollars(4)],
      ]);
    });

    it('corrects a first payout by the second', async () => {
      await bought(1, 'yes', 10);
      await settle(1);
      expect(await cash()).toBe(dollars(1005));
      await settle(0, 400);
      expect(await cash()).toBe(dollars(995));
      expect(await store.profitSince('paper', later(350))).toBe(dollars(-10));
    });

    it('rounds a fraction down, whole holding at once', async () => {
      const odd = intentOf(1, { size: 10_000_001 as Shares, reserved: dollars(5.01) });
      await send(store, fence, odd);
      await store.recordFill(fence, fillOf(odd, 't1'), later(200));
      await settle(0.5);
      // bought for 5.0000005, rounded up; paid 5.0000005, rounded down
      expect(await cash()).toBe(dollars(1000) - 1);
    });

    it('pays a fill that is told after the market was decided, and takes back one that failed', async () => {
      const late = await bought(1, 'yes', 10);
      await settle(1);
      await bought(2, 'yes', 4);
      expect(await cash()).toBe(dollars(1000 + 5 + 2));
      expect(await store.holdings('paper')).toEqual([]);
      await store.recordFill(fence, fillOf(late, 't1', { status: 'failed' }), later(500));
      expect(await cash()).toBe(dollars(1002));
      expect(await store.holdings('paper')).toEqual([]);
    });
  });

  describe('money from outside', () => {
    it('moves cash without a profit', async () => {
      await store.adjustCash(fence, dollars(-20), { at: later(9), reason: 'withdrawn' });
      expect((await store.totals('paper')).cash).toBe(dollars(980));
      expect(await store.profitSince('paper', T0)).toBe(0);
      expect((await store.ledger('paper', later(9))).map(({ book, amount }) => [book, amount])).toEqual([
        ['capital', dollars(20)],
        ['cash', dollars(-20)],
      ]);
    });

    it('keeps what the venue was last seen to hold', async () => {
      expect(await store.lastBalances('paper')).toBeNull();
      const seen = { at: T0, cash: dollars(3), shares: new Map([['a', shares(1)]]) };
      await store.saveBalances(fence, seen);
      await store.saveBalances(fence, { ...seen, at: later(1), shares: new Map() });
      expect(await store.lastBalances('paper')).toEqual({ ...seen, at: later(1), shares: new Map() });
    });
  });
}
