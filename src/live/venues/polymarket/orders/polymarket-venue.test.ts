import { privateKeyToAccount } from 'viem/accounts';
import { describe, expect, it } from 'vitest';
import { orderId } from '../../../../engine/ids.js';
import { type Micros, price, shares, usd } from '../../../../engine/units.js';
import type { HttpRequest } from '../../../ports/http.js';
import type { IntentDraft, VenueEvent } from '../../venue-adapter.js';
import { TokenTable } from '../catalog/token-table.js';
import { HOSTS } from '../hosts.js';
import { FACTS, listedMarket, NO, tokenTable, YES } from '../listed-markets.testing.js';
import { json, ScriptedPorts, START } from '../scripted-ports.testing.js';
import { keySigner } from '../signing/key-signer.js';
import { l2Headers } from '../signing/l2-headers.js';
import { signOrder } from '../signing/sign-order.js';
import { PolymarketVenue } from './polymarket-venue.js';
import { RateBuckets } from './rate-buckets.js';

const KEY = `0x${'4c'.repeat(32)}` as const;
const FUNDER = '0x00000000000Fb5C9ADea0298D729A0CB3823Cc07';
const SIGNER = privateKeyToAccount(KEY).address;
const credentials = { key: 'our-key', secret: Buffer.alloc(32, 7).toString('base64url'), passphrase: 'hush' };

const draft = (change: Partial<IntentDraft> = {}): IntentDraft => ({
  ...{ id: 'ab'.repeat(16), session: 's', account: 'a', strategy: 'x', orderId: orderId('0123456789abcdef') },
  ...{ market: 'nba-phx-mia-2026-05-01', game: 'g', sport: 'basketball', instrument: YES, outcome: 'yes' },
  ...{ purpose: 'entry', side: 'buy', limit: price(5_700), size: shares(10_000_000), timeInForce: 'gtc' },
  ...{ postOnly: false, expiresAt: null, reserved: usd(5_700_000), journalSequence: 0, tag: 't' },
  createdAt: START,
  ...change,
});

function setUp(tokens = tokenTable()) {
  const ports = new ScriptedPorts();
  const venue = new PolymarketVenue(ports, {
    hosts: HOSTS,
    account: { signer: SIGNER, funder: FUNDER, signatureType: 2 },
    credentials,
    tokens,
    sign: async (terms) => signOrder(terms, (await keySigner(KEY)).sign),
    timeoutMs: 5_000,
    buckets: new RateBuckets(ports.clock, ports.timers),
  });
  const events: VenueEvent[] = [];
  return { ports, venue, events, listen: (event: VenueEvent) => events.push(event) };
}

/** Lets the world run while something is awaited. */
async function during<T>(ports: ScriptedPorts, wanted: Promise<T>): Promise<T> {
  await ports.pass(0);
  return await wanted;
}

const pathOf = ({ method, url }: HttpRequest) => `${method} ${url.replace(/^https:\/\/[^/]+/, '')}`;

