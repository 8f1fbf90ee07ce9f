import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderId } from '../../../engine/ids.js';
import { type Micros, price, shares, usd } from '../../../engine/units.js';
import { nodeClock } from '../../adapters/node-clock.js';
import { nodePorts } from '../../adapters/node-ports.js';
import { nodeTimers } from '../../adapters/node-timers.js';
import type { NewIntent } from '../../orders/intent.js';
import { FakeVenue } from '../fake/fake-venue.js';
import { serveVenue, type VenueServer } from '../fake/server/venue-server.js';
import { print, quote, SMALL_CATALOG } from '../fake/venue.testing.js';
import type { FeedNews, IntentDraft, VenueEvent } from '../venue-adapter.js';
import { loadCatalog } from './catalog/load-catalog.js';
import type { VenueCatalog } from './catalog/venue-catalog.js';
import { PolymarketFeed } from './feeds/polymarket-feed.js';
import type { Hosts } from './hosts.js';
import { apiCredentials } from './orders/api-credentials.js';
import { PolymarketVenue } from './orders/polymarket-venue.js';
import { RateBuckets } from './orders/rate-buckets.js';
import { PublicRequests } from './public-requests.js';
import { keySigner } from './signing/key-signer.js';
import { signOrder } from './signing/sign-order.js';

const KEY = `0x${'5d'.repeat(32)}` as const;
const CASH = 1_000_000_000;

const venueServer = new FakeVenue({
  catalog: SMALL_CATALOG,
  clock: nodeClock,
  timers: nodeTimers,
  seed: 'adapter over loopback',
  openingCash: CASH,
  pageSize: 2,
  settlement: () => [
    { afterMs: 30, status: 'MINED' },
    { afterMs: 30, status: 'CONFIRMED' },
  ],
});
const ports = nodePorts();
const buckets = new RateBuckets(ports.clock, ports.timers);
const requests = new PublicRequests(ports, buckets, 5_000);
const news: FeedNews[] = [];
const events: VenueEvent[] = [];
let server: VenueServer;
let hosts: Hosts;
let listed: VenueCatalog;
let venue: PolymarketVenue;
let feed: PolymarketFeed;

