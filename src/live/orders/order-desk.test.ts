import { describe, expect, it } from 'vitest';
import { orderId } from '../../engine/ids.js';
import type { Micros, Price, Shares, Usd } from '../../engine/units.js';
import { DEFAULT_HEALTH_LIMITS } from '../safety/health-limits.js';
import { DEFAULT_LIVE_LIMITS } from '../safety/live-limits.js';
import { TradingGate } from '../safety/trading-gate.js';
import { JournalBuffer } from '../session/journal-buffer.js';
import { CATALOG, INSTRUMENTS, MARKET, openPaperStore, usd } from '../session/paper-session.testing.js';
import { VirtualWorld } from '../session/virtual-world.testing.js';
import type { LiveStore, SessionRow } from '../store/live-store.js';
import { MemoryStore } from '../store/memory/memory-store.js';
import type { DeskContext } from './desk-context.js';
import type { DeskReport } from './desk-report.js';
import { OrderDesk } from './order-desk.js';
import { ScriptedVenue } from './scripted-venue.testing.js';
import type { FillStatus, VenueFill } from './venue-fill.js';

const ORDER = {
  id: orderId('00000000000000aa'),
  market: MARKET,
  side: 'buy',
  limit: 4_000 as Price,
  size: 10_000_000 as Shares,
  timeInForce: 'gtc',
  reduceOnly: false,
  postOnly: false,
  expiresAt: null,
  tag: 'entry',
} as const;

async function desk(wrap: (store: LiveStore) => LiveStore = (store) => store) {
  const world = new VirtualWorld();
  const { ports } = world;
  const memory = new MemoryStore();
  await openPaperStore(memory, world);
  const lease = await memory.acquireLease('paper', 'test', { now: ports.clock.now(), ttlMs: 10_000_000 });
  if (lease.kind !== 'leader') throw new Error('no lease');
  const session: SessionRow = {
    ...{ id: 's', account: 'paper', strategy: 'test', strategyVersion: '1', document: 'd' },
    mode: 'paper',
    ...{ documentHash: 'd', buildHash: 'b', startedAt: ports.clock.now(), endedAt: null, endReason: null },
  };
  await memory.openSession(lease.fence, session);
  const gate = new TradingGate(1, DEFAULT_HEALTH_LIMITS, false);
  gate.observeOnly(null);
  gate.permission(null);
  gate.feed(null);
  gate.userChannel(true);
  gate.store(1);
  gate.clock({ boundMs: 0, at: ports.clock.now() });
  gate.bookHeard(MARKET, ports.clock.now());
  const venue = new ScriptedVenue(ports);
  const reports: DeskReport[] = [];
  const halts: string[] = [];
  const alerts: string[] = [];
  const context: DeskContext = {
    account: 'paper',
    session: 's',
    strategy: 'test',
    catalog: CATALOG,
    instruments: INSTRUMENTS,
    venue,
    store: wrap(memory),
    ports,
    gate,
    limits: { ...DEFAULT_LIVE_LIMITS, repeatSeconds: 0 },
    postTimeoutMs: 5_000,
    journal: () => new JournalBuffer(0, 1_000),
    fence: () => lease.fence,
    leaseLeftMs: () => 10_000_000,
    dayStart: () => session.startedAt,
    isInPlay: () => false,
    mid: () => 4_000,
    reserve: () => usd(4.2),
    report: (report) => reports.push(report),
    alert: ({ topic }) => alerts.push(topic),
    halt: (source) => halts.push(source),
    standDown: (reason) => halts.push(reason),
  };
  const made = new OrderDesk(context);
  venue.start((event) => made.hear(event));
  const pass = async (seconds: number) => {
    for (let step = 0; step < seconds * 4; step += 1) {
      made.tick();
      await world.pass(250);
    }
  };
  const venueOrderId = async () =>
    (await memory.openIntents('paper', session.startedAt))[0]?.venueOrderId ?? '';
  const fill = async (status: FillStatus, change: Partial<VenueFill> = {}): Promise<VenueFill> => ({
    ...{
      tradeId: 't1',
      venueOrderId: await venueOrderId(),
      instrument: '101',
      side: 'buy',
      price: 4_000 as Price,
    },
    ...{
      size: 10_000_000 as Shares,
      fee: 0 as Usd,
      liquidity: 'maker',
      status,
      venueTime: ports.clock.now(),
    },
    ...change,
  });
  const state = async () => (await memory.openIntents('paper', session.startedAt))[0]?.state;
  /** The desk of a session that follows. */
  const next = async () => {
    const later = new OrderDesk({ ...context, session: 'later' });
    await later.load(await memory.openIntents('paper', null), await memory.holdings('paper'));
    await later.fills.expect(ports.clock.now());
    return later;
  };
  return { made, next, venue, reports, halts, alerts, pass, fill, state, memory, gate, ports };
}