describe('an order', () => {
  it('has its id before it is signed, and is the same when it is signed again after a crash', async () => {
    const first = setUp();
    const identified = first.venue.identify(draft());
    if (identified.kind === 'refused') return expect.fail(identified.reason);
    const intent = { ...draft(), ...identified.identity };
    const signed = await first.venue.sign(intent);
    expect(signed.venueOrderId).toBe(identified.identity.venueOrderId);
    expect(await setUp().venue.sign(intent)).toEqual(signed);
  });

  it.each<[string, Partial<IntentDraft>]>([
    ['off the grid', { limit: price(5_750) }],
    ['at a dollar', { limit: price(10_000) }],
    ['of a part of a hundredth', { size: shares(10_005_000) }],
    ['below the minimum', { size: shares(4_990_000) }],
    ['of an unknown instrument', { instrument: '9' }],
    ['that must fill at once and must not', { timeInForce: 'fok', postOnly: true }],
    ['that expires too soon', { timeInForce: 'gtd', expiresAt: (START + 179_000_000) as Micros }],
    ['that should expire and does not say when', { timeInForce: 'gtd' }],
    ['that expires and is not of that kind', { expiresAt: (START + 600_000_000) as Micros }],
  ])('%s is refused before it is written', (_what, change) => {
    expect(setUp().venue.identify(draft(change)).kind).toBe('refused');
  });

  it('in a market that is not open is refused', () => {
    const closed = tokenTable(1, { ...FACTS, status: 'closed' });
    expect(setUp(closed).venue.identify(draft()).kind).toBe('refused');
  });

  it('settles at the exchange of its market', () => {
    const contract = '0xe3333700cA9d93003F00f0F71f8515005F6c00Aa';
    const market = listedMarket(0, { version: 'v2', exchange: { domainVersion: '3', contract } });
    const { venue } = setUp(new TokenTable([{ market, facts: FACTS }]));
    expect(venue.identify(draft())).toMatchObject({ identity: { domainVersion: '3', contract } });
  });

  // clob-client-v2: retryOnError and the version loop posted twice.
  it.each([
    ['accepted', json(200, { success: true, errorMsg: '', status: 'live' })],
    ['a version mismatch', json(400, { error: 'order_version_mismatch' })],
    ['5xx', json(500, '')],
    ['a reset', { kind: 'failed', reached: 'maybe', reason: 'ECONNRESET' } as const],
    ['no connection', { kind: 'failed', reached: 'no', reason: 'ECONNREFUSED' } as const],
    ['a restart', json(425, '')],
  ])('is posted exactly once, after %s too, with authenticated bytes', async (_what, answer) => {
    const { ports, venue } = setUp();
    ports.answer = () => answer;
    const identified = venue.identify(draft());
    if (identified.kind === 'refused') return expect.fail(identified.reason);
    const signed = await venue.sign({ ...draft(), ...identified.identity });
    await during(ports, venue.place(signed));
    await ports.pass(60_000);
    expect(ports.requests.map(pathOf)).toEqual(['POST /order']);
    const [sent] = ports.requests;
    expect(sent?.body).toBe(signed.payload);
    const atSeconds = Math.floor(START / 1_000_000);
    expect(sent?.headers).toMatchObject(
      l2Headers(
        { method: 'POST', path: '/order', body: signed.payload },
        { signer: SIGNER, credentials, atSeconds },
      ),
    );
  });

  it('leaves with those that are signed with it, in one authenticated request that counts each', async () => {
    const { ports, venue } = setUp();
    ports.answer = ({ body }) =>
      json(
        200,
        (JSON.parse(body ?? '[]') as unknown[]).map((_, index) => ({
          ...{ success: true, errorMsg: '', orderID: signed[index]?.venueOrderId, status: 'live' },
        })),
      );
    const intents = [5_700, 5_600, 5_500].map((limit) => {
      const one = draft({ limit: price(limit) });
      const identified = venue.identify(one);
      if (identified.kind === 'refused') throw new Error(identified.reason);
      return { ...one, ...identified.identity };
    });
    const signed = await Promise.all(intents.map((intent) => venue.sign(intent)));
    const placed = signed.map((order) => venue.place(order));
    expect(await during(ports, Promise.all(placed))).toEqual(
      Array(3).fill({ kind: 'accepted', status: 'live' }),
    );
    expect(ports.requests.map(pathOf)).toEqual(['POST /orders']);
    const body = `[${signed.map(({ payload }) => payload).join(',')}]`;
    expect(ports.requests[0]?.body).toBe(body);
    expect(ports.requests[0]?.headers).toMatchObject(
      l2Headers(
        { method: 'POST', path: '/orders', body },
        { signer: SIGNER, credentials, atSeconds: Math.floor(START / 1_000_000) },
      ),
    );
  });

  it('is refused its turn rather than sent late', async () => {
    const { ports, venue } = setUp();
    ports.answer = () => json(200, {}, { 'poly-ratelimit-remaining': '0', 'poly-ratelimit-reset': '30' });
    const order = { venueOrderId: '0x1', payload: '{}', purpose: 'entry' as const };
    await during(ports, venue.place(order));
    const late = venue.place(order);
    await ports.pass(2_000);
    expect(await late).toMatchObject({ kind: 'not-sent' });
    expect(ports.requests).toHaveLength(1);
  });

  it('rests after a 429 for as long as the venue asks, cancels do not', async () => {
    const { ports, venue } = setUp();
    ports.answer = ({ method }) =>
      method === 'POST'
        ? json(429, '', { 'retry-after': '3' })
        : json(200, { canceled: ['0x1'], not_canceled: {} });
    const order = { venueOrderId: '0x1', payload: '{}', purpose: 'exit' as const };
    expect(await during(ports, venue.place(order))).toMatchObject({ kind: 'put-off', retryAfterMs: 3_000 });
    const next = venue.place(order);
    await ports.pass(2_900);
    expect(ports.requests).toHaveLength(1);
    expect(await during(ports, venue.cancel('0x1'))).toEqual({ kind: 'cancelled' });
    await ports.pass(200);
    await next;
    expect(ports.requests.map(pathOf)).toEqual(['POST /order', 'DELETE /order', 'POST /order']);
  });

  it('is cancelled by one DELETE', async () => {
    const { ports, venue } = setUp();
    ports.answer = () => json(200, { canceled: ['0x1'], not_canceled: {} });
    expect(await during(ports, venue.cancel('0x1'))).toEqual({ kind: 'cancelled' });
    expect(ports.requests.map((each) => [pathOf(each), each.body])).toEqual([
      ['DELETE /order', '{"orderID":"0x1"}'],
    ]);
    ports.answer = () => json(200, { canceled: ['0x1', '0x2'], not_canceled: {} });
    expect(await during(ports, venue.cancelAll())).toMatchObject({ kind: 'read', value: ['0x1', '0x2'] });
  });
});