/** Waits for what the network brings; the test's own time limit bounds it. */
async function until<T>(found: () => T | undefined): Promise<T> {
  for (;;) {
    const value = found();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

beforeAll(async () => {
  server = await serveVenue(venueServer);
  const { clob, gamma, site, sockets, sports } = server.hosts;
  hosts = {
    ...{ clob, gamma, geoblock: `${site}/api/geoblock`, sportsSocket: `${sports}/ws` },
    ...{ marketSocket: `${sockets}/ws/market`, userSocket: `${sockets}/ws/user` },
  };
  const away = venueServer.markets.find(({ info }) => info.slug === 'epl-ars-che-2026-07-11-away');
  if (away !== undefined) away.version = '3';
  for (const market of [0, 1, 2, 3]) venueServer.apply(quote(market, [40, 42]));
  listed = await loadCatalog(requests, hosts, {
    ...{ leagues: [], from: 0 as Micros, to: 4e15 as Micros, marketTypes: ['moneyline'], mostMarkets: 10 },
  });
  const signer = await keySigner(KEY);
  venue = new PolymarketVenue(ports, {
    ...{ hosts, buckets, tokens: listed.tokens, timeoutMs: 5_000 },
    account: { signer: signer.address, funder: signer.address, signatureType: 0 },
    credentials: await apiCredentials(ports, hosts.clob, signer),
    sign: (terms) => signOrder(terms, signer.sign),
  });
  feed = new PolymarketFeed(ports, {
    ...{ hosts, requests, tokens: listed.tokens, games: listed.games },
    scoreOrders: new Map([['nba', 'home-away']]),
  });
  venue.start((event) => events.push(event));
  feed.start((each) => news.push(each));
});
afterAll(async () => {
  await venue.stop();
  await feed.stop();
  await server.close();
  ports.close();
});

const NBA = 'nba-lal-bos-2026-07-11';
let orders = 0;
function draft(change: Partial<IntentDraft> = {}): IntentDraft {
  orders += 1;
  const market = listed.tokens.of(NBA);
  return {
    ...{ id: `${orders}`.padStart(32, '0'), session: 's', account: 'a', strategy: 'x' },
    ...{ orderId: orderId(`${orders}`.padStart(16, '0')), market: NBA, game: NBA, sport: 'basketball' },
    ...{ instrument: market?.yes ?? '', outcome: 'yes', purpose: 'entry', side: 'buy' },
    ...{
      limit: price(4_200),
      size: shares(10_000_000),
      timeInForce: 'fak',
      postOnly: false,
      expiresAt: null,
    },
    ...{ reserved: usd(0), journalSequence: 0, tag: '', createdAt: ports.clock.now() },
    ...change,
  };
}

async function place(change: Partial<IntentDraft> = {}) {
  const made = draft(change);
  const identified = venue.identify(made);
  if (identified.kind === 'refused') throw new Error(identified.reason);
  const intent: NewIntent = { ...made, ...identified.identity };
  const outcome = await venue.place(await venue.sign(intent));
  return { id: intent.venueOrderId, outcome };
}
const tapeEvents = () => news.flatMap((each) => (each.kind === 'events' ? each.events : []));

describe('the adapter against a venue on a local port', () => {
  it('lists markets with their sides, rules and groups', () => {
    expect(listed.refused).toEqual([]);
    expect(listed.catalog.markets.map(({ slug, yesMeans }) => [slug, yesMeans])).toEqual([
      ['epl-ars-che-2026-07-11-away', 'away'],
      ['epl-ars-che-2026-07-11-draw', 'draw'],
      ['epl-ars-che-2026-07-11-home', 'home'],
      [NBA, 'home'],
    ]);
    expect(listed.catalog.games).toMatchObject([
      { id: 'epl-ars-che-2026-07-11', league: 'epl', sport: 'soccer', date: '2026-07-11' },
      { id: NBA, league: 'nba', sport: 'basketball', date: '2026-07-11' },
    ]);
    expect(listed.tokens.of(NBA)).toMatchObject({ version: 'v1', exclusiveGroup: null });
    expect(listed.tokens.of('epl-ars-che-2026-07-11-draw')?.exclusiveGroup).toBe('epl-ars-che-2026-07-11');
    expect(listed.tokens.factsOf(listed.catalog.markets[3]?.index ?? (0 as never))).toMatchObject({
      tickBands: [{ from: 100, to: 9_900, tick: 100 }],
      fee: { takerRate: 500, makerRate: 0 },
      status: 'open',
    });
  });

  it('hears rules, whole books and health of every market', async () => {
    await until(() =>
      news.filter((each) => each.kind === 'health' && each.healthy).length >= 4 ? true : undefined,
    );
    const kinds = tapeEvents().map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'marketFacts')).toHaveLength(4);
    expect(kinds.filter((kind) => kind === 'bookSnapshot').length).toBeGreaterThanOrEqual(4);
    expect(news.filter((each) => each.kind === 'connection').at(-1)).toMatchObject({ up: true });
  });

  it('hears changes and trades in terms of YES', async () => {
    const before = news.length;
    venueServer.apply(quote(0, [41, 43]));
    venueServer.apply(print(0, 43, 5, 'buy'));
    const trade = await until(() =>
      news
        .slice(before)
        .flatMap((each) => (each.kind === 'events' ? each.events : []))
        .find(({ kind }) => kind === 'trade'),
    );
    expect(trade).toMatchObject({ market: 3, price: 4_300, size: 5_000_000, takerSide: 'buy' });
    venueServer.apply(quote(0, [40, 42]));
    feed.resnapshot();
  });

  it('takes, and hears of its fill until it is confirmed', async () => {
    await until(() => events.find((each) => each.kind === 'user-channel' && each.up));
    const { id, outcome } = await place();
    expect(outcome).toEqual({ kind: 'accepted', status: 'matched' });
    const confirmed = await until(() =>
      events.find(
        (each) => each.kind === 'fill' && each.fill.venueOrderId === id && each.fill.status === 'confirmed',
      ),
    );
    // 10 x 0.05 x 0.42 x 0.58 = 0.1218 dollars.
    expect(confirmed).toMatchObject({
      fill: { side: 'buy', price: 4_200, size: 10_000_000, fee: 121_800, liquidity: 'taker' },
    });
    const token = listed.tokens.of(NBA)?.yes ?? '';
    expect(await venue.balances([token])).toMatchObject({
      value: { cash: CASH - 4_200_000 - 121_800, shares: new Map([[token, 10_000_000]]) },
    });
  });

  it('rests, is filled as the maker, and finds all of it again by readings', async () => {
    const resting = await place({ limit: price(4_100), timeInForce: 'gtc', postOnly: true });
    expect(resting.outcome).toEqual({ kind: 'accepted', status: 'live' });
    const open = await venue.openOrders();
    expect(open).toMatchObject({
      value: [{ venueOrderId: resting.id, price: 4_100, size: 10_000_000, matched: 0 }],
    });
    venueServer.apply(print(0, 40, 500, 'sell'));
    await until(() =>
      events.find(
        (each) =>
          each.kind === 'fill' && each.fill.venueOrderId === resting.id && each.fill.status === 'confirmed',
      ),
    );
    const fills = await venue.fillsSince((ports.clock.now() - 60_000_000) as Micros);
    if (fills.kind === 'failed') return expect.fail(fills.reason);
    const ours = fills.value.filter(({ venueOrderId }) => venueOrderId === resting.id);
    expect(ours.length).toBeGreaterThanOrEqual(1);
    for (const fill of ours)
      expect(fill).toMatchObject({ liquidity: 'maker', side: 'buy', price: 4_100, fee: 0 });
    expect(ours.reduce((sum, { size }) => sum + size, 0)).toBe(10_000_000);
  });

  it('gets more shares for its money at a better price, all or nothing too', async () => {
    for (const timeInForce of ['fak', 'fok'] as const) {
      const { id, outcome } = await place({ limit: price(4_500), timeInForce });
      expect(outcome).toEqual({ kind: 'accepted', status: 'matched' });
      const heard = await until(() =>
        events.find((each) => each.kind === 'fill' && each.fill.venueOrderId === id),
      );
      // 10 shares at 0.45 are signed as 4.50 dollars: at 0.42 they buy 10.7142.
      expect(heard).toMatchObject({ fill: { price: 4_200, size: 10_714_200, liquidity: 'taker' } });
    }
  });

  it('buys NO as the mirror image of YES', async () => {
    const instrument = listed.tokens.of(NBA)?.no ?? '';
    const { id, outcome } = await place({
      instrument,
      outcome: 'no',
      limit: price(6_000),
      timeInForce: 'gtc',
    });
    expect(outcome).toEqual({ kind: 'accepted', status: 'matched' });
    const fill = await until(() =>
      events.find((each) => each.kind === 'fill' && each.fill.venueOrderId === id),
    );
    expect(fill).toMatchObject({ fill: { instrument, side: 'buy', price: 6_000 } });
  });

  it('cancels one, then everything, and is told when there is nothing to cancel', async () => {
    const one = await place({ limit: price(2_000), timeInForce: 'gtc' });
    expect(await venue.cancel(one.id)).toEqual({ kind: 'cancelled' });
    expect(await venue.cancel(one.id)).toMatchObject({ kind: 'refused', gone: true });
    expect(await venue.cancel(`0x${'0'.repeat(64)}`)).toMatchObject({ kind: 'refused', gone: true });
    const left = [];
    for (const cents of [20, 21, 22, 23, 24]) {
      left.push((await place({ limit: price(cents * 100), timeInForce: 'gtc' })).id);
    }
    expect(await venue.openOrders()).toMatchObject({ value: { length: 5 } });
    const cancelled = await venue.cancelAll();
    expect(cancelled.kind === 'read' && [...cancelled.value].sort()).toEqual(left.sort());
    expect(await venue.openOrders()).toMatchObject({ value: [] });
  });

  it('trades a market of version v2 under its own domain and exchange', async () => {
    const away = listed.tokens.of('epl-ars-che-2026-07-11-away');
    expect(away).toMatchObject({ version: 'v2', exchange: { domainVersion: '3' } });
    const { id, outcome } = await place({
      ...{ market: away?.slug ?? '', instrument: away?.yes ?? '', limit: price(1_000), timeInForce: 'gtd' },
      expiresAt: (ports.clock.now() + 600_000_000) as Micros,
    });
    expect(outcome).toEqual({ kind: 'accepted', status: 'live' });
    expect(await venue.cancel(id)).toEqual({ kind: 'cancelled' });
  });

  it.each([1, 2, 3] as const)(
    'signs for a wallet of type %i so that the venue verifies it',
    async (signatureType) => {
      const signer = await keySigner(`0x${String(signatureType).repeat(64)}`);
      const funder = `0x${String(signatureType).repeat(40)}`;
      const { credentials } = venueServer.openAccount({ signer: signer.address, wallet: funder, cash: CASH });
      const { apiKey, secret, passphrase } = credentials;
      const other = new PolymarketVenue(ports, {
        ...{ hosts, buckets, tokens: listed.tokens, timeoutMs: 5_000 },
        account: { signer: signer.address, funder, signatureType },
        credentials: { key: apiKey, secret, passphrase },
        sign: (terms) => signOrder(terms, signer.sign),
      });
      // A market of a group, whose exchange is another one.
      const draw = listed.tokens.of('epl-ars-che-2026-07-11-draw');
      const made = draft({
        market: draw?.slug ?? '',
        instrument: draw?.yes ?? '',
        limit: price(1_000),
        timeInForce: 'gtc',
      });
      const identified = other.identify(made);
      if (identified.kind === 'refused') return expect.fail(identified.reason);
      const signed = await other.sign({ ...made, ...identified.identity });
      expect(await other.place(signed)).toEqual({ kind: 'accepted', status: 'live' });
      expect(await other.openOrders()).toMatchObject({ value: [{ venueOrderId: signed.venueOrderId }] });
      const forged = { ...signed, payload: signed.payload.replace('"side":"BUY"', '"side":"SELL"') };
      expect(await other.place(forged)).toMatchObject({ kind: 'rejected' });
    },
  );

  it('is refused in words, and follows the modes of the venue', async () => {
    const poor = await place({ limit: price(9_900), size: shares(5_000_000_000_000), timeInForce: 'gtc' });
    expect(poor.outcome).toMatchObject({ kind: 'rejected' });
    venueServer.mode = 'restarting';
    expect((await place({ limit: price(2_000), timeInForce: 'gtc' })).outcome).toMatchObject({
      kind: 'put-off',
    });
    expect(venue.mode()).toBe('restarting');
    venueServer.mode = 'post-only';
    expect((await place()).outcome).toMatchObject({ kind: 'put-off' });
    expect(venue.mode()).toBe('post-only');
    venueServer.mode = 'normal';
  });

  it('may trade, reads the clock and keeps the dead-man switch quiet', async () => {
    expect(await venue.permission()).toMatchObject({ value: { allowed: true } });
    venueServer.geoblocked = true;
    expect(await venue.permission()).toMatchObject({ value: { allowed: false } });
    venueServer.geoblocked = false;
    expect(await venue.permission()).toMatchObject({ value: { allowed: true } });
    const clock = await venue.clockOffset();
    expect(clock.kind === 'read' && Math.abs(clock.value.offset) <= clock.value.uncertainty + 1_000).toBe(
      true,
    );
    for (let beats = 0; beats < 3; beats += 1) expect(await venue.heartbeat()).toMatchObject({ value: true });
  });

  it('hears how the game stands', async () => {
    venueServer.apply({
      ...{
        kind: 'gameState',
        game: 0 as never,
        venueTime: 0 as Micros,
        localTime: 0 as Micros,
        source: 's',
        sequence: 1,
      },
      state: {
        ...{ phase: 'live', period: 2, secondsLeftInPeriod: 300, secondsElapsedInPeriod: null },
        ...{ homeScore: 40, awayScore: 38, possession: null },
      },
    });
    const state = await until(() => tapeEvents().find(({ kind }) => kind === 'gameState'));
    expect(state).toMatchObject({
      game: 1,
      state: { phase: 'live', period: 2, homeScore: 40, awayScore: 38 },
    });
  });

  it('is told the outcome', async () => {
    venueServer.apply({
      ...{ kind: 'resolution', market: 0 as never, payout: usd(1_000_000), label: 'authoritative' },
      ...{ venueTime: 0 as Micros, localTime: 0 as Micros, source: 's', sequence: 2 },
    });
    const outcome = await until(() => tapeEvents().find(({ kind }) => kind === 'resolution'));
    expect(outcome).toMatchObject({ market: 3, payout: 1_000_000, label: 'authoritative' });
  });

  it('finds by its tokens what was paid in the end, and nothing for what is open or not known', async () => {
    const [decided, open] = [venueServer.markets[0], venueServer.markets[1]];
    if (decided === undefined || open === undefined) throw new Error('the venue has two markets');
    const asked = [decided.tokens.yes, decided.tokens.no, open.tokens.yes, '12345'];
    expect([...(await feed.payouts(asked))].sort()).toEqual(
      [
        [decided.tokens.yes, 1_000_000],
        [decided.tokens.no, 0],
      ].sort(),
    );
  });

  it('met nothing that it did not understand', () => {
    expect(news.filter(({ kind }) => kind === 'unrecognised')).toEqual([]);
    expect(events.filter(({ kind }) => kind === 'unrecognised' || kind === 'foreign')).toEqual([]);
    expect(feed.counts()).toEqual({ lost: 0, unreadable: 0 });
  });
});
