import { describe, expect, it } from 'vitest';
import { START_MS, TestTrader, testVenue } from './desk.testing.js';
import type { FakeVenue } from './fake-venue.js';
import { print, quote } from './venue.testing.js';

const market = (venue: FakeVenue, index = 0) => {
  const found = venue.markets[index];
  if (found === undefined) throw new Error('no such market');
  return found;
};

/** Micro-dollars of the oracle and of the chain, which must agree once everything has settled. */
const cash = (trader: TestTrader) => ({
  oracle: Number(trader.venue.exchange.ledger.totals(trader.account.wallet).cash),
  chain: trader.account.cash,
});

describe('the fake venue', () => {
  it('lets two accounts meet across the tokens of a market: a NO buyer is a YES seller', async () => {
    const { venue, time } = testVenue();
    const [ada, ben] = [new TestTrader(venue, 1), new TestTrader(venue, 2)];
    const yes = { market: market(venue), side: 'BUY', cents: 40, shares: 50 } as const;
    expect((await ada.place(yes)).json['status']).toBe('live');
    const no = { market: market(venue), outcome: 'no', side: 'BUY', cents: 65, shares: 20 } as const;
    const met = await ben.place(no);
    // Ben takes Ada's bid of 40: his NO costs 60 each, better than his limit of 65.
    expect(met.json).toMatchObject({ status: 'matched', makingAmount: '12', takingAmount: '20' });
    await time.runUntil((START_MS + 60_000) * 1_000);
    // Ada pays 20 x 0.40 and no fee; Ben 20 x 0.60 and 20 x 0.05 x 0.4 x 0.6 = 0.24.
    expect(cash(ada)).toEqual({ oracle: 992_000_000, chain: 992_000_000 });
    expect(cash(ben)).toEqual({ oracle: 987_760_000, chain: 987_760_000 });
    expect(ada.account.shares.get(market(venue).tokens.yes)).toBe(20_000_000);
    expect(ben.account.shares.get(market(venue).tokens.no)).toBe(20_000_000);
  });

  it('takes recorded liquidity level by level and rests the remainder', async () => {
    const { venue } = testVenue();
    const trader = new TestTrader(venue, 1);
    venue.apply(quote(0, [50, 52], 30));
    const placed = await trader.place({ market: market(venue), side: 'BUY', cents: 53, shares: 40 });
    expect(placed.json).toMatchObject({ status: 'matched', takingAmount: '30', makingAmount: '15.6' });
    const { json } = await trader.send('GET', '/data/orders');
    expect(json['data']).toMatchObject([{ size_matched: '30', original_size: '40', status: 'LIVE' }]);
    expect(market(venue).book.levels('bid')[0]).toEqual({ price: 5_300, size: 10_000_000 });
  });

  it('fills a resting order only after the size that stood before it has traded', async () => {
    const { venue } = testVenue();
    const trader = new TestTrader(venue, 1);
    venue.apply(quote(0, [50, 52], 30));
    await trader.place({ market: market(venue), side: 'BUY', cents: 50, shares: 10 });
    const matched = async () => (await trader.send('GET', '/data/orders')).json['data'];
    venue.apply(print(0, 50, 25, 'sell'));
    expect(await matched()).toMatchObject([{ size_matched: '0' }]);
    venue.apply(print(0, 50, 8, 'sell'));
    expect(await matched()).toMatchObject([{ size_matched: '3' }]);
    venue.apply(print(0, 49, 100, 'sell'));
    expect(await matched()).toEqual([]);
  });

  it.each([
    ['FOK', 31, "order couldn't be fully filled. FOK orders are fully filled or killed."],
    [
      'FAK',
      20,
      'no orders found to match with FAK order. FAK orders are partially filled or killed if no match is found.',
    ],
  ] as const)('refuses a %s that cannot execute, in the words of the venue', async (type, shares, words) => {
    const { venue } = testVenue();
    const trader = new TestTrader(venue, 1);
    venue.apply(quote(0, [50, 52], 30));
    const cents = type === 'FOK' ? 52 : 51;
    const placed = await trader.place({ market: market(venue), side: 'BUY', cents, shares, type });
    expect(placed).toEqual({ status: 400, json: { error: words } });
    expect(trader.account.cash).toBe(1_000_000_000);
  });

  it.each([
    ['size', { cents: 50, shares: 4 }, /lower than the minimum: 5/],
    ['tick', { cents: 48, shares: 10 }, /Price \(0.48\) breaks minimum tick size rule: 0.05/],
    ['post only', { cents: 52, shares: 10, postOnly: true }, /order crosses book/],
    ['value of a taker', { cents: 5, shares: 6 }, /min size: \$1/],
    ['money', { cents: 50, shares: 3_000 }, /not enough balance/],
    [
      'expiry too near',
      { cents: 50, shares: 10, type: 'GTD', expiration: START_MS / 1_000 + 170 },
      /expiration/,
    ],
  ] as const)('refuses an order for its %s', async (_what, order, words) => {
    const { venue } = testVenue();
    const trader = new TestTrader(venue, 1);
    venue.apply(quote(0, order.cents === 5 ? [3, 5] : [50, 52], 5_000));
    if (order.cents === 48) venue.exchange.setRules(market(venue), { tick: 500 });
    const placed = await trader.place({ market: market(venue), side: 'BUY', ...order });
    expect(placed.status).toBe(400);
    expect(String(placed.json['error'])).toMatch(words);
  });

  it('holds a taker for the delay of the market, does not let it go, and matches the book of that later moment', async () => {
    const { venue, time } = testVenue();
    const trader = new TestTrader(venue, 1);
    venue.exchange.setRules(market(venue), { takerDelayMs: 3_000 });
    venue.apply(quote(0, [50, 52], 30));
    const placed = await trader.place({ market: market(venue), side: 'BUY', cents: 52, shares: 10 });
    expect(placed.json).toMatchObject({ status: 'delayed', makingAmount: '', success: true });
    const id = String(placed.json['orderID']);
    const cancel = await trader.send('DELETE', '/order', { orderID: id });
    expect(cancel.json).toEqual({ canceled: [], not_canceled: { [id]: expect.stringMatching(/delayed/) } });
    venue.apply(quote(0, [53, 55], 30));
    await time.runUntil((START_MS + 3_500) * 1_000);
    expect((await trader.send('GET', '/data/orders')).json['data']).toMatchObject([
      { status: 'LIVE', size_matched: '0' },
    ]);
  });

  it('ends a GTD order one minute before its stated expiry', async () => {
    const { venue, time } = testVenue();
    const trader = new TestTrader(venue, 1);
    venue.apply(quote(0, [50, 52]));
    const expiration = START_MS / 1_000 + 300;
    await trader.place({
      market: market(venue),
      side: 'BUY',
      cents: 40,
      shares: 10,
      type: 'GTD',
      expiration,
    });
    await time.runUntil((START_MS + 239_000) * 1_000);
    expect(trader.account.open.size).toBe(1);
    await time.runUntil((START_MS + 240_000) * 1_000);
    expect(trader.account.open.size).toBe(0);
  });

  it('clears resting orders at the scheduled start', async () => {
    const { venue, time } = testVenue();
    const trader = new TestTrader(venue, 1);
    venue.apply(quote(0, [50, 52]));
    venue.exchange.setRules(market(venue), { startMs: START_MS + 10_000 });
    await trader.place({ market: market(venue), side: 'BUY', cents: 40, shares: 10 });
    await time.runUntil((START_MS + 9_999) * 1_000);
    expect(trader.account.open.size).toBe(1);
    await time.runUntil((START_MS + 10_000) * 1_000);
    expect(trader.account.open.size).toBe(0);
  });

  it('cancels everything ten seconds after the last heartbeat', async () => {
    const { venue, time } = testVenue();
    const trader = new TestTrader(venue, 1);
    await trader.place({ market: market(venue), side: 'BUY', cents: 40, shares: 10 });
    const first = await trader.send('POST', '/v1/heartbeats', { heartbeat_id: '' });
    await time.runUntil((START_MS + 9_000) * 1_000);
    const wrong = await trader.send('POST', '/v1/heartbeats', { heartbeat_id: 'other' });
    expect(wrong).toMatchObject({ status: 400, json: first.json });
    expect(trader.account.open.size).toBe(1);
    await time.runUntil((START_MS + 10_000) * 1_000);
    expect(trader.account.open.size).toBe(0);
  });

  it('gives back what a failed trade had taken, mined or not', async () => {
    const { venue, time } = testVenue({
      settlement: () => [
        { afterMs: 1_000, status: 'MINED' },
        { afterMs: 1_000, status: 'FAILED' },
      ],
    });
    const trader = new TestTrader(venue, 1);
    venue.apply(quote(0, [50, 52]));
    await trader.place({ market: market(venue), side: 'BUY', cents: 52, shares: 10 });
    await time.runUntil((START_MS + 1_500) * 1_000);
    expect(trader.account.shares.get(market(venue).tokens.yes)).toBe(10_000_000);
    await time.runUntil((START_MS + 2_500) * 1_000);
    expect(cash(trader)).toEqual({ oracle: 1_000_000_000, chain: 1_000_000_000 });
    expect(trader.account.shares.get(market(venue).tokens.yes)).toBe(0);
  });

  it.each([
    [1_000_000, 10_000_000],
    [0, 0],
    [500_000, 5_000_000],
  ])('pays %d micro-dollars a share at the outcome, and cancels what is open', async (payout, paid) => {
    const { venue, time } = testVenue();
    const trader = new TestTrader(venue, 1);
    venue.apply(quote(0, [50, 52]));
    await trader.place({ market: market(venue), side: 'BUY', cents: 52, shares: 10 });
    await trader.place({ market: market(venue), side: 'BUY', cents: 30, shares: 10 });
    await time.runUntil((START_MS + 60_000) * 1_000);
    venue.exchange.resolve(market(venue), payout);
    // 5.20 and the fee of 10 x 0.05 x 0.52 x 0.48 = 0.1248.
    const left = 1_000_000_000 - 5_200_000 - 124_800 + paid;
    expect(cash(trader)).toEqual({ oracle: left, chain: left });
    expect(trader.account.open.size).toBe(0);
    const late = await trader.place({ market: market(venue), side: 'BUY', cents: 30, shares: 10 });
    expect(late.json['error']).toMatch(/not yet ready/);
  });

  it('sells only what has been mined', async () => {
    const { venue, time } = testVenue();
    const trader = new TestTrader(venue, 1);
    venue.apply(quote(0, [50, 52]));
    await trader.place({ market: market(venue), side: 'BUY', cents: 52, shares: 10 });
    const sale = { market: market(venue), side: 'SELL', cents: 50, shares: 10 } as const;
    expect((await trader.place(sale)).json['error']).toMatch(/not enough balance/);
    await time.runUntil((START_MS + 2_500) * 1_000);
    expect((await trader.place(sale)).json).toMatchObject({ status: 'matched', takingAmount: '5' });
  });

  it('refuses a request whose HMAC does not fit, and an order signed by somebody else', async () => {
    const { venue } = testVenue();
    const [ada, ben] = [new TestTrader(venue, 1), new TestTrader(venue, 2)];
    const body = await ada.signed({ market: market(venue), side: 'BUY', cents: 40, shares: 10 });
    expect((await ben.send('POST', '/order', body)).json['error']).toMatch(/owner of the API KEY/);
    const forged = { ...body, owner: ben.account.credentials.apiKey };
    expect((await ben.send('POST', '/order', forged)).json['error']).toMatch(/maker address/);
    const order = body['order'] as Record<string, unknown>;
    const raised = { ...body, order: { ...order, takerAmount: '90000000' } };
    expect((await ada.send('POST', '/order', raised)).json['error']).toBe('invalid signature');
    const unsigned = venue.handle({ method: 'GET', target: '/data/orders', headers: {}, body: '' });
    expect(unsigned.status).toBe(401);
  });

  it('says in a batch of the post-only mode that it went well, and gives no id', async () => {
    const { venue } = testVenue();
    const trader = new TestTrader(venue, 1);
    venue.mode = 'post-only';
    const order = { market: market(venue), side: 'BUY', cents: 40, shares: 10 } as const;
    expect((await trader.place(order)).status).toBe(503);
    const batch = await trader.send('POST', '/orders', [await trader.signed(order)]);
    expect(batch.json).toEqual([{ success: true, errorMsg: 'post_only_mode', orderID: '', status: '' }]);
    expect((await trader.place({ ...order, postOnly: true })).json['status']).toBe('live');
  });

  it.each([
    ['restarting', 425, 425],
    ['cancel-only', 503, 200],
    ['disabled', 503, 503],
  ] as const)('while %s answers orders with %d and cancels with %d', async (mode, orders, cancels) => {
    const { venue } = testVenue();
    const trader = new TestTrader(venue, 1);
    venue.mode = mode;
    const order = { market: market(venue), side: 'BUY', cents: 40, shares: 10 } as const;
    expect((await trader.place(order)).status).toBe(orders);
    expect((await trader.send('DELETE', '/cancel-all')).status).toBe(cancels);
  });

  it('lists trades in pages, newest first, and filters by the token of the taker alone', async () => {
    const { venue } = testVenue({ pageSize: 2 });
    const trader = new TestTrader(venue, 1);
    const ids: string[] = [];
    for (const cents of [52, 53, 54]) {
      venue.apply(quote(0, [50, cents]));
      const { json } = await trader.place({ market: market(venue), side: 'BUY', cents, shares: 10 });
      ids.unshift(...(json['tradeIDs'] as string[]));
    }
    const first = await trader.send('GET', '/data/trades?next_cursor=MA==');
    const second = await trader.send('GET', `/data/trades?next_cursor=${first.json['next_cursor']}`);
    const listed = [first, second].flatMap(({ json }) => json['data'] as { id: string }[]);
    expect(listed.map(({ id }) => id)).toEqual(ids);
    expect(second.json['next_cursor']).toBe('LTE=');
    const no = await trader.send('GET', `/data/trades?asset_id=${market(venue).tokens.no}`);
    expect(no.json['data']).toEqual([]);
  });

  it('mirrors the book of YES into NO, in snapshots and in changes', () => {
    const { venue } = testVenue();
    const heard: unknown[] = [];
    const { tokens } = market(venue);
    const end = venue.connect('/ws/market', {
      send: (text) => heard.push(JSON.parse(text)),
      close: () => undefined,
    });
    venue.apply(quote(0, [50, 52], 30));
    end?.received(JSON.stringify({ type: 'market', assets_ids: [tokens.no] }));
    expect(heard[0]).toMatchObject([
      { event_type: 'book', bids: [{ price: '0.48' }], asks: [{ price: '0.5' }] },
    ]);
    venue.apply(quote(0, [50, 53], 30));
    expect(heard[1]).toMatchObject({
      event_type: 'price_change',
      price_changes: [
        { asset_id: tokens.yes, side: 'SELL', price: '0.52', size: '0', best_ask: '0.53' },
        { asset_id: tokens.yes, side: 'SELL', price: '0.53', size: '30' },
        { asset_id: tokens.no, side: 'BUY', price: '0.48', size: '0', best_bid: '0.47' },
        { asset_id: tokens.no, side: 'BUY', price: '0.47', size: '30' },
      ],
    });
  });

  it('gives the same bytes for the same seed', async () => {
    const run = async (): Promise<string> => {
      const { venue, time } = testVenue();
      const trader = new TestTrader(venue, 1);
      const said: string[] = [];
      const end = venue.connect('/ws/user', { send: (text) => said.push(text), close: () => undefined });
      end?.received(JSON.stringify({ type: 'user', auth: { ...trader.account.credentials } }));
      venue.apply(quote(0, [50, 52]));
      await trader.place({ market: market(venue), side: 'BUY', cents: 52, shares: 10 });
      await time.runUntil((START_MS + 60_000) * 1_000);
      return said.join('\n');
    };
    const first = await run();
    expect(first).toContain('CONFIRMED');
    expect(await run()).toBe(first);
  });
});