const open = (id: string) => ({
  ...{
    id,
    asset_id: YES,
    side: 'BUY',
    original_size: '10',
    size_matched: '0',
    price: '0.57',
    status: 'LIVE',
  },
  created_at: 1777629600,
});
const traded = (id: string, change: Record<string, unknown> = {}) => ({
  ...{ id, taker_order_id: '0xt', asset_id: NO, side: 'BUY', size: '3', price: '0.43', status: 'CONFIRMED' },
  ...{ match_time: '1777629600', trader_side: 'MAKER', maker_orders: [] },
  ...change,
});
const ourEntry = {
  order_id: '0x1',
  asset_id: YES,
  matched_amount: '3',
  price: '0.57',
  side: 'BUY',
  owner: 'our-key',
};

describe('a reading of the venue', () => {
  it('of open orders goes through every page', async () => {
    const { ports, venue } = setUp();
    ports.answer = ({ url }) =>
      url.endsWith('MA==')
        ? json(200, { data: [open('0x1')], next_cursor: 'AB==' })
        : json(200, { data: [open('0x2')], next_cursor: 'LTE=' });
    const reading = await during(ports, venue.openOrders());
    expect(reading).toMatchObject({
      kind: 'read',
      value: [
        { venueOrderId: '0x1', size: 10_000_000, createdAt: 1_777_629_600_000_000 },
        { venueOrderId: '0x2' },
      ],
    });
  });

  // nautilus_trader #3345: the filter by token finds the taker's leg only.
  it('of trades asks for both roles, without a token', async () => {
    const { ports, venue } = setUp();
    ports.answer = () =>
      json(200, { data: [traded('t', { maker_orders: [ourEntry] })], next_cursor: 'LTE=' });
    const reading = await during(ports, venue.fillsSince(START));
    expect(reading).toMatchObject({
      value: [{ tradeId: 't', venueOrderId: '0x1', instrument: YES, side: 'buy' }],
    });
    expect(ports.requests.map(pathOf)).toEqual([
      `GET /data/trades?after=${START / 1_000_000 - 1}&next_cursor=MA==`,
    ]);
  });

  it.each<[string, unknown, number]>([
    ['a page that is an error', { error: 'no' }, 500],
    ['a page without a cursor', { data: [] }, 200],
    ['a page that is cut off', '{"data":[', 200],
    ['a row that cannot be read', { data: [{ ...open('0x1'), price: 'NaN' }], next_cursor: 'LTE=' }, 200],
    ['pages that go in a circle', { data: [], next_cursor: 'MA==' }, 200],
  ])('has failed as a whole after %s: absence is not proven by a part', async (_what, body, status) => {
    const { ports, venue } = setUp();
    ports.answer = () => json(status, body);
    expect(await during(ports, venue.openOrders())).toMatchObject({ kind: 'failed' });
  });

  it.each([
    ['a status that is not known', traded('t', { status: 'SHELVED', maker_orders: [ourEntry] })],
    ['no order that is ours', traded('t')],
  ])('of trades has failed when one has %s', async (_what, row) => {
    const { ports, venue } = setUp();
    ports.answer = () => json(200, { data: [row], next_cursor: 'LTE=' });
    expect(await during(ports, venue.fillsSince(START))).toMatchObject({ kind: 'failed' });
  });

  it('of balances asks each kind of asset by its name', async () => {
    const { ports, venue } = setUp();
    ports.answer = ({ url }) =>
      json(200, { balance: url.includes('COLLATERAL') ? '12345678' : '5000000', allowances: {} });
    expect(await during(ports, venue.balances([YES]))).toMatchObject({
      value: { cash: 12_345_678, shares: new Map([[YES, 5_000_000]]) },
    });
    expect(ports.requests.map(pathOf)).toEqual([
      'GET /balance-allowance?asset_type=COLLATERAL&signature_type=2',
      `GET /balance-allowance?asset_type=CONDITIONAL&token_id=${YES}&signature_type=2`,
    ]);
    ports.answer = () => json(200, { balance: '1.5' });
    expect(await during(ports, venue.balances([]))).toMatchObject({ kind: 'failed' });
  });

  it('of the clock bounds the offset from whole seconds', async () => {
    const { ports, venue } = setUp();
    const seconds = Math.floor(START / 1_000_000);
    ports.answer = () => json(200, String(seconds + 3));
    expect(await during(ports, venue.clockOffset())).toMatchObject({
      kind: 'read',
      value: { offset: 3_500_000, uncertainty: 500_000 },
    });
    ports.answer = () => json(200, 'soon');
    expect(await during(ports, venue.clockOffset())).toMatchObject({ kind: 'failed' });
  });
});

