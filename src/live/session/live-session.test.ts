import { describe, expect, it } from 'vitest';
import { MICROS_PER_MINUTE, type Micros } from '../../engine/units.js';
import { MemoryStore } from '../store/memory/memory-store.js';
import { CATALOG, MARKET, openPaperStore, paperSession, usd } from './paper-session.testing.js';
import { replaySession } from './replay-session.js';
import { VirtualWorld } from './virtual-world.testing.js';

async function opened() {
  const world = new VirtualWorld();
  const store = new MemoryStore();
  await openPaperStore(store, world);
  return { world, store };
}

/** Quotes so that the book stays fresh while time passes. */
async function quoting(
  world: VirtualWorld,
  feed: { quote(bid: number, ask: number): void },
  cents: [number, number],
  seconds: number,
) {
  for (let second = 0; second < seconds; second += 1) {
    // The bid moves a cent to and fro, so that each is news.
    feed.quote(cents[0] - (second % 2), cents[1]);
    await world.pass(1_000);
  }
}

describe('a session on paper', () => {
  it('buys, sells and settles, with a ledger that adds up by hand', async () => {
    const { world, store } = await opened();
    const { session, feed } = await paperSession({ world, store });
    await world.until(session.start());
    await quoting(world, feed, [45, 46], 2);
    await quoting(world, feed, [39, 40], 3);
    // 10 shares at 0.40, fee 10 x 0.05 x 0.40 x 0.60 = 0.12.
    expect(await store.holdings('paper')).toMatchObject([
      { instrument: '101', size: 10_000_000, cost: usd(4) },
    ]);
    expect((await store.totals('paper')).cash).toBe(usd(1_000 - 4.12));
    await quoting(world, feed, [62, 63], 3);
    // Sold at 0.62, fee 10 x 0.05 x 0.62 x 0.38 = 0.1178.
    expect((await store.totals('paper')).cash).toBe(usd(1_000 - 4.12 + 6.2 - 0.1178));
    const report = await world.until(session.stop('test'));
    expect(report).toEqual({ leftOpen: [], kept: true });
    await world.pass(2_000);
    expect(world.waiting).toBe(0);
    expect((await store.sessions('paper'))[0]).toMatchObject({ endReason: 'test' });
  });

  it('tells how it does, at the prices that it last heard', async () => {
    const { world, store } = await opened();
    const { session, feed } = await paperSession({ world, store });
    await world.until(session.start());
    await quoting(world, feed, [39, 40], 6);
    // Bought at 0.40 for 4 and a fee of 0.12; the last bid is 0.38, at which 10 shares bring 3.80.
    expect(session.pulse()).toMatchObject({
      session: session.id,
      state: 'ready',
      because: null,
      equity: usd(1_000 - 4.12 + 3.8),
      open: 0,
      unknown: 0,
      feed: { lost: 0, unreadable: 0 },
    });
    expect(session.pulse().holdings).toEqual([
      {
        market: 'nba-bos-nyk-2026-11-26',
        question: 'Celtics against Knicks',
        size: 10_000_000,
        cost: usd(4),
        worth: usd(3.8),
        bid: 3_800,
        ask: 4_000,
      },
    ]);
    expect(session.pulse().trail.at(0)?.equity).toBe(usd(1_000));
    expect(session.pulse().trail.at(-1)?.equity).toBeLessThan(usd(1_000 - 0.12));
    await session.halt('test', 'a drill');
    await world.pass(1_000);
    expect(session.pulse()).toMatchObject({ state: 'halted', because: 'halted by test: a drill' });
    await world.until(session.stop('test'));
    expect(session.pulse().state).toBe('stopped');
  });

  it('is replayed through the kernel of the backtest to the same decisions, byte for byte', async () => {
    const { world, store } = await opened();
    const { session, feed, setup } = await paperSession({ world, store });
    await world.until(session.start());
    await quoting(world, feed, [39, 40], 3);
    await quoting(world, feed, [62, 63], 3);
    await world.until(session.stop('test'));
    const digest = session.kernel.decisionsDigest;
    const hash = session.kernel.outputHash;
    const replay = await replaySession(setup, { store, session: session.id });
    expect(replay).toMatchObject({ difference: null, decisionsDigest: digest, outputHash: hash });
    expect(replay.kept).toBe(replay.replayed);
    expect(replay.inputs).toBeGreaterThan(6);
  });

  it('takes up again after a crash where the journal ends, with the same orders and money', async () => {
    const { world, store } = await opened();
    const first = await paperSession({ world, store });
    await world.until(first.session.start());
    await quoting(world, first.feed, [39, 40], 3);
    world.crash();
    const second = await paperSession({ world, store });
    await world.until(second.session.start());
    expect(second.session.id).toBe(first.session.id);
    expect(second.session.kernel.view.position(MARKET).size).toBe(10_000_000);
    await quoting(world, second.feed, [62, 63], 3);
    expect((await store.totals('paper')).cash).toBe(usd(1_000 - 4.12 + 6.2 - 0.1178));
    await world.until(second.session.stop('test'));
    const replay = await replaySession(second.setup, { store, session: second.session.id });
    expect(replay.difference).toBeNull();
  });

  it.each(Array.from({ length: 30 }, (_, index) => index * 40))(
    'loses and doubles nothing when it is killed %i ms after the signal',
    async (killAfterMs) => {
      const { world, store } = await opened();
      const first = await paperSession({ world, store });
      await world.until(first.session.start());
      await quoting(world, first.feed, [45, 46], 1);
      first.feed.quote(39, 40);
      await world.pass(killAfterMs);
      world.crash();
      const second = await paperSession({ world, store });
      await world.until(second.session.start());
      await quoting(world, second.feed, [39, 40], 200);
      const [held] = await store.holdings('paper');
      expect(held?.size ?? 0).toBe(second.session.kernel.view.position(MARKET).size);
      expect(held?.size).toBe(10_000_000);
      const unresolved = await store.openIntents('paper', null);
      expect(unresolved).toEqual([]);
      expect((await store.totals('paper')).cash).toBe(usd(1_000 - 4.12));
      await world.until(second.session.stop('test'));
      expect(
        (await replaySession(second.setup, { store, session: second.session.id })).difference,
      ).toBeNull();
    },
  );

  it.each(Array.from({ length: 20 }, (_, index) => index * 60))(
    'knows a fill that the venue dates before the session, killed %i ms after the signal',
    async (killAfterMs) => {
      const { world, store } = await opened();
      const record = store.recordFill.bind(store);
      store.recordFill = (fence, fill, at) =>
        record(fence, { ...fill, venueTime: (fill.venueTime - 20 * MICROS_PER_MINUTE) as Micros }, at);
      const first = await paperSession({ world, store });
      await world.until(first.session.start());
      await quoting(world, first.feed, [45, 46], 1);
      first.feed.quote(39, 40);
      await world.pass(killAfterMs);
      world.crash();
      const second = await paperSession({ world, store });
      await world.until(second.session.start());
      await quoting(world, second.feed, [39, 40], 200);
      expect(second.session.kernel.view.position(MARKET).size).toBe(10_000_000);
      expect((await store.holdings('paper'))[0]?.size).toBe(10_000_000);
      expect((await store.totals('paper')).cash).toBe(usd(1_000 - 4.12));
    },
  );

  it.each([0, 20, 60, 200])('begins anew when it was killed %i ms into its stop', async (killAfterMs) => {
    const { world, store } = await opened();
    const first = await paperSession({ world, store });
    await world.until(first.session.start());
    await quoting(world, first.feed, [39, 40], 3);
    void first.session.stop('test');
    await world.pass(killAfterMs);
    world.crash();
    const second = await paperSession({ world, store });
    await world.until(second.session.start());
    expect(second.session.kernel.view.position(MARKET).size).toBe(10_000_000);
    await quoting(world, second.feed, [62, 63], 3);
    expect((await store.totals('paper')).cash).toBe(usd(1_000 - 4.12 + 6.2 - 0.1178));
    expect((await world.until(second.session.stop('test'))).kept).toBe(true);
    expect((await store.sessions('paper')).filter(({ endedAt }) => endedAt === null)).toEqual([]);
  });

  it('lets no entry leave while the file says halt, and trades again when it is gone', async () => {
    const { world, store } = await opened();
    let reason: string | null = 'a person said so';
    const killSources = [{ name: 'file', read: () => Promise.resolve(reason) }];
    const { session, feed } = await paperSession({ world, store, killSources });
    await world.until(session.start());
    await quoting(world, feed, [39, 40], 3);
    expect(await store.holdings('paper')).toEqual([]);
    expect(session.state).toBe('halted');
    reason = null;
    await quoting(world, feed, [39, 40], 3);
    expect(await store.holdings('paper')).toHaveLength(1);
    expect(session.state).toBe('ready');
    await world.until(session.stop('test'));
  });

  it('halts at the daily loss, and stays halted after a restart until a person resumes', async () => {
    const { world, store } = await opened();
    const limits = { dailyLoss: usd(0.5) };
    const first = await paperSession({ world, store, limits });
    await world.until(first.session.start());
    await quoting(world, first.feed, [39, 40], 2);
    await quoting(world, first.feed, [30, 31], 2);
    expect(first.session.state).toBe('halted');
    expect(await store.kills()).toMatchObject([{ account: 'paper', by: 'loss' }]);
    await world.until(first.session.stop('test'));
    const second = await paperSession({ world, store, limits, resume: false });
    await world.until(second.session.start());
    await quoting(world, second.feed, [30, 31], 2);
    expect(second.session.state).toBe('halted');
    const at = world.ports.clock.now();
    await store.rearm('paper', { at, actor: 'test', action: 'resume', detail: 'looked at it' });
    await quoting(world, second.feed, [30, 31], 2);
    expect(second.session.state).toBe('ready');
    await world.until(second.session.stop('test'));
  });

  it('stands down when another process has taken the lease', async () => {
    const { world, store } = await opened();
    const { session, feed, ended } = await paperSession({ world, store });
    await world.until(session.start());
    await quoting(world, feed, [45, 46], 1);
    const later = { now: (world.ports.clock.now() + 60_000_000) as never, ttlMs: 15_000 };
    await store.acquireLease('paper', 'another', later);
    await quoting(world, feed, [39, 40], 5);
    expect(ended).toEqual(['another process leads this account']);
    expect(await store.holdings('paper')).toEqual([]);
  });

  it('lets the feed wait while the store keeps nothing, and go on when it does', async () => {
    const { world, store } = await opened();
    const { session, feed } = await paperSession({ world, store });
    await world.until(session.start());
    const append = store.appendJournal.bind(store);
    store.appendJournal = () => Promise.resolve({ kind: 'not-written', reason: 'test' });
    let quotes = 0;
    for (; !feed.isHeld && quotes < 200_000; quotes += 1) feed.quote(45 - (quotes % 2), 46);
    expect(feed.isHeld).toBe(true);
    await world.pass(2_000);
    expect(feed.isHeld).toBe(true);
    store.appendJournal = append;
    await world.pass(2_000);
    expect(feed.isHeld).toBe(false);
    expect((await store.readJournal(session.id, 0, 1_000_000)).length).toBeGreaterThanOrEqual(quotes);
  });

  it('settles a holding when its market is resolved, once', async () => {
    const { world, store } = await opened();
    const { session, feed } = await paperSession({ world, store });
    await world.until(session.start());
    await quoting(world, feed, [39, 40], 3);
    feed.resolve(1);
    await world.pass(1_000);
    feed.resolve(1);
    await world.pass(1_000);
    expect((await store.totals('paper')).cash).toBe(usd(1_000 - 4.12 + 10));
    expect(session.kernel.account.portfolio.cash).toBe(usd(1_000 - 4.12 + 10));
    await world.until(session.stop('test'));
  });

  describe('that holds what it does not trade', () => {
    /** Ten shares for 4.12, held by a session that has ended; the next one trades another game. */
    async function elsewhere() {
      const { world, store } = await opened();
      const before = await paperSession({ world, store });
      await world.until(before.session.start());
      await quoting(world, before.feed, [39, 40], 3);
      await world.until(before.session.stop('test'));
      const markets = CATALOG.markets.map((market) => ({ ...market, slug: 'nba-lal-gsw-2026-11-27' }));
      const next = await paperSession({
        world,
        store,
        catalog: { ...CATALOG, markets },
        document: 'another',
      });
      return { world, store, ...next };
    }

    it('is paid when its market was decided meanwhile, in the ledger and in what it trades with', async () => {
      const { world, store, session, feed, alerts } = await elsewhere();
      feed.decided.set('101', usd(1));
      await world.until(session.start());
      expect((await store.totals('paper')).cash).toBe(usd(1_000 - 4.12 + 10));
      expect(await store.holdings('paper')).toEqual([]);
      expect(session.kernel.account.portfolio.cash).toBe(usd(1_000 - 4.12 + 10));
      expect(session.gate.observing).toBeNull();
      expect(alerts.filter(({ topic }) => topic === 'holding-outside')).toEqual([
        {
          severity: 'info',
          topic: 'holding-outside',
          detail: 'nba-bos-nyk-2026-11-26 was decided and is paid out',
        },
      ]);
      await world.until(session.stop('test'));
    });

    it('keeps it and says so while nothing is decided', async () => {
      const { world, store, session, alerts } = await elsewhere();
      await world.until(session.start());
      expect((await store.totals('paper')).cash).toBe(usd(1_000 - 4.12));
      expect(await store.holdings('paper')).toHaveLength(1);
      expect(session.gate.observing).toBeNull();
      expect(alerts.map(({ detail }) => detail)).toContain(
        'nba-bos-nyk-2026-11-26 is held and not traded here',
      );
      await world.until(session.stop('test'));
    });
  });
});
