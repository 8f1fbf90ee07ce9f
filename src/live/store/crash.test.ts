import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Shares, Usd } from '../../engine/units.js';
import { nodePorts } from '../adapters/node-ports.js';
import { fillOf, intentOf, later, NO_LIMITS, openWorld, send, T0 } from './contract/store-world.testing.js';
import { embeddedServer } from './embedded/embedded-server.js';
import { runningPostmaster } from './embedded/postmaster-file.js';
import type { Fence, LiveStore, WriteFault } from './live-store.js';
import { type OpenPgStore, openPgStore } from './open-pg-store.js';

/** `TOUCHLINE_CRASHES=200` is the long run. */
const CRASHES = Number(process.env['TOUCHLINE_CRASHES'] ?? 4);
const FAULTS: ReadonlySet<string> = new Set(['ambiguous', 'not-written', 'stale-epoch']);
const isFault = (answer: { readonly kind: string }): answer is WriteFault => FAULTS.has(answer.kind);

/** What a writer was told, call for call. */
interface Told {
  acked: number;
  ambiguous: number;
  resolved: number;
  notWritten: number;
}

/** Repeats a call until the store says what became of it, as the order desk does: by the same id. */
async function insist(told: Told, call: () => Promise<{ readonly kind: string }>): Promise<string> {
  let ambiguous = false;
  for (;;) {
    const answer = await call();
    if (!isFault(answer)) {
      told.acked += 1;
      if (ambiguous) told.resolved += 1;
      return answer.kind;
    }
    if (answer.kind === 'ambiguous') {
      told.ambiguous += 1;
      ambiguous = true;
    } else told.notWritten += 1;
    await setTimeout(20);
  }
}

describe('a store whose server dies', () => {
  let folder: string;
  let open: OpenPgStore;
  let store: LiveStore;
  let fence: Fence;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'touchline-crash-'));
    open = await openPgStore({ databaseUrl: null, folder, ports: nodePorts() });
    store = open.store;
    fence = await openWorld(store);
  });
  afterEach(async () => {
    await open.close();
    expect(await runningPostmaster(join(folder, 'data'))).toBeNull();
    await rm(folder, { recursive: true, force: true });
  });

  it('loses nothing that was acknowledged and keeps nothing twice, kill after kill', {
    timeout: 120_000 + CRASHES * 20_000,
  }, async () => {
    const told: Told = { acked: 0, ambiguous: 0, resolved: 0, notWritten: 0 };
    let running = true;
    let [lines, orders] = [0, 0];
    const write = async (): Promise<void> => {
      while (running) {
        const line = { sequence: lines, line: `line ${lines}` };
        await insist(told, () => store.appendJournal(fence, 'session-1', [line]));
        lines += 1;
        // Five cents each, so that the account's money does not end before the crashes do.
        const cheap = { size: 100_000 as Shares, reserved: 50_000 as Usd };
        const intent = intentOf(orders + 1, { market: `m${orders}`, ...cheap });
        const request = { limits: NO_LIMITS, journal: [], dayStart: T0 };
        const admitted = await insist(told, () => store.admit(fence, intent, request));
        expect(['admitted', 'known']).toContain(admitted);
        const fill = fillOf(intent, `t${orders}`);
        const recorded = await insist(told, () => store.recordFill(fence, fill, later(orders)));
        expect(['recorded', 'duplicate']).toContain(recorded);
        orders += 1;
      }
    };
    let failed = false;
    const writer = write().catch((cause: unknown) => {
      failed = true;
      throw cause;
    });
    for (let crash = 0; crash < CRASHES; crash += 1) {
      await setTimeout(300 + ((crash * 137) % 400));
      const before = orders;
      const postmaster = await runningPostmaster(join(folder, 'data'));
      if (postmaster === null) throw new Error('no server to kill');
      process.kill(postmaster.pid, 'SIGKILL');
      // What the writer died of is told below: it must not be waited for.
      while (orders < before + 3 && !failed) await setTimeout(50);
      if (failed) break;
    }
    running = false;
    await writer;
    const kept = await store.readJournal('session-1', 0, lines + 10);
    expect(kept).toEqual(Array.from({ length: lines }, (_, n) => ({ sequence: n, line: `line ${n}` })));
    expect(await store.openIntents('paper', null)).toHaveLength(orders);
    expect((await store.fills('paper', T0)).map(({ tradeId }) => tradeId).sort()).toEqual(
      Array.from({ length: orders }, (_, n) => `t${n}`).sort(),
    );
    expect((await store.totals('paper')).cash).toBe(1_000_000_000 - orders * 50_000);
    expect(told.acked).toBe(lines + 2 * orders);
    if (process.env['TOUCHLINE_CRASHES'] !== undefined) process.stdout.write(`${JSON.stringify(told)}\n`);
  });

  it('outlives a storm of terminated connections', async () => {
    const told: Told = { acked: 0, ambiguous: 0, resolved: 0, notWritten: 0 };
    const postmaster = await runningPostmaster(join(folder, 'data'));
    await send(store, fence, intentOf(1));
    const server = await embeddedServer({ folder });
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    let kills = 0;
    let sequence = 0;
    let over = false;
    const storm = (async () => {
      for (let wave = 0; wave < 20; wave += 1) {
        const { rowCount } = await admin.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'touchline %'",
        );
        kills += rowCount ?? 0;
        const before = sequence;
        while (sequence < before + 2) await setTimeout(wave);
      }
      over = true;
    })();
    for (; !over; sequence += 1) {
      const line = { sequence, line: `${sequence}` };
      await insist(told, () => store.appendJournal(fence, 'session-1', [line]));
    }
    await storm;
    expect(kills).toBeGreaterThanOrEqual(20);
    await admin.end();
    await server.release();
    expect(told.notWritten).toBeGreaterThan(0);
    expect(await insist(told, () => store.appendJournal(fence, 'session-1', []))).toBe('written');
    expect(await store.readJournal('session-1', 0, 1_000)).toHaveLength(sequence);
    expect((await runningPostmaster(join(folder, 'data')))?.pid).toBe(postmaster?.pid);
  });
});