describe('permission', () => {
  const MOST = (2n ** 256n - 1n).toString();
  const answers =
    (change: { blocked?: unknown; closedOnly?: unknown; allowance?: string } = {}) =>
    ({ url }: HttpRequest) => {
      if (url === HOSTS.geoblock) return json(200, { blocked: false, country: 'IE', region: '', ...change });
      if (url.includes('closed-only')) return json(200, { closed_only: change.closedOnly ?? false });
      const contract = listedMarket(0).exchange.contract;
      return json(200, { balance: '1', allowances: { [contract]: change.allowance ?? MOST } });
    };
  const ask = async (answer: ReturnType<typeof answers>) => {
    const { ports, venue } = setUp();
    ports.answer = answer;
    const reading = await during(ports, venue.permission());
    return { reading, mode: venue.mode() };
  };

  it('is given where nothing forbids it', async () => {
    expect(await ask(answers())).toMatchObject({ reading: { value: { allowed: true } }, mode: 'normal' });
  });

  it.each([
    ['the place is blocked', { blocked: true }, 'blocked'],
    ['the account may only close', { closedOnly: true }, 'closed-only'],
    ['the wallet has approved nothing', { allowance: '0' }, 'normal'],
  ] as const)('is refused when %s', async (_what, change, mode) => {
    expect(await ask(answers(change))).toMatchObject({ reading: { value: { allowed: false } }, mode });
  });

  it.each([{ blocked: undefined }, { blocked: 'false' }, { closedOnly: 'no' }, { allowance: 'plenty' }])(
    'is not read out of %j: unknown is not allowed',
    async (change) => {
      expect(await ask(answers(change))).toMatchObject({ reading: { kind: 'failed' } });
    },
  );
});

describe('the heartbeat', () => {
  it('is a chain, and mends itself by the id that a refusal carries', async () => {
    const { ports, venue } = setUp();
    const beats = [
      json(200, { heartbeat_id: 'b' }),
      json(400, { error: 'Invalid Heartbeat ID', heartbeat_id: 'x' }),
    ];
    ports.answer = () => beats.shift() ?? json(200, { heartbeat_id: 'c' });
    expect(await during(ports, venue.heartbeat())).toMatchObject({ value: true });
    expect(await during(ports, venue.heartbeat())).toMatchObject({ value: true });
    expect(ports.requests.map(({ body }) => body)).toEqual(
      ['', 'b', 'x'].map((heartbeat_id) => JSON.stringify({ heartbeat_id })),
    );
  });

  it('is refused or failed when the venue does not go on', async () => {
    const { ports, venue } = setUp();
    ports.answer = () => json(400, { error: 'no' });
    expect(await during(ports, venue.heartbeat())).toMatchObject({ kind: 'read', value: false });
    ports.answer = () => json(500, '');
    expect(await during(ports, venue.heartbeat())).toMatchObject({ kind: 'failed' });
    ports.answer = () => json(200, '{}');
    expect(await during(ports, venue.heartbeat())).toMatchObject({ kind: 'failed' });
  });
});