const kinds = (reports: readonly DeskReport[]) =>
  reports.map((report) => ('state' in report ? report.state : report.kind));

describe('the order desk', () => {
  it('writes, signs and sends an order once, and tells that it lives', async () => {
    const { made, venue, reports, pass, state } = await desk();
    made.place(ORDER);
    await pass(1);
    expect([venue.posted.length, await state(), kinds(reports)]).toEqual([1, 'live', ['live']]);
  });

  it('tells each fill once, however often and in whatever order its messages come', async () => {
    const { made, venue, reports, pass, fill, memory } = await desk();
    made.place(ORDER);
    await pass(1);
    for (const status of ['confirmed', 'matched', 'mined', 'confirmed', 'matched'] as const) {
      venue.tell({ kind: 'fill', fill: await fill(status) });
    }
    venue.fills.push(await fill('mined'));
    await pass(40);
    expect(kinds(reports)).toEqual(['live', 'fill']);
    expect((await memory.totals('paper')).cash).toBe(usd(996));
  });

  it('keeps an order whose answer was lost as unknown, and believes a trade that names it', async () => {
    const { made, venue, reports, pass, fill, state } = await desk();
    venue.place_ = () => Promise.resolve({ kind: 'unknown', reason: 'timeout' });
    made.place(ORDER);
    await pass(1);
    expect([await state(), kinds(reports)]).toEqual(['unknown', []]);
    venue.fills.push(await fill('matched'));
    await pass(30);
    expect([venue.posted.length, await state(), kinds(reports)]).toEqual([1, 'filled', ['fill']]);
  });

  it('calls an order never placed only after two minutes of proof, and never posts it again', async () => {
    const { made, venue, reports, pass, state } = await desk();
    venue.place_ = () => Promise.resolve({ kind: 'unknown', reason: 'timeout' });
    made.place(ORDER);
    await pass(118);
    expect(await state()).toBe('unknown');
    await pass(20);
    expect([venue.posted.length, await state(), kinds(reports)]).toEqual([1, 'never-placed', ['rejected']]);
  });

  it('keeps it unknown for ever while the venue cannot be read', async () => {
    const { made, venue, reports, pass, state } = await desk();
    venue.place_ = () => Promise.resolve({ kind: 'unknown', reason: 'timeout' });
    venue.readable = false;
    made.place(ORDER);
    await pass(1_000);
    expect([await state(), kinds(reports)]).toEqual(['unknown', []]);
  });

  it('gives up at once what provably never left', async () => {
    const { made, venue, reports, pass, state } = await desk();
    venue.place_ = () => Promise.resolve({ kind: 'not-sent', reason: 'refused' });
    made.place(ORDER);
    await pass(1);
    expect([await state(), kinds(reports)]).toEqual(['abandoned', ['rejected']]);
  });

  it('sends what was admitted without an answer, although the next try was not written', async () => {
    let asked = 0;
    const { made, venue, reports, pass, state } = await desk(
      (store) =>
        new Proxy(store, {
          get: (target, name) => {
            const own = Reflect.get(target, name) as (...values: unknown[]) => Promise<unknown>;
            if (name !== 'admit') return own.bind(target);
            return async (...values: unknown[]) => {
              asked += 1;
              if (asked === 2) return { kind: 'not-written', reason: 'no connection' };
              const answer = await own.apply(target, values);
              return asked === 1 ? { kind: 'ambiguous', reason: 'connection lost' } : answer;
            };
          },
        }),
    );
    made.place(ORDER);
    await pass(3);
    expect([asked, venue.posted.length, await state(), kinds(reports)]).toEqual([3, 1, 'live', ['live']]);
  });

  it('waits two minutes for a copy of what the venue put off, pages nobody, and believes one that comes', async () => {
    const put = await desk();
    put.venue.place_ = () =>
      Promise.resolve({ kind: 'put-off', reason: 'only cancels are taken', retryAfterMs: 1_000 });
    put.made.place({
      ...ORDER,
      timeInForce: 'gtd',
      expiresAt: (put.ports.clock.now() + 3_600_000_000) as Micros,
    });
    await put.pass(118);
    expect(await put.state()).toBe('unknown');
    await put.pass(20);
    expect([put.venue.posted.length, await put.state(), kinds(put.reports)]).toEqual([
      1,
      'never-placed',
      ['rejected'],
    ]);
    // A page would be a second word of it.
    expect(put.alerts).toEqual(['order-unknown']);

    const twice = await desk();
    twice.venue.place_ = put.venue.place_;
    twice.made.place(ORDER);
    await twice.pass(3);
    twice.venue.tell({ kind: 'fill', fill: await twice.fill('matched') });
    await twice.pass(1);
    expect([await twice.state(), kinds(twice.reports)]).toEqual(['filled', ['fill']]);
  });

  it('sends a thing that a second process admitted first not at all: one open entry a market', async () => {
    const { made, venue, reports, pass } = await desk();
    for (let index = 0; index < 20; index += 1) {
      made.place({ ...ORDER, id: orderId(index.toString(16).padStart(16, '0')) });
    }
    await pass(2);
    expect(venue.posted).toHaveLength(1);
    expect(kinds(reports).filter((kind) => kind === 'rejected')).toHaveLength(19);
  });

  it('takes back a fill that failed, and lets the market cool down', async () => {
    const { made, venue, reports, pass, fill, memory, gate, ports } = await desk();
    made.place(ORDER);
    await pass(1);
    venue.tell({ kind: 'fill', fill: await fill('matched') });
    await pass(1);
    venue.tell({ kind: 'fill', fill: await fill('failed') });
    await pass(1);
    expect(kinds(reports)).toEqual(['live', 'fill', 'void']);
    expect((await memory.totals('paper')).cash).toBe(usd(1_000));
    gate.bookHeard(MARKET, ports.clock.now());
    const departure = {
      market: MARKET,
      purpose: 'entry',
      inPlay: false,
      postOnly: false,
      now: ports.clock.now(),
    } as const;
    expect(gate.refusal(departure)).toContain('cools down');
  });

  it.each(['confirmed', 'failed'] as const)(
    'learns that a fill %s although its last message never came',
    async (end) => {
      const { made, venue, reports, pass, fill, memory } = await desk();
      made.place(ORDER);
      await pass(1);
      const matched = await fill('matched');
      venue.tell({ kind: 'fill', fill: matched });
      await pass(600);
      expect((await memory.totals('paper')).pending).toBe(usd(-4));
      venue.fills.push({ ...matched, status: end });
      expect(await made.look()).toBe(true);
      expect((await memory.totals('paper')).pending).toBe(0);
      expect((await memory.totals('paper')).cash).toBe(usd(end === 'failed' ? 1_000 : 996));
      expect(kinds(reports)).toEqual(['live', 'fill', ...(end === 'failed' ? ['void'] : [])]);
    },
  );

  it('says once of a fill that it is long in becoming final', async () => {
    const { made, venue, alerts, pass, fill } = await desk();
    made.place(ORDER);
    await pass(1);
    venue.tell({ kind: 'fill', fill: await fill('mined') });
    for (let look = 0; look < 20; look += 1) {
      await pass(150);
      await made.look();
    }
    expect(alerts.filter((topic) => topic === 'fill-pending')).toHaveLength(1);
  });

  it('takes what the store has for known in a session that follows, and for news what becomes of it', async () => {
    const { made, next, venue, reports, pass, fill, gate } = await desk();
    made.place(ORDER);
    await pass(1);
    const matched = await fill('matched');
    venue.tell({ kind: 'fill', fill: matched });
    await pass(1);
    const later = await next();
    later.hear({ kind: 'fill', fill: matched });
    later.hear({ kind: 'fill', fill: { ...matched, status: 'mined' } });
    await later.idle();
    expect(gate.observing).toBeNull();
    expect(later.holdings.sellable({ yes: '101', no: '102' })).toEqual({ yes: 10_000_000, no: 0 });
    // The account changed under the kernel, which had counted it in.
    later.hear({ kind: 'fill', fill: { ...matched, status: 'failed' } });
    await later.idle();
    expect(gate.observing).toContain('of an earlier session was undone');
    expect(later.holdings.held({ yes: '101', no: '102' })).toEqual({ yes: 0, no: 0 });
    expect(kinds(reports)).toEqual(['live', 'fill']);
  });

  it('books what a resting order got beyond its size, and halts', async () => {
    const { made, venue, reports, halts, pass, fill, memory, state } = await desk();
    made.place(ORDER);
    await pass(1);
    venue.tell({ kind: 'fill', fill: await fill('matched', { size: 10_020_000 as Shares }) });
    await pass(1);
    expect(halts).toEqual(['overfill']);
    expect([await state(), kinds(reports)]).toEqual(['filled', ['live', 'fill']]);
    expect((await memory.totals('paper')).cash).toBe(usd(1_000 - 4.008));
    expect((await memory.holdings('paper'))[0]?.size).toBe(10_020_000);
  });

  it.each([
    // 4 dollars, as 10 shares at 40 cents are: at 38 cents they buy 10.52.
    ['is luck as long as it costs no more', 3_800, 10_520_000, []],
    ['is a fault where it costs more', 3_800, 10_530_000, ['overfill']],
  ])('books more shares than a purchase at once asked for: that %s', async (_name, price, size, expected) => {
    const { made, venue, reports, halts, pass, fill, memory, state } = await desk();
    venue.place_ = () => Promise.resolve({ kind: 'accepted', status: 'matched', trades: [] });
    made.place({ ...ORDER, timeInForce: 'fak' });
    await pass(1);
    const change = { price: price as Price, size: size as Shares, liquidity: 'taker' } as const;
    venue.tell({ kind: 'fill', fill: await fill('matched', change) });
    await pass(1);
    expect(halts).toEqual(expected);
    expect([await state(), reports.filter(({ kind }) => kind === 'fill')]).toMatchObject([
      'filled',
      [{ size, price }],
    ]);
    expect((await memory.holdings('paper'))[0]?.size).toBe(size);
  });

  it('ends a cancelled order when the venue has proven it gone, with what filled before', async () => {
    const { made, venue, reports, pass, fill, state } = await desk();
    made.place(ORDER);
    await pass(1);
    venue.cancel_ = () => ({ kind: 'cancelled' });
    venue.fills.push(await fill('matched', { size: 4_000_000 as Shares }));
    made.cancel(ORDER.id);
    await pass(20);
    expect([await state(), kinds(reports)]).toEqual(['cancelled', ['live', 'fill', 'cancelled']]);
  });

  it('holds an order back that was cancelled before it left', async () => {
    const { made, venue, reports, pass, state } = await desk();
    made.place(ORDER);
    await Promise.resolve();
    made.cancel(ORDER.id);
    await pass(1);
    expect([venue.posted.length, await state(), kinds(reports)]).toEqual([0, 'abandoned', ['rejected']]);
  });

  it('only watches once the venue says what it does not know', async () => {
    const { made, venue, gate, pass } = await desk();
    made.place(ORDER);
    await pass(1);
    venue.tell({ kind: 'unrecognised', venueOrderId: null, detail: 'status HALF_MATCHED' });
    expect(gate.observing).toContain('HALF_MATCHED');
  });

  it.each(['admit', 'transition', 'recordFill'] as const)(
    'asks again when the answer to %s got lost after it was written, and does nothing twice',
    async (method) => {
      const lost = new Set<string>();
      const { made, venue, reports, pass, fill, state, memory } = await desk(
        (store) =>
          new Proxy(store, {
            get: (target, name) => {
              const own = target[name as keyof LiveStore] as (...given: unknown[]) => Promise<unknown>;
              if (name !== method) return own.bind(target);
              return async (...given: unknown[]) => {
                const answer = await own.apply(target, given);
                const key = JSON.stringify({ ...(given[1] as object), at: 0 });
                if (lost.has(key)) return answer;
                lost.add(key);
                return { kind: 'ambiguous', reason: 'the connection was lost' };
              };
            },
          }),
      );
      made.place(ORDER);
      await pass(5);
      venue.tell({ kind: 'fill', fill: await fill('matched') });
      await pass(5);
      expect(lost.size).toBeGreaterThan(0);
      expect([venue.posted.length, await state(), kinds(reports)]).toEqual([1, 'filled', ['live', 'fill']]);
      expect((await memory.totals('paper')).cash).toBe(usd(996));
    },
  );
});
