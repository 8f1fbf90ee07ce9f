import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Micros } from '../../engine/units.js';
import { openPaperStore, paperSession, usd } from '../../live/session/paper-session.testing.js';
import { VirtualWorld } from '../../live/session/virtual-world.testing.js';
import { MemoryStore } from '../../live/store/memory/memory-store.js';
import { accountBody } from '../../report/dashboard/account-page.js';
import { type AccountView, standingOf } from '../../report/dashboard/account-view.js';
import { overviewBody } from '../../report/dashboard/overview-page.js';
import { markup } from '../../report/html/markup.js';
import { LiveFolder } from '../live/live-folder.js';
import { AccountWatch } from './account-watch.js';
import { DashboardPages } from './dashboard-pages.js';
import { type DashboardServer, serveDashboard } from './dashboard-server.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'touchline-dashboard-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A session that has bought ten shares at 0.40 and hears a bid of 0.38. */
async function trading() {
  const world = new VirtualWorld();
  const store = new MemoryStore();
  await openPaperStore(store, world);
  const { session, feed } = await paperSession({ world, store });
  await world.until(session.start());
  for (let second = 0; second < 12; second += 1) {
    feed.quote(39 - (second % 2), 40);
    await world.pass(1_000);
  }
  const live = new LiveFolder(folder);
  live.mark('paper', { pid: process.pid, session: session.id, startedAtMs: 0 });
  const tell = () => live.tellPulse('paper', { ...session.pulse(), alerts: { feed: 3 } });
  tell();
  return { world, store, session, live, tell, watch: new AccountWatch(store, live, world.ports.clock) };
}

const only = (views: readonly AccountView[]): AccountView => views[0] as AccountView;
const words = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

describe('an account on the dashboard', () => {
  it('shows the money, the holding at its price, the order and its fill', async () => {
    const { watch } = await trading();
    const text = words((await accountBody(only(await watch.views()))).text);
    expect(text).toContain('Ready: entries may leave.');
    // 1,000 - 4 - 0.12 in cash; at the bid ten shares bring 3.80.
    expect(text).toContain('995.88 USD cash');
    expect(text).toContain('999.68 USD equity at the touch, now');
    expect(text).toContain('nba-bos-nyk-2026-11-26 yes 10 4.00 3.80 \u22120.20 0.38 / 0.40');
    expect(text).toContain('entry: buy yes, fak 10 0.40 10 0.4000 filled');
    expect(text).toContain('alerts: feed 3');
  });

  it('stands as its session says, and as nobody says any more', async () => {
    const { world, watch, session, tell, live } = await trading();
    const standing = async () => standingOf(only(await watch.views()));
    expect(await standing()).toBe('ready');
    await world.pass(11_000);
    expect(await standing()).toBe('silent');
    await session.halt('test', 'a drill');
    await world.pass(1_000);
    tell();
    expect(await standing()).toBe('halted');
    live.unmark('paper');
    expect(await standing()).toBe('died');
    await world.until(session.stop('test'));
    await world.pass(16_000);
    expect(await standing()).toBe('idle');
  });

  it('counts fills of the last 24 hours alone as profit of the day', async () => {
    const { world, session, watch } = await trading();
    expect(only(await watch.views()).profitOfDay).toBe(usd(-0.12));
    await world.until(session.stop('test'));
    await world.pass(25 * 3_600_000);
    expect(only(await watch.views()).profitOfDay).toBe(0);
  });

  it('shows every open order, however many ended since', async () => {
    const { world, store, watch } = await trading();
    const at = world.ports.clock.now();
    const [some] = await store.openIntents('paper', 0 as Micros);
    if (some === undefined) throw new Error('it bought once');
    const ended = Array.from({ length: 60 }, (_, i) => ({
      ...some,
      id: `ended-${i}`,
      createdAt: (at + 1 + i) as Micros,
    }));
    const open = { ...some, id: 'lost', state: 'unknown' as const, createdAt: (at - 1) as Micros };
    vi.spyOn(store, 'openIntents').mockResolvedValue([open, ...ended]);
    const view = only(await watch.views());
    expect(view.orders.map(({ intent }) => intent.id)).toEqual([
      ...ended
        .map(({ id }) => id)
        .reverse()
        .slice(0, 50),
      'lost',
    ]);
    expect(words((await accountBody(view)).text)).toContain('1 order open, 1 of unknown outcome');
  });

  it('writes whatever a venue calls a market as text', async () => {
    const { watch } = await trading();
    const view = only(await watch.views());
    const hostile = '<img src=x onerror=alert(1)>';
    const pulse = view.pulse;
    if (pulse === null) throw new Error('a pulse was told');
    const holdings = pulse.holdings.map((holding) => ({ ...holding, market: hostile, question: hostile }));
    const { text } = await overviewBody([{ ...view, pulse: { ...pulse, holdings, because: hostile } }]);
    expect(text).not.toContain('<img');
    expect(text).toContain('&lt;img');
  });
});