describe('the user channel', () => {
  const start = () => {
    const world = setUp();
    world.venue.start(world.listen);
    const socket = world.ports.connection('user');
    socket.open();
    return { ...world, socket };
  };

  it('says who we are, and is up when the venue answers', async () => {
    const { socket, events, venue } = start();
    expect(socket.sent.map((text) => (text === 'PING' ? text : JSON.parse(text)))).toEqual([
      {
        type: 'user',
        auth: { apiKey: 'our-key', secret: credentials.secret, passphrase: 'hush' },
      },
      'PING',
    ]);
    expect(events).toEqual([]);
    socket.say('PONG');
    expect(events).toEqual([{ kind: 'user-channel', up: true }]);
    await venue.stop();
    expect(events.at(-1)).toEqual({ kind: 'user-channel', up: false });
  });

  it('tells orders and fills', () => {
    const { socket, events } = start();
    const order = { event_type: 'order', ...open('0x1'), timestamp: '1777629600123' };
    socket.say(
      JSON.stringify([
        { ...order, type: 'PLACEMENT' },
        { ...order, type: 'UPDATE', size_matched: '3' },
      ]),
    );
    socket.say(JSON.stringify({ ...order, type: 'UPDATE', status: 'CANCELED_MARKET_RESOLVED' }));
    socket.say(JSON.stringify({ ...order, type: 'PLACEMENT', status: 'INVALID' }));
    socket.say(JSON.stringify({ event_type: 'trade', ...traded('t', { maker_orders: [ourEntry] }) }));
    expect(events.slice(1)).toMatchObject([
      { kind: 'order', venueOrderId: '0x1', status: { kind: 'placed', status: 'live' } },
      { kind: 'order', status: { kind: 'updated', matched: 3_000_000 } },
      { kind: 'order', status: { kind: 'cancelled', reason: 'canceled_market_resolved' } },
      { kind: 'order', status: { kind: 'rejected' } },
      { kind: 'fill', fill: { tradeId: 't', venueOrderId: '0x1', status: 'confirmed' } },
    ]);
  });

  it('concludes nothing from words that it does not know, and loses none of them', () => {
    const { socket, events } = start();
    const order = { event_type: 'order', ...open('0x1'), timestamp: '1777629600123', type: 'PLACEMENT' };
    socket.say(JSON.stringify({ ...order, status: 'DORMANT' }));
    socket.say(JSON.stringify({ ...order, type: 'MERGER' }));
    socket.say(JSON.stringify({ ...order, price: '1e309' }));
    socket.say(JSON.stringify({ event_type: 'trade', ...traded('t', { status: 'SHELVED' }) }));
    socket.say(JSON.stringify({ event_type: 'trade', ...traded('t2') }));
    socket.say('{"event_type":"tra');
    expect(events.slice(1).map(({ kind }) => kind)).toEqual([
      'unrecognised',
      'unrecognised',
      'unrecognised',
      'unrecognised',
      'foreign',
      'unrecognised',
    ]);
  });

  it('that is refused as soon as it opens is dialled ever more seldom', async () => {
    const { ports } = start();
    const refuse = async (): Promise<number> => {
      const [before, count] = [ports.clock.monotonicMs(), ports.dialled.length];
      ports.connection().say('{"error":"unauthorized"}');
      ports.connection().hangUp();
      while (ports.dialled.length === count) await ports.pass(50);
      ports.connection().open();
      return ports.clock.monotonicMs() - before;
    };
    const waits = [];
    for (let attempt = 0; attempt < 12; attempt += 1) waits.push(await refuse());
    expect(Math.max(...waits.slice(6))).toBeGreaterThan(2_000);
  });

  it('is dialled again when it closes and when it goes silent, and says so', async () => {
    const { ports, socket, events } = start();
    socket.say('PONG');
    socket.hangUp();
    expect(events.at(-1)).toEqual({ kind: 'user-channel', up: false });
    await ports.pass(300);
    expect(ports.dialled).toHaveLength(2);
    ports.connection().open();
    ports.connection().say('PONG');
    expect(events.at(-1)).toEqual({ kind: 'user-channel', up: true });
    await ports.pass(41_000);
    expect(events.at(-1)).toEqual({ kind: 'user-channel', up: false });
    expect(ports.dialled.length).toBeGreaterThan(2);
    expect(ports.dialled[1]?.sent.filter((text) => text === 'PING').length).toBeGreaterThan(2);
  });
});