describe('the server of the dashboard', () => {
  let server: DashboardServer;
  afterEach(() => server.close());

  const page = () =>
    Promise.resolve({
      kind: 'page' as const,
      status: 200 as const,
      page: { title: 'accounts', lives: true, body: markup`<p>here</p>` },
    });

  function ask(options: { readonly method?: string; readonly host?: string; readonly path?: string }) {
    const { port } = new URL(server.url);
    const { method = 'GET', host = `127.0.0.1:${port}`, path = '/' } = options;
    return new Promise<{ status: number | undefined; policy: unknown; text: string }>((resolve, reject) => {
      request({ host: '127.0.0.1', port, method, path, headers: { host } }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part) => {
          text += part;
        });
        response.on('end', () =>
          resolve({
            status: response.statusCode,
            policy: response.headers['content-security-policy'],
            text,
          }),
        );
      })
        .on('error', reject)
        .end();
    });
  }

  it('takes GET for names of this machine, and nothing else', async () => {
    server = await serveDashboard({ answer: page }, 0);
    expect(await ask({})).toMatchObject({ status: 200 });
    expect(await ask({ host: 'localhost:1' })).toMatchObject({ status: 200 });
    expect(await ask({ host: 'evil.example' })).toMatchObject({ status: 421, text: '' });
    expect(await ask({ host: '127.0.0.1.evil.example' })).toMatchObject({ status: 421, text: '' });
    expect(await ask({ method: 'POST' })).toMatchObject({ status: 405, text: '' });
  });

  it('lets only its own script run, and gives the inside alone to who asks again', async () => {
    server = await serveDashboard({ answer: page }, 0);
    const { policy, text } = await ask({});
    const script = /<script>([\s\S]*)<\/script>/.exec(text)?.[1] ?? '';
    const hash = createHash('sha256').update(script).digest('base64');
    expect(policy).toContain(`script-src 'sha256-${hash}'`);
    expect(await ask({ path: '/?part=main' })).toMatchObject({ text: '<p>here</p>' });
  });

  it('says what to do where nothing traded yet, and gives no figures where the store is away', async () => {
    const { ports } = new VirtualWorld();
    const db = join(folder, 'none.duckdb');
    const none = new DashboardPages({ folder, db }, ports);
    server = await serveDashboard(none, 0);
    expect((await ask({})).text).toContain('Nothing has traded from this folder yet');
    expect((await ask({ path: '/runs' })).text).toContain('No runs yet');
    expect(await ask({ path: '/elsewhere' })).toMatchObject({ status: 404 });
    await server.close();
    const databaseUrl = 'postgresql://nobody@127.0.0.1:1/none';
    server = await serveDashboard(new DashboardPages({ folder, db, databaseUrl }, ports), 0);
    const away = await ask({});
    expect(away.status).toBe(503);
    expect(away.text).toContain('nothing is known of any account');
    expect(away.text).not.toContain('class="tile"');
  });

  it('tells a port that is taken', async () => {
    server = await serveDashboard({ answer: page }, 0);
    const port = Number(new URL(server.url).port);
    await expect(serveDashboard({ answer: page }, port)).rejects.toMatchObject({ code: 'CLI_PORT' });
  });
});
